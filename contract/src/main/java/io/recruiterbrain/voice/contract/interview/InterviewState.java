package io.recruiterbrain.voice.contract.interview;

/** The states of an interview. {@code RECOVERING} returns to {@code IN_PROGRESS}; the terminal states never change. */
public enum InterviewState {
    /** Ordered; nobody has joined. */
    SCHEDULED,
    /** The candidate accepted the consent text and an agent is ready, the conversation has not begun. */
    WAITING,
    IN_PROGRESS,
    /** The candidate or the agent is away; the interview goes on when they return in time. */
    RECOVERING,
    /** The conversation ended; the evaluation is being written. */
    COMPLETED,
    /** A completed interview whose evaluation is stored; an abandoned one keeps its name, evaluated or not. */
    EVALUATED,
    CANCELLED,
    /** Nobody joined before the link expired. */
    EXPIRED,
    /** The candidate left and did not return. */
    ABANDONED,
    FAILED;

    /** Whether the conversation is over for good. */
    public boolean ended() {
        return switch (this) {
            case SCHEDULED, WAITING, IN_PROGRESS, RECOVERING -> false;
            case COMPLETED, EVALUATED, CANCELLED, EXPIRED, ABANDONED, FAILED -> true;
        };
    }

    /** Whether an interview in this state may become {@code next}; staying is not a change. */
    public boolean mayBecome(InterviewState next) {
        return switch (this) {
            case SCHEDULED -> next == WAITING || next == CANCELLED || next == EXPIRED || next == FAILED;
            case WAITING, IN_PROGRESS, RECOVERING ->
                switch (next) {
                    case IN_PROGRESS, RECOVERING, COMPLETED, CANCELLED, ABANDONED, FAILED -> next != this;
                    case SCHEDULED, WAITING, EVALUATED, EXPIRED -> false;
                };
            case COMPLETED -> next == EVALUATED;
            case EVALUATED, CANCELLED, EXPIRED, ABANDONED, FAILED -> false;
        };
    }

    /**
     * Whether an interview that ended like this may get an evaluation. Only {@code COMPLETED} changes its state by it.
     * What a recruiter cancelled is not evaluated, however much was said.
     */
    public boolean mayBeEvaluated() {
        return switch (this) {
            case COMPLETED, EVALUATED, ABANDONED -> true;
            case SCHEDULED, WAITING, IN_PROGRESS, RECOVERING, CANCELLED, EXPIRED, FAILED -> false;
        };
    }
}
