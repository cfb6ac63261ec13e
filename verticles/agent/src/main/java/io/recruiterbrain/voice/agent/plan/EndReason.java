package io.recruiterbrain.voice.agent.plan;

import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import java.util.Locale;

/** Why the conversation is over. */
public enum EndReason {
    COMPLETED(InterviewState.COMPLETED),
    TIME_LIMIT(InterviewState.COMPLETED),
    CANDIDATE_STOPPED(InterviewState.COMPLETED),
    NO_ANSWER(InterviewState.COMPLETED),
    /** Went away and did not come back in time. */
    CANDIDATE_LEFT(InterviewState.ABANDONED),
    RECRUITER_CANCELLED(InterviewState.CANCELLED),
    /** A fault of ours in the middle of the conversation. */
    FAILED(InterviewState.FAILED),
    /** The node goes down; the interview can go on elsewhere. */
    SHUTDOWN(InterviewState.RECOVERING);

    private final InterviewState state;

    EndReason(InterviewState state) {
        this.state = state;
    }

    /** The state an interview that ended so is in. */
    public InterviewState state() {
        return state;
    }

    /** The stable word of {@code Interview.endReason}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EndReason of(CloseReason reason) {
        return switch (reason) {
            case COMPLETED -> COMPLETED;
            case TIME_LIMIT -> TIME_LIMIT;
            case CANDIDATE_STOPPED -> CANDIDATE_STOPPED;
            case NO_ANSWER -> NO_ANSWER;
            case RECRUITER_CANCELLED -> RECRUITER_CANCELLED;
            case SHUTDOWN -> SHUTDOWN;
        };
    }
}
