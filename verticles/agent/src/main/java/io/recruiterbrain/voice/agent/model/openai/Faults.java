package io.recruiterbrain.voice.agent.model.openai;

import static io.recruiterbrain.voice.agent.model.openai.OpenAiInterviewer.PROVIDER;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.resilience.WrongProtocol;
import io.recruiterbrain.voice.contract.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a fault of OpenAI's: which code, and which setting mends it. The vendor's own words stay out, they may repeat
 * what was sent.
 */
final class Faults {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final OpenAiConfig config;

    Faults(OpenAiConfig config) {
        this.config = config;
    }

    ProviderException of(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderException known) {
                return known;
            }
            if (cause instanceof OpenAIServiceException refused) {
                return refused(refused);
            }
            if (cause instanceof OpenAIInvalidDataException) {
                return notTheProtocol();
            }
            if (cause instanceof InterruptedIOException) {
                return fault(
                        ErrorCode.TIMEOUT,
                        "OpenAI did not answer within " + config.timeout().toSeconds()
                                + " s: see the vendor's status page, or raise OPENAI_TIMEOUT_SECONDS",
                        null,
                        cause);
            }
            if (WrongProtocol.isCauseOf(cause)) {
                return notThatVendor();
            }
            if (cause instanceof IOException) {
                return fault(
                        ErrorCode.UNAVAILABLE,
                        "OpenAI cannot be reached, or the connection broke: check OPENAI_BASE_URL and the network",
                        null,
                        cause);
            }
        }
        return fault(ErrorCode.INTERNAL, "The call to OpenAI failed for a reason of ours; see the log", null, fault);
    }

    ProviderException notTheProtocol() {
        return fault(
                ErrorCode.UNAVAILABLE,
                "OpenAI's answer is not readable as a chat completion:"
                        + " check that OPENAI_BASE_URL leads to an OpenAI-compatible server",
                null,
                null);
    }

    ProviderException notThatVendor() {
        return fault(
                ErrorCode.PROVIDER_REJECTED,
                "OPENAI_BASE_URL does not lead to an OpenAI-compatible server:"
                        + " what answers there sends no stream of chat completions",
                null,
                null);
    }

    ProviderException cutOff() {
        return fault(
                ErrorCode.UNAVAILABLE,
                "OpenAI's answer broke off before its end: check OPENAI_BASE_URL and what stands between",
                null,
                null);
    }

    ProviderException tooLong() {
        return fault(
                ErrorCode.PROVIDER_REJECTED,
                "OpenAI's answer did not fit into OPENAI_MAX_TOKENS (" + config.maxTokens() + "): raise it",
                null,
                null);
    }

    ProviderException filtered() {
        return fault(
                ErrorCode.PROVIDER_REJECTED,
                "OpenAI's content filter withheld the answer: check the policies of the account behind OPENAI_API_KEY",
                null,
                null);
    }

    ProviderException declined() {
        return fault(
                ErrorCode.PROVIDER_REJECTED,
                "The model declined to answer: try another OPENAI_MODEL when it does so often",
                null,
                null);
    }

    /** @param problem of ours, without anything the model said */
    ProviderException invalidAnswer(@Nullable String problem) {
        return fault(
                ErrorCode.UNAVAILABLE,
                "The model's answer does not keep to the schema (" + problem + "): choose an OPENAI_MODEL with strict"
                        + " structured outputs",
                null,
                null);
    }

    ProviderException tooManyCalls(int most) {
        return fault(
                ErrorCode.BUSY,
                "More than " + most + " calls to OpenAI at once: it answers too slowly for the number of interviews",
                null,
                null);
    }

    private ProviderException refused(OpenAIServiceException refused) {
        int status = refused.statusCode();
        String code = refused.code().orElse("");
        String type = refused.type().orElse("");
        Duration retryAfter = retryAfter(refused.headers());
        return switch (status) {
            case 401 -> rejected("OpenAI refused the key: check OPENAI_API_KEY", refused);
            case 402 ->
                rejected(
                        "The account behind OPENAI_API_KEY has no credit left: add credit, or change the key", refused);
            case 403 ->
                rejected(
                        "OpenAI does not let this key use model '" + config.model()
                                + "' from here: check OPENAI_API_KEY and OPENAI_MODEL",
                        refused);
            case 404 ->
                isAboutTheModel(code, type)
                        ? rejected(
                                "OpenAI does not know the model '" + config.model() + "', or the key may not use it:"
                                        + " check OPENAI_MODEL",
                                refused)
                        : rejected("There are no chat completions at this address: check OPENAI_BASE_URL", refused);
            case 405, 501 -> rejected("There are no chat completions at this address: check OPENAI_BASE_URL", refused);
            case 400, 422 -> badRequest(refused, code);
            case 429 ->
                code.equals("insufficient_quota") || type.equals("insufficient_quota")
                        ? rejected(
                                "The quota of the account behind OPENAI_API_KEY is used up:"
                                        + " check its plan and billing",
                                refused)
                        : fault(
                                ErrorCode.BUSY,
                                "OpenAI's rate limit for OPENAI_API_KEY is reached:"
                                        + " raise it, or run fewer interviews at once",
                                retryAfter,
                                refused);
            case 408, 409, 425 ->
                fault(ErrorCode.BUSY, "OpenAI asks to try again (HTTP " + status + ")", retryAfter, refused);
            default ->
                status >= 500 || (status >= 200 && status < 300)
                        ? fault(
                                ErrorCode.UNAVAILABLE,
                                "OpenAI has a fault of its own (HTTP " + status + "): see the vendor's status page",
                                retryAfter,
                                refused)
                        : rejected(
                                "OpenAI answered with HTTP " + status
                                        + ", which is no answer of its own: check OPENAI_BASE_URL",
                                refused);
        };
    }

    /** Compatible servers say it by the type. */
    private static boolean isAboutTheModel(String code, String type) {
        return code.equals("model_not_found") || type.equals("NotFoundError") || type.equals("not_found_error");
    }

    private ProviderException badRequest(OpenAIServiceException refused, String code) {
        String param = refused.param().orElse("");
        if (code.equals("context_length_exceeded")) {
            return rejected(
                    "The request was too long for model '" + config.model()
                            + "': choose an OPENAI_MODEL with a larger context",
                    refused);
        }
        if (code.equals("content_filter") || code.equals("content_policy_violation")) {
            return rejected(
                    "OpenAI's content filter refused the request: check the policies of the account behind"
                            + " OPENAI_API_KEY",
                    refused);
        }
        if (param.equals("temperature")) {
            return rejected(
                    "Model '" + config.model() + "' does not take this OPENAI_TEMPERATURE (" + config.temperature()
                            + ")",
                    refused);
        }
        if (param.equals("max_completion_tokens") || param.equals("max_tokens")) {
            return rejected(
                    "Model '" + config.model() + "' does not take this OPENAI_MAX_TOKENS (" + config.maxTokens() + ")",
                    refused);
        }
        if (param.startsWith("response_format")) {
            return rejected(
                    "Model '" + config.model() + "' does not take strict JSON schemas: choose another OPENAI_MODEL",
                    refused);
        }
        return rejected(
                "OpenAI refused the request as not valid" + (SAFE.matcher(code).matches() ? " (" + code + ")" : "")
                        + ": check OPENAI_MODEL and OPENAI_BASE_URL",
                refused);
    }

    private static ProviderException rejected(String text, Throwable cause) {
        return fault(ErrorCode.PROVIDER_REJECTED, text, null, cause);
    }

    private static ProviderException fault(
            ErrorCode code, String text, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        return new ProviderException(PROVIDER, code, text, retryAfter, new Trace(cause));
    }

    private static @Nullable Duration retryAfter(Headers headers) {
        Duration precise = after(headers, "retry-after-ms", 1);
        return precise != null ? precise : after(headers, "retry-after", 1000);
    }

    /** A date instead of a number is not read: OpenAI sends seconds. */
    private static @Nullable Duration after(Headers headers, String name, double millisEach) {
        try {
            double value = headers.values(name).isEmpty()
                    ? -1
                    : Double.parseDouble(headers.values(name).getFirst());
            return value < 0 || value > 86_400_000 ? null : Duration.ofMillis(Math.round(value * millisEach));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** What may be logged of the vendor's exception: its class, the status and the number of the request. */
    private static final class Trace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Trace(@Nullable Throwable fault) {
            super(text(fault), null, false, false);
        }

        private static String text(@Nullable Throwable fault) {
            if (fault == null) {
                return "no exception of the client";
            }
            String text = fault.getClass().getName();
            if (fault instanceof OpenAIServiceException refused) {
                String request = refused.headers().values("x-request-id").stream()
                        .findFirst()
                        .filter(id -> SAFE.matcher(id).matches())
                        .orElse("unknown");
                text += ", HTTP " + refused.statusCode() + ", request " + request;
            }
            return text;
        }
    }
}
