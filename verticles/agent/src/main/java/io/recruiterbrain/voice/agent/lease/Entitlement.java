package io.recruiterbrain.voice.agent.lease;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Until when this process may speak in the rooms that it holds: shorter than anybody waits before taking its leases, and
 * measured from before it asked. It is looked at for each frame, so a process that was frozen is silent when it wakes.
 * Any thread.
 */
public final class Entitlement implements BooleanSupplier {
    /** From the start of the request that proved the leases. */
    public static final Duration LENGTH = Duration.ofMillis(1_500);

    private final LongSupplier nanos;
    private volatile long until;

    /** @param nanos this process's monotonic clock */
    public Entitlement(LongSupplier nanos) {
        this.nanos = nanos;
        this.until = nanos.getAsLong();
    }

    @Override
    public boolean getAsBoolean() {
        return until - nanos.getAsLong() > 0;
    }

    /** @param provenAt when the request was sent whose answer says that nobody else can hold these leases */
    synchronized void prolong(long provenAt) {
        long next = provenAt + LENGTH.toNanos();
        if (next - until > 0) {
            until = next;
        }
    }
}
