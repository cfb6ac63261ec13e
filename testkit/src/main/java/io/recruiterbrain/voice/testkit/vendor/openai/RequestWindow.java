package io.recruiterbrain.voice.testkit.vendor.openai;

import java.time.Duration;

/** Counts requests of the running minute. */
final class RequestWindow {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int most;
    private long begun = System.nanoTime();
    private int count;

    RequestWindow(int most) {
        this.most = most;
    }

    synchronized boolean admits() {
        if (System.nanoTime() - begun >= MINUTE) {
            begun = System.nanoTime();
            count = 0;
        }
        return count++ < most;
    }

    synchronized int remaining() {
        return Math.max(0, most - count);
    }

    /** Until it begins anew. */
    synchronized Duration reset() {
        return Duration.ofNanos(Math.max(0, MINUTE - (System.nanoTime() - begun)));
    }
}
