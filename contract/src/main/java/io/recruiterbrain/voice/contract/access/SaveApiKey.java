package io.recruiterbrain.voice.contract.access;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Stores an API key in place of the one that had its name; saving a known hash again is harmless.
 *
 * @param sha256 of the key, lower-case hexadecimal; the key itself is never stored
 */
public record SaveApiKey(UUID keyId, String name, String sha256, Instant createdAt) implements BusMessage {
    public static final Address<SaveApiKey, ApiKey> ADDRESS =
            new Address<>("persistence.apikey.save", SaveApiKey.class, ApiKey.class, Duration.ofSeconds(2));

    public SaveApiKey {
        Checks.present(keyId, "keyId");
        Checks.text(name, "name", 200);
        Checks.text(sha256, "sha256", 64);
        Checks.present(createdAt, "createdAt");
    }

    @Override
    public String toString() {
        return "SaveApiKey[" + keyId + "]";
    }
}
