package io.recruiterbrain.voice.agent.resilience;

import java.time.Clock;

/**
 * One provider in a chain.
 *
 * @param provider lower-case name, as in metrics and status
 */
record Link<T>(String provider, T port, Circuit circuit) {
    static <T> Link<T> of(String provider, T port, Clock clock) {
        return new Link<>(provider, port, new Circuit(Circuit.Settings.defaults(), clock));
    }
}
