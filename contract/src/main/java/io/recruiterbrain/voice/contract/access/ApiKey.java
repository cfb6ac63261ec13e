package io.recruiterbrain.voice.contract.access;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;
import java.util.UUID;

public record ApiKey(UUID keyId, String name, Instant createdAt) implements BusMessage {
    public ApiKey {
        Checks.present(keyId, "keyId");
        Checks.text(name, "name", 200);
        Checks.present(createdAt, "createdAt");
    }
}
