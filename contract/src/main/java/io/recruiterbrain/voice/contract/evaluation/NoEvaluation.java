package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.InterviewState;

/** Why there is no evaluation: not yet, or never. Whoever stores evaluations answers with these words. */
public final class NoEvaluation {
    /** Notice, question and answer: with less there is nothing to evaluate. */
    public static final int LEAST_TURNS = 3;

    private static final String NEVER = ", so there will be no evaluation";

    private NoEvaluation() {}

    /**
     * The fault of reading the evaluation of an interview that has none: {@code EVALUATION_PENDING} while one may come,
     * {@code INVALID_STATE} once it cannot.
     *
     * @param worthIt whether the candidate said anything, or {@link #LEAST_TURNS} turns were stored
     */
    public static ServiceException fault(InterviewState state, boolean worthIt) {
        return switch (state) {
            case SCHEDULED, WAITING -> pending("the interview has not begun; its evaluation is written after its end");
            case IN_PROGRESS, RECOVERING -> pending("the interview goes on; its evaluation is written after its end");
            case COMPLETED, EVALUATED -> beingWritten();
            case ABANDONED -> worthIt ? beingWritten() : never("the interview was abandoned before anything was said");
            case CANCELLED -> never("the interview was cancelled");
            case EXPIRED -> never("the interview has expired before anybody joined");
            case FAILED -> never("the interview has failed");
        };
    }

    private static ServiceException beingWritten() {
        return pending("the evaluation is not written yet; ask again in a few seconds");
    }

    private static ServiceException pending(String text) {
        return new ServiceException(ErrorCode.EVALUATION_PENDING, text);
    }

    private static ServiceException never(String text) {
        return new ServiceException(ErrorCode.INVALID_STATE, text + NEVER);
    }
}
