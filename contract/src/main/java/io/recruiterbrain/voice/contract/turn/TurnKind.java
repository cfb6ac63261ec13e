package io.recruiterbrain.voice.contract.turn;

/** What a turn did in the conversation; the plan is rebuilt from it after a restart. */
public enum TurnKind {
    GREETING,
    QUESTION,
    FOLLOW_UP,
    /** The open question said again, because it was asked for or after a reconnect. */
    REPEAT,
    NUDGE,
    /** A short sentence without a question: "take your time". */
    REMARK,
    CLOSING,
    ANSWER,
    /** The candidate skipped the question. */
    SKIP,
    /** The candidate asked for something (repeat, a moment, who are you) instead of answering. */
    REQUEST
}
