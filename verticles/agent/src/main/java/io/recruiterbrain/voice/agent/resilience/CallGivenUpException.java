package io.recruiterbrain.voice.agent.resilience;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;

/**
 * We hung up, because nobody waits for the answer any more: no fault of the provider, and nothing to be asked again or
 * of another one.
 */
public final class CallGivenUpException extends ServiceException {
    private static final long serialVersionUID = 1L;

    public CallGivenUpException() {
        super(ErrorCode.UNAVAILABLE, "the call was given up for a newer one");
    }
}
