package io.recruiterbrain.voice.launcher.candidate;

/** The API refused a request, or could not be reached; the text is the API's own sentence. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(int status, String text) {
        super(text);
        this.status = status;
    }

    /** HTTP status, 0 when there was no answer. */
    public int status() {
        return status;
    }
}
