package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.access.ApiKey;
import io.recruiterbrain.voice.contract.access.SaveApiKey;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/** Recruiters' keys at start: the store holds their hash only. */
final class ApiKeys {
    private final Bus bus;
    private final Clock clock;

    ApiKeys(Bus bus, Clock clock) {
        this.bus = bus;
        this.clock = clock;
    }

    /** Makes sure that a key is known, and the one before it under this name not any more. */
    Future<ApiKey> save(String name, String key) {
        return bus.ask(SaveApiKey.ADDRESS, new SaveApiKey(UUID.randomUUID(), name, sha256(key), clock.instant()));
    }

    private static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
