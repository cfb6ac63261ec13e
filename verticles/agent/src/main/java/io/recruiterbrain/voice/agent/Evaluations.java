package io.recruiterbrain.voice.agent;

import io.vertx.core.Future;
import java.util.UUID;

/** Writes evaluations of interviews that ended. */
@FunctionalInterface
public interface Evaluations {
    /** Evaluates an interview and stores the result; evaluating it again is harmless. */
    Future<?> evaluate(UUID interviewId);
}
