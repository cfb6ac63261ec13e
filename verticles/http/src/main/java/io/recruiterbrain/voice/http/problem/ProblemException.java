package io.recruiterbrain.voice.http.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. The text goes to the client: one sentence on what is wrong and what to do. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    public ProblemException(ProblemCode code, String detail, Duration retryAfter) {
        this(code, detail, List.of(), retryAfter);
    }

    private ProblemException(ProblemCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** An invalid request with every wrong field. */
    public static ProblemException invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? "The field " + errors.getFirst().field() + " "
                        + errors.getFirst().message() + "; mend it and send the request again."
                : errors.size() + " fields are not acceptable; mend them and send the request again.";
        return new ProblemException(ProblemCode.INVALID_REQUEST, detail, errors, null);
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public ProblemCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** When the same request may succeed, absent when it never will. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
