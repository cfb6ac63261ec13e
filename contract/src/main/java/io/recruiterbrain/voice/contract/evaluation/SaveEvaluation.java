package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;

/**
 * Stores the evaluation. A {@code COMPLETED} interview becomes {@code EVALUATED}; one that was abandoned or cancelled keeps
 * its state, so that it still tells how it ended. Saving again keeps the first.
 */
public record SaveEvaluation(Evaluation evaluation) implements BusMessage {
    public static final Address<SaveEvaluation, EvaluationSaved> ADDRESS = new Address<>(
            "persistence.evaluation.save", SaveEvaluation.class, EvaluationSaved.class, Duration.ofSeconds(2));

    public SaveEvaluation {
        Checks.present(evaluation, "evaluation");
    }
}
