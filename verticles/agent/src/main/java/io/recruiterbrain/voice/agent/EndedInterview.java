package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.contract.evaluation.NoEvaluation;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An interview whose conversation is over and whose turns are stored.
 *
 * @param reason stored as the reason of the end, absent when it goes on elsewhere
 * @param hasAnswer whether the candidate answered anything
 */
record EndedInterview(
        UUID interviewId, InterviewState state, @Nullable String reason, boolean hasAnswer) {
    /** Whether it is over for good and gets an evaluation. */
    boolean toBeEvaluated() {
        return state.ended() && !NoEvaluation.isFinal(state, hasAnswer);
    }
}
