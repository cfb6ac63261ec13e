package io.recruiterbrain.voice.agent.speech.deepgram;

import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** From what goes wrong with Deepgram to a code and a sentence that says what to mend. */
final class DeepgramFaults {
    static final String PROVIDER = "deepgram";

    private static final int LONGEST_REASON = 200;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final DeepgramConfig config;
    private final List<String> terms;

    /** @param terms of job and resume that were sent: what Deepgram says of a request must not carry them into a log */
    DeepgramFaults(DeepgramConfig config, List<String> terms) {
        this.config = config;
        this.terms = terms;
    }

    /** The WebSocket could not be opened. */
    ProviderException ofConnecting(Throwable cause) {
        if (cause instanceof UpgradeRejectedException rejected) {
            return ofStatus(rejected);
        }
        if (cause instanceof TimeoutException) {
            return fault(
                    ErrorCode.TIMEOUT, "Deepgram did not answer in time: check DEEPGRAM_URL and the network", cause);
        }
        return fault(
                ErrorCode.UNAVAILABLE,
                "Deepgram cannot be reached: check DEEPGRAM_URL and the network ("
                        + cause.getClass().getSimpleName() + ")",
                cause);
    }

    private ProviderException ofStatus(UpgradeRejectedException rejected) {
        int status = rejected.getStatus();
        String reason = reason(rejected);
        Duration retryAfter = retryAfter(rejected.getHeaders().get("Retry-After"));
        if (reason == null && status < 500 && status != 401 && status != 403 && status != 429) {
            return new ProviderException(
                    PROVIDER,
                    ErrorCode.PROVIDER_REJECTED,
                    "what answers at DEEPGRAM_URL is not Deepgram's streaming API (status " + status + ")",
                    retryAfter,
                    rejected);
        }
        ErrorCode code = switch (status) {
            case 408, 409, 425, 429 -> ErrorCode.BUSY;
            default -> status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.PROVIDER_REJECTED;
        };
        String because = reason == null ? "" : ": " + reason;
        String text = switch (status) {
            case 400 ->
                "Deepgram refused the request; check DEEPGRAM_MODEL (" + config.model() + ") and DEEPGRAM_LANGUAGE ("
                        + config.language() + ")" + because;
            case 401 -> "Deepgram refused the key: check DEEPGRAM_API_KEY";
            case 402 -> "Deepgram's account has no credit left: top it up or change DEEPGRAM_API_KEY";
            case 403 ->
                "Deepgram's key may not use this model: check DEEPGRAM_API_KEY's rights and DEEPGRAM_MODEL ("
                        + config.model() + ")";
            case 404 -> "Deepgram has no streaming API there: check DEEPGRAM_URL";
            case 429 -> "Deepgram has too many streams open or requests for this DEEPGRAM_API_KEY";
            default -> "Deepgram answered with status " + status + because;
        };
        return new ProviderException(PROVIDER, code, text, retryAfter, rejected);
    }

    /** Deepgram closed the stream by itself. */
    ProviderException ofClose(@Nullable Integer code) {
        if (code == null) {
            return fault(ErrorCode.UNAVAILABLE, "the connection to Deepgram was cut", null);
        }
        return switch (code) {
            // Sent again the same audio would be refused again.
            case 1008 ->
                fault(
                        ErrorCode.PROVIDER_REJECTED,
                        "Deepgram could not decode the audio (1008 DATA-0000): check that DEEPGRAM_URL takes linear16",
                        null);
            case 1011 -> fault(ErrorCode.UNAVAILABLE, "Deepgram gave the stream up (1011)", null);
            default -> fault(ErrorCode.UNAVAILABLE, "Deepgram closed the stream (" + code + ")", null);
        };
    }

    ProviderException ofSilence() {
        return fault(ErrorCode.TIMEOUT, "Deepgram stopped answering while it was sent audio", null);
    }

    ProviderException ofMalformed(Throwable cause) {
        return fault(ErrorCode.UNAVAILABLE, "what came is not Deepgram's protocol: check DEEPGRAM_URL", cause);
    }

    private static ProviderException fault(ErrorCode code, String text, @Nullable Throwable cause) {
        return cause == null
                ? new ProviderException(PROVIDER, code, text)
                : new ProviderException(PROVIDER, code, text, null, cause);
    }

    /** Deepgram's own words, from the header or the body; absent when the answer is not Deepgram's. */
    private @Nullable String reason(UpgradeRejectedException rejected) {
        String header = rejected.getHeaders().get("dg-error");
        if (header != null) {
            return shortened(header);
        }
        try {
            JsonObject body = rejected.getBody() == null
                    ? new JsonObject()
                    : rejected.getBody().toJsonObject();
            Object text = body.getValue("err_msg", body.getValue("message"));
            return text == null ? null : shortened(text.toString());
        } catch (DecodeException | ClassCastException e) {
            return null;
        }
    }

    private String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        for (String term : terms) {
            for (String word : term.split("\\s+")) {
                line = word.length() > 1 ? line.replace(word, "...") : line;
            }
        }
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }

    private static @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null || !header.trim().matches("\\d{1,9}")) {
            return null;
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(header.trim()));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
