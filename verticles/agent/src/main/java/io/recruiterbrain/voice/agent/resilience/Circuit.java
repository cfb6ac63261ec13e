package io.recruiterbrain.voice.agent.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps callers away from a provider that fails: after some faults in a row it is left alone for a while, then one call
 * tries it. Shared by all interviews of a node; any thread.
 */
final class Circuit {
    /** What the next caller meets. */
    enum State {
        CLOSED,
        OPEN,
        /** One call is on its way to find out. */
        HALF_OPEN
    }

    /**
     * @param faults in a row that open it
     * @param pause for which it stays open
     */
    record Settings(int faults, Duration pause) {
        static Settings defaults() {
            return new Settings(3, Duration.ofSeconds(30));
        }
    }

    private final Settings settings;
    private final Clock clock;
    private int faultsInARow;
    private @Nullable Instant openUntil;
    private boolean trying;
    private @Nullable String problem;

    Circuit(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether a call may go through now. One that was permitted must be followed by a report. */
    synchronized boolean permits() {
        Instant until = openUntil;
        if (until == null) {
            return true;
        }
        if (trying || clock.instant().isBefore(until)) {
            return false;
        }
        trying = true;
        return true;
    }

    synchronized void succeeded() {
        faultsInARow = 0;
        openUntil = null;
        trying = false;
        problem = null;
    }

    /** The call was given up before it told anything. */
    synchronized void undecided() {
        trying = false;
    }

    /**
     * @param text one sentence for an operator
     * @param leaveAlone what the provider asked for, absent when it did not
     */
    synchronized void failed(String text, @Nullable Duration leaveAlone) {
        faultsInARow++;
        problem = text;
        boolean asked = leaveAlone != null && leaveAlone.compareTo(settings.pause()) > 0;
        if (trying || asked || faultsInARow >= settings.faults()) {
            openUntil = clock.instant().plus(asked && leaveAlone != null ? leaveAlone : settings.pause());
        }
        trying = false;
    }

    synchronized State state() {
        if (openUntil == null) {
            return State.CLOSED;
        }
        return trying ? State.HALF_OPEN : State.OPEN;
    }

    /** What went wrong last, absent while it works. */
    synchronized @Nullable String problem() {
        return problem;
    }
}
