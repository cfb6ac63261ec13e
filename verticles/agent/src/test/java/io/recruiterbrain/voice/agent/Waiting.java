package io.recruiterbrain.voice.agent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another thread brings about. */
public final class Waiting {
    private static final long SECONDS = 60;

    private Waiting() {}

    public static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!holds.getAsBoolean()) {
            // An interrupted thread does not park: without this a test whose own time is up would spin.
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("it did not happen in time");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
