package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.UUID;

public record EvaluationSaved(UUID interviewId) implements BusMessage {
    public EvaluationSaved {
        Checks.present(interviewId, "interviewId");
    }
}
