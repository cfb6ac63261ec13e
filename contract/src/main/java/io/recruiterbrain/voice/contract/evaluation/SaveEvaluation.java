package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;

/** Stores the evaluation and moves the interview to {@code EVALUATED}; saving it again keeps the first. */
public record SaveEvaluation(Evaluation evaluation) implements BusMessage {
    public static final Address<SaveEvaluation, EvaluationSaved> ADDRESS = new Address<>(
            "persistence.evaluation.save", SaveEvaluation.class, EvaluationSaved.class, Duration.ofSeconds(2));

    public SaveEvaluation {
        Checks.present(evaluation, "evaluation");
    }
}
