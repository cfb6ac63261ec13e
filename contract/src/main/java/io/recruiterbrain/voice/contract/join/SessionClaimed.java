package io.recruiterbrain.voice.contract.join;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.UUID;

/** The interview is open in this browser from now on. */
public record SessionClaimed(UUID interviewId, UUID sessionId) implements BusMessage {
    public SessionClaimed {
        Checks.present(interviewId, "interviewId");
        Checks.present(sessionId, "sessionId");
    }
}
