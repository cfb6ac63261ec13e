package io.recruiterbrain.voice.agent.resilience;

import io.recruiterbrain.voice.contract.ServiceException;
import org.jspecify.annotations.Nullable;

/** Told of each provider that did not do what it was asked for. Any thread; must return at once. */
@FunctionalInterface
public interface FaultListener {
    FaultListener NONE = (port, provider, fault, next) -> {};

    /**
     * @param port for example {@code SpeechToText}
     * @param provider that failed
     * @param next who is asked instead, the same one for a retry, absent when nobody is left
     */
    void failed(String port, String provider, ServiceException fault, @Nullable String next);
}
