package io.recruiterbrain.voice.agent.room;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits on a monitor for a condition that another thread brings about with {@code notifyAll}. */
final class Waiting {
    private static final long SECONDS = 20;

    private Waiting() {}

    /** Call with the monitor held. */
    static void on(Object monitor, BooleanSupplier condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("not within " + SECONDS + " s: " + otherwise.get());
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
