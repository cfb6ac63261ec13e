package io.recruiterbrain.voice.testkit.vendor.openai;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error as OpenAI answers it; after "Error codes" and "Rate limits" of its API documentation.
 *
 * @param retryAfter for the header {@code retry-after}, absent when it is not sent
 */
public record ApiError(
        int status,
        String message,
        String type,
        @Nullable String param,
        @Nullable String code,
        @Nullable Duration retryAfter) {

    static ApiError invalid(String message, @Nullable String param, @Nullable String code) {
        return new ApiError(400, message, "invalid_request_error", param, code, null);
    }

    static ApiError noKey() {
        return new ApiError(
                401,
                "You didn't provide an API key. You need to provide your API key in an Authorization header using"
                        + " Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
                "invalid_request_error",
                null,
                null,
                null);
    }

    public static ApiError wrongKey() {
        return new ApiError(
                401,
                "Incorrect API key provided: sk-*****. You can find your API key at"
                        + " https://platform.openai.com/account/api-keys.",
                "invalid_request_error",
                null,
                "invalid_api_key",
                null);
    }

    public static ApiError noSuchModel(String model) {
        return new ApiError(
                404,
                "The model `" + model + "` does not exist or you do not have access to it.",
                "invalid_request_error",
                null,
                "model_not_found",
                null);
    }

    public static ApiError rateLimit(Duration retryAfter) {
        return new ApiError(
                429,
                "Rate limit reached on requests per min (RPM). Please try again in " + retryAfter.toSeconds() + "s.",
                "requests",
                null,
                "rate_limit_exceeded",
                retryAfter);
    }

    public static ApiError quotaUsedUp() {
        return new ApiError(
                429,
                "You exceeded your current quota, please check your plan and billing details.",
                "insufficient_quota",
                null,
                "insufficient_quota",
                null);
    }

    public static ApiError contextTooLong(int most, int tokens) {
        return invalid(
                "This model's maximum context length is " + most + " tokens. However, your messages resulted in "
                        + tokens + " tokens. Please reduce the length of the messages.",
                "messages",
                "context_length_exceeded");
    }

    public static ApiError serverError() {
        return new ApiError(
                500,
                "The server had an error while processing your request. Sorry about that!",
                "server_error",
                null,
                null,
                null);
    }

    public static ApiError overloaded() {
        return new ApiError(
                503,
                "The engine is currently overloaded, please try again later.",
                "server_error",
                null,
                null,
                Duration.ofSeconds(2));
    }

    /** Any status, for what compatible servers answer. */
    public static ApiError status(int status, String code) {
        return new ApiError(status, "Refused.", "invalid_request_error", null, code, null);
    }

    JsonObject body() {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", message)
                                .put("type", type)
                                .put("param", param)
                                .put("code", code));
    }

    /** Thrown where a request is read. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient ApiError error;

        Refusal(ApiError error) {
            super(error.message());
            this.error = error;
        }
    }
}
