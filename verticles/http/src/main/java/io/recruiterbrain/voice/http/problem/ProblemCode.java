package io.recruiterbrain.voice.http.problem;

import io.recruiterbrain.voice.contract.ErrorCode;
import java.util.Locale;

/** The stable codes of problems with their status: every {@link ErrorCode}, and those that only HTTP knows. */
public enum ProblemCode {
    INVALID_REQUEST(400, "Invalid request"),
    NOT_FOUND(404, "Not found"),
    ERASED(410, "Erased"),
    INVALID_STATE(409, "Not possible in this state"),
    IDEMPOTENCY_CONFLICT(409, "Idempotency key was used before"),
    SESSION_TAKEN_OVER(409, "Taken over by another browser"),
    CONSENT_REQUIRED(403, "Consent is required"),
    UNAUTHENTICATED(401, "Not authenticated"),
    FORBIDDEN(403, "Not allowed"),
    INVALID_SDP(400, "Session description cannot be negotiated"),
    EVALUATION_PENDING(404, "Evaluation is not written yet"),
    BUSY(503, "All rooms are taken"),
    UNAVAILABLE(503, "Not available now"),
    TIMEOUT(504, "No answer in time"),
    PROVIDER_REJECTED(502, "A provider refused"),
    INTERNAL(500, "Internal error"),
    /** The candidate's link is genuine but too old. */
    LINK_EXPIRED(401, "Link has expired"),
    RATE_LIMITED(429, "Too many requests"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    PAYLOAD_TOO_LARGE(413, "Body is too large");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The problem's type: the code as a name that needs no server. */
    public String type() {
        return "urn:recruiterbrain:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code of a fault that came over the bus; they share their names. */
    public static ProblemCode of(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST -> INVALID_REQUEST;
            case NOT_FOUND -> NOT_FOUND;
            case ERASED -> ERASED;
            case INVALID_STATE -> INVALID_STATE;
            case IDEMPOTENCY_CONFLICT -> IDEMPOTENCY_CONFLICT;
            case SESSION_TAKEN_OVER -> SESSION_TAKEN_OVER;
            case CONSENT_REQUIRED -> CONSENT_REQUIRED;
            case UNAUTHENTICATED -> UNAUTHENTICATED;
            case FORBIDDEN -> FORBIDDEN;
            case INVALID_SDP -> INVALID_SDP;
            case EVALUATION_PENDING -> EVALUATION_PENDING;
            case BUSY -> BUSY;
            // Who holds it instead answers soon.
            case UNAVAILABLE, STALE_LEASE -> UNAVAILABLE;
            case TIMEOUT -> TIMEOUT;
            case PROVIDER_REJECTED -> PROVIDER_REJECTED;
            case INTERNAL -> INTERNAL;
        };
    }
}
