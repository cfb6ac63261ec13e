package io.recruiterbrain.voice.persistence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Runs on from {@link Samples#NOON}, so that samples are recent however old they are, and is moved by hand. */
final class ManualClock extends Clock {
    private final long startedNanos = System.nanoTime();
    private volatile Duration offset = Duration.ZERO;

    void advance(Duration by) {
        offset = offset.plus(by);
    }

    @Override
    public Instant instant() {
        return Samples.NOON.plusNanos(System.nanoTime() - startedNanos).plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
