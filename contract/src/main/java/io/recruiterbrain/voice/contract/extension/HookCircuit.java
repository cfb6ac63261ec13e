package io.recruiterbrain.voice.contract.extension;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether it is worth asking: not while nobody is there, nor after faults in a row, but for one try now and then. Counts
 * what is under way, too. Any thread.
 */
final class HookCircuit {
    private static final int FAULTS = 3;
    private static final int UNDER_WAY = 64;
    private static final long PAUSE = Duration.ofSeconds(30).toNanos();
    /** In a cluster, asking an address that nobody serves costs a look into the cluster's registrations. */
    private static final long ABSENCE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private int underWay;
    private int faultsInARow;
    private boolean absent;
    private boolean open;
    private boolean trying;
    private long since;

    enum Permit {
        ASK,
        /** Nobody was there a moment ago. */
        ABSENT,
        /** It failed too often, or too many wait for it. */
        SKIP
    }

    /** @param nanoTime a clock that never jumps */
    HookCircuit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A permit to ask must be followed by one report. */
    synchronized Permit take() {
        long passed = nanoTime.getAsLong() - since;
        if (absent && passed < ABSENCE) {
            return Permit.ABSENT;
        }
        if ((open && (trying || passed < PAUSE)) || underWay >= UNDER_WAY) {
            return Permit.SKIP;
        }
        trying = open;
        underWay++;
        return Permit.ASK;
    }

    synchronized void succeeded() {
        underWay--;
        close();
        absent = false;
    }

    synchronized void absent() {
        underWay--;
        close();
        absent = true;
        since = nanoTime.getAsLong();
    }

    synchronized void failed() {
        underWay--;
        absent = false;
        faultsInARow++;
        if (faultsInARow >= FAULTS) {
            open = true;
            since = nanoTime.getAsLong();
        }
        trying = false;
    }

    private void close() {
        faultsInARow = 0;
        open = false;
        trying = false;
    }
}
