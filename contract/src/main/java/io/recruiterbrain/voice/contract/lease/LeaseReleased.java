package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.UUID;

/** The asker does not hold the lease any more. */
public record LeaseReleased(UUID interviewId) implements BusMessage {
    public LeaseReleased {
        Checks.present(interviewId, "interviewId");
    }
}
