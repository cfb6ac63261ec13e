package io.recruiterbrain.voice.agent;

import io.vertx.core.Future;
import java.util.UUID;

/** Writes evaluations of interviews that ended. */
@FunctionalInterface
public interface Evaluations {
    /**
     * Evaluates an interview and stores the result; evaluating it again is harmless.
     *
     * @return whether it has an evaluation now; false when it never gets one
     */
    Future<Boolean> evaluate(UUID interviewId);
}
