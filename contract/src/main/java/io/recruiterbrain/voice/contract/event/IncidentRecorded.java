package io.recruiterbrain.voice.contract.event;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.UUID;

/** The incident is on the interview's timeline. */
public record IncidentRecorded(UUID interviewId) implements BusMessage {
    public IncidentRecorded {
        Checks.present(interviewId, "interviewId");
    }
}
