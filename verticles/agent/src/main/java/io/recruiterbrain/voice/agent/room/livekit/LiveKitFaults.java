package io.recruiterbrain.voice.agent.room.livekit;

import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a failed call to LiveKit means, in a sentence for an operator. */
public final class LiveKitFaults {
    static final String PROVIDER = "livekit";

    private LiveKitFaults() {}

    static ProviderException of(Throwable fault) {
        return switch (fault) {
            case ProviderException known -> known;
            case UpgradeRejectedException refused -> ofStatus(refused.getStatus(), refused);
            default -> unreachable(fault);
        };
    }

    /** There was no answer at all. */
    public static ProviderException unreachable(Throwable fault) {
        return new ProviderException(
                PROVIDER,
                ErrorCode.UNAVAILABLE,
                "LiveKit cannot be reached (" + why(fault) + "): check LIVEKIT_URL and that the server runs",
                null,
                fault);
    }

    private static String why(Throwable fault) {
        return switch (fault) {
            // Netty's own kind of it, which knows it by its text only.
            case ConnectException late
            when String.valueOf(late.getMessage()).contains("timed out") -> "no answer in time";
            case ConnectException refused -> "nothing listens there";
            case UnknownHostException unknown -> "its host is not known";
            case TimeoutException late -> "no answer in time";
            case SSLException insecure -> "no TLS connection";
            default -> fault.getClass().getSimpleName();
        };
    }

    static ProviderException ofStatus(int status, Throwable cause) {
        return switch (status) {
            case 401, 403 ->
                fault(
                        ErrorCode.PROVIDER_REJECTED,
                        "LiveKit refused the token: check LIVEKIT_API_KEY and LIVEKIT_API_SECRET, and both clocks",
                        cause);
            case 404 ->
                fault(
                        ErrorCode.PROVIDER_REJECTED,
                        "LiveKit has no such room or path: check LIVEKIT_URL, and room.auto_create of the server",
                        cause);
            case 405, 501 ->
                fault(
                        ErrorCode.PROVIDER_REJECTED,
                        "What answers there is no LiveKit server (status " + status + "): check LIVEKIT_URL",
                        cause);
            case 429, 503 -> fault(ErrorCode.BUSY, "LiveKit takes no more participants now", cause);
            default ->
                fault(
                        status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.PROVIDER_REJECTED,
                        "LiveKit answered with status " + status + ": check that LIVEKIT_URL is a LiveKit server",
                        cause);
        };
    }

    static ProviderException timeout(String what) {
        return new ProviderException(
                PROVIDER, ErrorCode.TIMEOUT, "LiveKit did not answer in time (" + what + "): check LIVEKIT_URL");
    }

    /** @param reason LiveKit's word for it */
    static ProviderException refused(String reason) {
        return new ProviderException(
                PROVIDER, ErrorCode.PROVIDER_REJECTED, "LiveKit did not let the agent in (" + reason + ")");
    }

    static ProviderException lost(String what) {
        return new ProviderException(PROVIDER, ErrorCode.UNAVAILABLE, "LiveKit ended the connection (" + what + ")");
    }

    private static ProviderException fault(ErrorCode code, String text, Throwable cause) {
        return new ProviderException(PROVIDER, code, text, null, cause);
    }
}
