package io.recruiterbrain.voice.agent.resilience;

import static java.util.Objects.requireNonNull;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider did not do what it was asked for. The text is one sentence for an operator that names the setting to mend;
 * it holds no secret and nothing of a candidate.
 */
public final class ProviderException extends ServiceException {
    private static final long serialVersionUID = 1L;

    private final String provider;
    private final @Nullable Duration retryAfter;

    public ProviderException(String provider, ErrorCode code, String text) {
        super(code, text);
        this.provider = requireNonNull(provider, "provider is null");
        this.retryAfter = null;
    }

    /**
     * @param retryAfter how long the provider asked to be left alone, absent when it did not say
     */
    public ProviderException(
            String provider, ErrorCode code, String text, @Nullable Duration retryAfter, Throwable cause) {
        super(code, text, cause);
        this.provider = requireNonNull(provider, "provider is null");
        this.retryAfter = retryAfter;
    }

    /** Lower-case name of the adapter, as in metrics and status: {@code deepgram}. */
    public String provider() {
        return provider;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
