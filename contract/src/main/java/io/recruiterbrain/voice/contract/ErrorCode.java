package io.recruiterbrain.voice.contract;

import java.util.Arrays;

/** Every fault a caller may meet, with the stable number it has on the wire. Numbers are never reused. */
public enum ErrorCode {
    /** The message or a field of it is not acceptable; the text says which and why. */
    INVALID_REQUEST(1, false),
    /** No such interview, turn, evaluation or key. */
    NOT_FOUND(2, false),
    /** The interview was erased; only its tombstone is left. */
    ERASED(3, false),
    /** The interview's state does not allow what was asked. */
    INVALID_STATE(4, false),
    /** An idempotency key was used before for a different request. */
    IDEMPOTENCY_CONFLICT(5, false),
    /** Another browser joined with the same link; this one is out. */
    SESSION_TAKEN_OVER(6, false),
    /** The candidate has not accepted the current consent text. */
    CONSENT_REQUIRED(7, false),
    /** The signed link or token is not valid. */
    UNAUTHENTICATED(8, false),
    /** The credential is valid but does not open this. */
    FORBIDDEN(9, false),
    /** A session description that cannot be negotiated. */
    INVALID_SDP(10, false),
    /** The evaluation is not written yet. */
    EVALUATION_PENDING(11, true),
    /** All rooms are taken, or a queue is full. */
    BUSY(12, true),
    /** A store, provider or module cannot be reached now. */
    UNAVAILABLE(13, true),
    /** No reply came in time. */
    TIMEOUT(14, true),
    /** A provider refused our request for good (key, quota, input). */
    PROVIDER_REJECTED(15, false),
    /** A fault of ours; details are in the log. */
    INTERNAL(16, false),
    /** Another process holds the interview by now; what the asker writes of it counts no more. */
    STALE_LEASE(17, false);

    private final int wire;
    private final boolean retryable;

    ErrorCode(int wire, boolean retryable) {
        this.wire = wire;
        this.retryable = retryable;
    }

    /** The number on the wire. */
    public int wire() {
        return wire;
    }

    /** Whether the same request may succeed later without being changed. */
    public boolean retryable() {
        return retryable;
    }

    /** The code for a number on the wire, {@link #INTERNAL} for one that a newer version may know. */
    public static ErrorCode ofWire(int wire) {
        return Arrays.stream(values())
                .filter(code -> code.wire == wire)
                .findFirst()
                .orElse(INTERNAL);
    }
}
