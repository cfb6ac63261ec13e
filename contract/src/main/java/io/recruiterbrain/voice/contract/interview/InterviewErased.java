package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;
import java.util.UUID;

public record InterviewErased(UUID interviewId, Instant erasedAt) implements BusMessage {
    public InterviewErased {
        Checks.present(interviewId, "interviewId");
        Checks.present(erasedAt, "erasedAt");
    }
}
