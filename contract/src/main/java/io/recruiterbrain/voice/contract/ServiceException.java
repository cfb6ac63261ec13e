package io.recruiterbrain.voice.contract;

import static java.util.Objects.requireNonNull;

/** A fault with its {@link ErrorCode}. The text may be shown to a client: no candidate data, no internals. */
public class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ServiceException(ErrorCode code, String text) {
        super(text);
        this.code = requireNonNull(code, "code is null");
    }

    public ServiceException(ErrorCode code, String text, Throwable cause) {
        super(text, cause);
        this.code = requireNonNull(code, "code is null");
    }

    public ErrorCode code() {
        return code;
    }
}
