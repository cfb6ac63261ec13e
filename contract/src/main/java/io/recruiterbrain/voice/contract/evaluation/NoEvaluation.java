package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.util.Collection;

/**
 * Which ended interviews get no evaluation, and why there is none: not yet, or never. Who evaluates, who stores and who
 * asks go by this rule, so that "never" stays true.
 */
public final class NoEvaluation {
    /** The turns that are evaluated: without one of them an interview that was abandoned holds nothing to score. */
    public static final TurnKind ANSWER = TurnKind.ANSWER;

    private static final String BEING_WRITTEN = "the evaluation is not written yet; ask again in a few seconds";
    private static final String UNANSWERED = "the interview was abandoned before the candidate answered anything";
    private static final String NEVER = ", so there will be no evaluation";

    private NoEvaluation() {}

    /** Whether the candidate answered anything. */
    public static boolean hasAnswer(Collection<Turn> turns) {
        return turns.stream().anyMatch(turn -> turn.kind() == ANSWER);
    }

    /**
     * Whether an interview in this state never gets an evaluation. One that was completed gets one in any case: that
     * nothing was answered in it is a result too.
     *
     * @param answered whether the candidate answered anything
     */
    public static boolean isFinal(InterviewState state, boolean answered) {
        return state.ended() && (!state.mayBeEvaluated() || (state == InterviewState.ABANDONED && !answered));
    }

    /**
     * The fault of reading the evaluation of an interview that has none: {@code EVALUATION_PENDING} while one may come,
     * {@code INVALID_STATE} once it cannot.
     *
     * @param answered whether the candidate answered anything
     */
    public static ServiceException fault(InterviewState state, boolean answered) {
        ErrorCode code = isFinal(state, answered) ? ErrorCode.INVALID_STATE : ErrorCode.EVALUATION_PENDING;
        return new ServiceException(
                code,
                switch (state) {
                    case SCHEDULED, WAITING -> "the interview has not begun; its evaluation is written after its end";
                    case IN_PROGRESS, RECOVERING -> "the interview goes on; its evaluation is written after its end";
                    case COMPLETED, EVALUATED -> BEING_WRITTEN;
                    case ABANDONED -> answered ? BEING_WRITTEN : UNANSWERED + NEVER;
                    case CANCELLED -> "the interview was cancelled" + NEVER;
                    case EXPIRED -> "the interview expired before anybody joined" + NEVER;
                    case FAILED -> "the interview failed" + NEVER;
                });
    }
}
