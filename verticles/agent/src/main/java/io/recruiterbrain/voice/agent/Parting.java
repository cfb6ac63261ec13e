package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.conversation.TurnLog;
import io.recruiterbrain.voice.agent.lease.VoiceGate;
import java.time.Duration;
import java.time.Instant;

/** How an agent leaves an interview that goes on with another one. On the scheduler's thread. */
final class Parting {
    /** What was said last is still on its way to the candidate. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** The conversation that is left. */
    interface Leaver {
        /** Whether there is nothing to leave any more. */
        boolean isOver();

        /** Whether nobody is speaking or being understood. */
        boolean isQuiet();

        /** Ends without a word to anybody; what was said so far goes to the log. */
        void leave();
    }

    private final VoiceGate gate;
    private final LeasedStore store;
    private final TurnLog log;
    private final Ending ending;
    private final Scheduler scheduler;
    private final Leaver leaver;

    Parting(VoiceGate gate, LeasedStore store, TurnLog log, Ending ending, Scheduler scheduler, Leaver leaver) {
        this.gate = gate;
        this.store = store;
        this.log = log;
        this.ending = ending;
        this.scheduler = scheduler;
        this.leaver = leaver;
    }

    /** The lease is lost: silent at once, nothing more is written, the room is left. */
    void atOnce() {
        gate.close();
        store.close();
        if (!leaver.isOver()) {
            leaver.leave();
            ending.left();
        }
    }

    /** Leaves as soon as it is quiet, or after this time, when all that was said is stored, or is not in this time again. */
    void whenQuiet(Duration atMost) {
        look(scheduler.now(), scheduler.now().plus(atMost), atMost);
    }

    private void look(Instant quietSince, Instant by, Duration toStore) {
        if (leaver.isOver()) {
            return;
        }
        Instant now = scheduler.now();
        boolean quiet = leaver.isQuiet();
        if (now.isBefore(by) && (!quiet || now.isBefore(quietSince.plus(QUIET)))) {
            scheduler.at(now.plus(LOOK_AGAIN), () -> look(quiet ? quietSince : now, by, toStore));
            return;
        }
        leaver.leave();
        gate.close();
        scheduler.at(now.plus(toStore), this::stored);
        log.flushed().onComplete(flushed -> scheduler.execute(this::stored));
    }

    private void stored() {
        store.close();
        ending.left();
    }
}
