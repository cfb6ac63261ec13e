package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A refusal in the vendor's form. */
final class SpeechError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String parameter;

    SpeechError(int status, String code, @Nullable String parameter, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
    }

    static SpeechError invalid(String code, String parameter, String message) {
        return new SpeechError(400, code, parameter, message);
    }

    int status() {
        return status;
    }

    String body() {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", getMessage())
                                .put("type", type())
                                .put("param", parameter)
                                .put("code", code))
                .encode();
    }

    private String type() {
        if ("insufficient_quota".equals(code)) {
            return code;
        }
        return status == 429 ? "requests" : status >= 500 ? "server_error" : "invalid_request_error";
    }
}
