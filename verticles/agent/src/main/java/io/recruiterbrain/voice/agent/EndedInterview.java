package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.contract.interview.InterviewState;
import java.util.UUID;

/**
 * An interview whose conversation is over and whose turns are stored.
 *
 * @param hasAnswer whether the candidate answered anything
 */
record EndedInterview(UUID interviewId, InterviewState state, boolean hasAnswer) {
    /** Whether an evaluation makes sense. */
    boolean toBeEvaluated() {
        return state == InterviewState.COMPLETED || (state == InterviewState.ABANDONED && hasAnswer);
    }
}
