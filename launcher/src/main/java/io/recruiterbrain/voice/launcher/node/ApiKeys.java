package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.contract.access.SaveApiKey;
import io.recruiterbrain.voice.launcher.config.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/** Recruiters' keys at start: the store holds their hash only. */
final class ApiKeys {
    private final Services services;
    private final Clock clock;

    ApiKeys(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** Makes sure that a key is known, and the one before it under this name not any more; blocks. */
    void save(String name, String key) {
        services.ask(
                Role.PERSISTENCE,
                SaveApiKey.ADDRESS,
                new SaveApiKey(UUID.randomUUID(), name, sha256(key), clock.instant()));
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
