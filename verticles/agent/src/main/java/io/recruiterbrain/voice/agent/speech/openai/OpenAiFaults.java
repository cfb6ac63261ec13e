package io.recruiterbrain.voice.agent.speech.openai;

import com.openai.errors.OpenAIServiceException;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.resilience.WrongProtocol;
import io.recruiterbrain.voice.contract.ErrorCode;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in our words what the server or the way to it did. The server's text is left out: it may quote key or text. */
final class OpenAiFaults {
    private static final Set<String> NO_QUOTA = Set.of("insufficient_quota", "billing_hard_limit_reached");

    private final String provider;
    private final String prefix;
    private final OpenAiAddress address;
    private final Map<String, String> settings;

    /**
     * @param provider as in metrics
     * @param prefix of the settings' names: {@code OPENAI_TTS}
     * @param settings sentence for each parameter of a request that a setting decides
     */
    OpenAiFaults(String provider, String prefix, OpenAiAddress address, Map<String, String> settings) {
        this.provider = provider;
        this.prefix = prefix;
        this.address = address;
        this.settings = Map.copyOf(settings);
    }

    ProviderException of(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ProviderException known -> {
                    return known;
                }
                case OpenAIServiceException refusal -> {
                    return refused(refusal);
                }
                case InterruptedIOException late -> {
                    return exception(
                            ErrorCode.TIMEOUT,
                            "the speech server did not answer within "
                                    + address.timeout().toMillis() + " ms",
                            fault);
                }
                case UnknownHostException unknown -> {
                    return exception(
                            ErrorCode.UNAVAILABLE, "the speech server's host is not known: check " + url(), fault);
                }
                default -> {}
            }
        }
        return WrongProtocol.isCauseOf(fault)
                ? notThisApi()
                : exception(ErrorCode.UNAVAILABLE, "the speech server cannot be reached: " + url(), fault);
    }

    /** What came with status 200 is nothing that this API sends. */
    ProviderException notThisApi() {
        return new ProviderException(
                provider,
                ErrorCode.PROVIDER_REJECTED,
                "what answers there is no OpenAI-compatible speech server: check " + url());
    }

    ProviderException unreadable() {
        return new ProviderException(
                provider, ErrorCode.UNAVAILABLE, "the speech server sent an answer that cannot be read");
    }

    ProviderException closed() {
        return new ProviderException(provider, ErrorCode.UNAVAILABLE, "the speech server's client is closed");
    }

    private ProviderException refused(OpenAIServiceException refusal) {
        int status = refusal.statusCode();
        String code = refusal.code().orElse("");
        String type = refusal.type().orElse("");
        if (status == 429 && (NO_QUOTA.contains(code) || NO_QUOTA.contains(type))) {
            return rejected("the account's quota is used up: check plan and billing of " + key(), refusal);
        }
        return switch (status) {
            case 401 -> rejected("the speech server refused the key: check " + key(), refusal);
            case 402 -> rejected("the account has no credit: check plan and billing of " + key(), refusal);
            case 403 -> rejected("the key does not open the audio API: check " + key(), refusal);
            case 404 ->
                rejected(
                        "the speech server has no such model or path: check " + prefix + "_MODEL and " + url(),
                        refusal);
            case 405 -> notThisApi();
            case 413 -> rejected("the audio is longer than the speech server takes", refusal);
            case 408, 409, 425, 429 -> exception(ErrorCode.BUSY, "the speech server is asked too often", refusal);
            default ->
                status >= 500
                        ? exception(ErrorCode.UNAVAILABLE, "the speech server failed with status " + status, refusal)
                        : rejected(badRequest(refusal.param().orElse(""), status), refusal);
        };
    }

    private String badRequest(String parameter, int status) {
        String known = settings.get(parameter);
        return known != null ? known : "the speech server refused the request with status " + status;
    }

    private String key() {
        return prefix + "_API_KEY";
    }

    private String url() {
        return prefix + "_BASE_URL";
    }

    private ProviderException rejected(String text, Throwable fault) {
        return exception(ErrorCode.PROVIDER_REJECTED, text, fault);
    }

    private ProviderException exception(ErrorCode code, String text, Throwable fault) {
        return new ProviderException(provider, code, text, retryAfter(fault), withoutText(fault));
    }

    private static @Nullable Duration retryAfter(Throwable fault) {
        if (!(fault instanceof OpenAIServiceException refusal)) {
            return null;
        }
        Double millis = number(refusal.headers().values("retry-after-ms"));
        if (millis != null) {
            return Duration.ofMillis(Math.round(millis));
        }
        Double seconds = number(refusal.headers().values("retry-after"));
        return seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Absent when there is none, or a date, which no speech server is known to send. */
    private static @Nullable Double number(List<String> values) {
        try {
            double number = values.isEmpty() ? -1 : Double.parseDouble(values.getFirst());
            return number >= 0 && number <= 86_400_000 ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Kinds of the fault and of what caused it, without their texts. */
    private static Throwable withoutText(Throwable fault) {
        StringBuilder kinds = new StringBuilder();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            kinds.append(kinds.isEmpty() ? "" : " by ").append(cause.getClass().getSimpleName());
        }
        IllegalStateException stripped = new IllegalStateException(kinds.toString());
        stripped.setStackTrace(fault.getStackTrace());
        return stripped;
    }
}
