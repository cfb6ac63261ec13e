package io.recruiterbrain.voice.agent.lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A monotonic clock that stands still until it is moved; it begins near its overflow. */
final class ManualNanos implements LongSupplier {
    private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    @Override
    public long getAsLong() {
        return now;
    }

    void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
