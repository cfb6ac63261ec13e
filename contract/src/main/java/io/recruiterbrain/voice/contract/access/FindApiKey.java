package io.recruiterbrain.voice.contract.access;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;

/** Looks a key up by its hash; fails with {@code NOT_FOUND}. */
public record FindApiKey(String sha256) implements BusMessage {
    public static final Address<FindApiKey, ApiKey> ADDRESS =
            new Address<>("persistence.apikey.find", FindApiKey.class, ApiKey.class, Duration.ofSeconds(2));

    public FindApiKey {
        Checks.text(sha256, "sha256", 64);
    }

    @Override
    public String toString() {
        return "FindApiKey[]";
    }
}
