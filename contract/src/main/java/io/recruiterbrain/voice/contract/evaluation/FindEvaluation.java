package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/**
 * Reads an evaluation; fails with {@code EVALUATION_PENDING} while one may come, {@code INVALID_STATE} when none ever will
 * (see {@link NoEvaluation}), {@code NOT_FOUND} or {@code ERASED}.
 */
public record FindEvaluation(UUID interviewId) implements BusMessage {
    public static final Address<FindEvaluation, Evaluation> ADDRESS =
            new Address<>("persistence.evaluation.find", FindEvaluation.class, Evaluation.class, Duration.ofSeconds(2));

    public FindEvaluation {
        Checks.present(interviewId, "interviewId");
    }
}
