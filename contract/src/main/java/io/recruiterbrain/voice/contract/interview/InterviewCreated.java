package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;

/**
 * @param replayed whether the idempotency key was known and the interview is the one stored first
 */
public record InterviewCreated(Interview interview, boolean replayed) implements BusMessage {
    public InterviewCreated {
        Checks.present(interview, "interview");
    }
}
