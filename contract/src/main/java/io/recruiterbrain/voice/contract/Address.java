package io.recruiterbrain.voice.contract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A request address of the event bus with the types that travel on it.
 *
 * @param name dotted lower-case name, the same on every member of a cluster
 * @param timeout how long a caller waits for the reply; shorter on inner services than at the HTTP edge
 */
public record Address<Q extends BusMessage, R extends BusMessage>(
        String name, Class<Q> request, Class<R> reply, Duration timeout) {
    public Address {
        requireNonNull(name, "name is null");
        requireNonNull(request, "request is null");
        requireNonNull(reply, "reply is null");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
    }
}
