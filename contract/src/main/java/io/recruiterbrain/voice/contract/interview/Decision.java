package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;

/** A named person's decision; the evaluation's recommendation is advice only. */
public record Decision(String decidedBy, Outcome outcome, String reason, Instant decidedAt) {
    public enum Outcome {
        ADVANCE,
        HOLD,
        REJECT
    }

    public Decision {
        Checks.text(decidedBy, "decided_by", 200);
        Checks.present(outcome, "outcome");
        Checks.text(reason, "reason", 2000);
        Checks.present(decidedAt, "decidedAt");
    }

    @Override
    public String toString() {
        return "Decision[" + outcome + "]";
    }
}
