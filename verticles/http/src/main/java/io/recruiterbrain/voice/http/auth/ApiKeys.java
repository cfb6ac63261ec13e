package io.recruiterbrain.voice.http.auth;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.access.ApiKey;
import io.recruiterbrain.voice.contract.access.FindApiKey;
import io.recruiterbrain.voice.http.cache.BoundedMap;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Finds API keys by their SHA-256. Only the hash is compared, sent or kept, so how long a look-up takes says nothing
 * about the key.
 *
 * <p>A known key is remembered for a minute, so revoking one takes effect within it.
 */
public final class ApiKeys {
    /** Longer texts are no keys; hashing them would be work for nothing. */
    private static final int MAX_LENGTH = 512;

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Bus bus;
    private final Clock clock;
    private final BoundedMap<String, Known> known;

    private record Known(ApiKey key, Instant until) {}

    /** What instances on one node share. */
    public static final class Memory {
        private final BoundedMap<String, Known> known = new BoundedMap<>(1000);
    }

    public ApiKeys(Bus bus, Clock clock, Memory memory) {
        this.bus = bus;
        this.clock = clock;
        this.known = memory.known;
    }

    /** The key if it was looked up within the last minute. */
    Optional<ApiKey> remembered(String key) {
        return key.length() > MAX_LENGTH ? Optional.empty() : remembered(sha256(key), clock.instant());
    }

    /** The stored key, empty when there is none; fails when persistence cannot be asked. */
    Future<Optional<ApiKey>> find(String key) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            return Future.succeededFuture(Optional.empty());
        }
        String hash = sha256(key);
        return bus.ask(FindApiKey.ADDRESS, new FindApiKey(hash))
                .map(found -> {
                    known.put(hash, new Known(found, clock.instant().plus(REMEMBERED)));
                    return Optional.of(found);
                })
                .recover(fault -> {
                    if (fault instanceof ServiceException told && told.code() == ErrorCode.NOT_FOUND) {
                        known.remove(hash);
                        return Future.succeededFuture(Optional.empty());
                    }
                    return Future.failedFuture(fault);
                });
    }

    private Optional<ApiKey> remembered(String hash, Instant now) {
        return known.get(hash).filter(entry -> now.isBefore(entry.until())).map(Known::key);
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
