package io.recruiterbrain.voice.agent.speech.google;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.contract.ErrorCode;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in our words what Google or the way to it did. Google's own text is left out: it may quote what was sent. */
final class GoogleTtsFaults {
    static final String PROVIDER = "google";

    private static final String NOT_GOOGLE =
            "what answers there is not Google Text-to-Speech: check GOOGLE_TTS_ENDPOINT";

    private final GoogleTtsConfig config;

    GoogleTtsFaults(GoogleTtsConfig config) {
        this.config = config;
    }

    ProviderException of(Throwable fault) {
        if (fault instanceof ProviderException known) {
            return known;
        }
        StatusCode.Code code = fault instanceof ApiException api
                ? api.getStatusCode().getCode()
                : StatusCode.Code.valueOf(Status.fromThrowable(fault).getCode().name());
        return switch (code) {
            // A web server's 401 and 403 come under these codes too, and the credentials are not to blame for them.
            case UNAUTHENTICATED ->
                rejected(
                        speaksSomethingElse(fault)
                                ? NOT_GOOGLE
                                : "Google refused the credentials: check GOOGLE_APPLICATION_CREDENTIALS",
                        fault);
            case PERMISSION_DENIED ->
                rejected(
                        speaksSomethingElse(fault)
                                ? NOT_GOOGLE
                                : "Google does not let these credentials speak: enable the Text-to-Speech API in their"
                                        + " project, or check GOOGLE_APPLICATION_CREDENTIALS",
                        fault);
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> rejected(invalid(fault), fault);
            case NOT_FOUND -> rejected(noVoiceText(), fault);
            case UNIMPLEMENTED -> rejected(NOT_GOOGLE, fault);
            case RESOURCE_EXHAUSTED ->
                exception(ErrorCode.BUSY, "Google's quota for Text-to-Speech is used up for now", fault);
            case DEADLINE_EXCEEDED ->
                exception(
                        ErrorCode.TIMEOUT,
                        "Google did not speak the sentence within "
                                + config.timeout().toMillis() + " ms",
                        fault);
            case UNAVAILABLE, UNKNOWN -> unreachable(fault);
            default ->
                speaksSomethingElse(fault)
                        ? rejected(NOT_GOOGLE, fault)
                        : exception(ErrorCode.UNAVAILABLE, "Google Text-to-Speech failed: " + code, fault);
        };
    }

    ProviderException noVoice() {
        return new ProviderException(PROVIDER, ErrorCode.PROVIDER_REJECTED, noVoiceText());
    }

    ProviderException noAudio() {
        return new ProviderException(
                PROVIDER, ErrorCode.UNAVAILABLE, "Google answered with something that is no LINEAR16 audio");
    }

    ProviderException closed() {
        return new ProviderException(PROVIDER, ErrorCode.UNAVAILABLE, "the voice is closed");
    }

    private String invalid(Throwable fault) {
        String text = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("does not exist")) {
            return noVoiceText();
        }
        if (text.contains("pitch")) {
            return "Google's voice does not take this pitch: check GOOGLE_TTS_PITCH";
        }
        if (text.contains("speaking")) {
            return "Google's voice does not take this speaking rate: check GOOGLE_TTS_SPEAKING_RATE";
        }
        if (text.contains("bytes")) {
            return "the sentence is longer than Google takes";
        }
        return "Google refused the request: check GOOGLE_TTS_VOICE_NAME, GOOGLE_TTS_SPEAKING_RATE and GOOGLE_TTS_PITCH";
    }

    private String noVoiceText() {
        return "Google has no voice " + config.voice() + ": check GOOGLE_TTS_VOICE_NAME";
    }

    private static ProviderException unreachable(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return exception(ErrorCode.UNAVAILABLE, "Google's host is not known: check GOOGLE_TTS_ENDPOINT", fault);
            }
        }
        return speaksSomethingElse(fault)
                ? rejected(NOT_GOOGLE, fault)
                : exception(ErrorCode.UNAVAILABLE, "Google Text-to-Speech cannot be reached", fault);
    }

    /** By what gRPC says of a server that speaks HTTP and not gRPC, or TLS where there is none. */
    private static boolean speaksSomethingElse(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("http status code")
                    || text.contains("invalid content-type")
                    || text.contains("http2 exception")
                    || text.contains("not an ssl/tls record")) {
                return true;
            }
        }
        return false;
    }

    private static ProviderException rejected(String text, Throwable fault) {
        return exception(ErrorCode.PROVIDER_REJECTED, text, fault);
    }

    private static ProviderException exception(ErrorCode code, String text, Throwable fault) {
        return new ProviderException(PROVIDER, code, text, retryAfter(fault), withoutText(fault));
    }

    private static @Nullable Duration retryAfter(Throwable fault) {
        if (fault instanceof ApiException api && api.getErrorDetails() != null) {
            RetryInfo info = api.getErrorDetails().getRetryInfo();
            if (info != null) {
                return Duration.ofSeconds(
                        info.getRetryDelay().getSeconds(), info.getRetryDelay().getNanos());
            }
        }
        return null;
    }

    /** Kinds of the fault and of what caused it, without their texts. */
    static Throwable withoutText(Throwable fault) {
        StringBuilder kinds = new StringBuilder();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            kinds.append(kinds.isEmpty() ? "" : " by ").append(cause.getClass().getSimpleName());
        }
        IllegalStateException stripped = new IllegalStateException(kinds.toString());
        stripped.setStackTrace(fault.getStackTrace());
        return stripped;
    }
}
