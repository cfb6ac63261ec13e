package io.recruiterbrain.voice.agent.turn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Stretches of speech whose final words the recogniser still owes, oldest first. */
final class Stretches {
    /** What becomes of the words when they come. */
    enum Use {
        /** They belong to the turn that is open. */
        OPEN_TURN,
        /** Their turn was closed with the interim words. */
        ALREADY_USED,
        /** Their turn was closed without them. */
        MISSED
    }

    private static final class Stretch {
        private final Instant finishedAt;
        private Use use = Use.OPEN_TURN;

        Stretch(Instant finishedAt) {
            this.finishedAt = finishedAt;
        }
    }

    private final Deque<Stretch> owed = new ArrayDeque<>();
    private final FinalDelays delays;

    Stretches(FinalDelays delays) {
        this.delays = delays;
    }

    void finished(Instant at) {
        owed.addLast(new Stretch(at));
    }

    /** A final came; says what it is for. */
    Use settle(Instant at) {
        Stretch oldest = owed.pollFirst();
        if (oldest == null) {
            return Use.OPEN_TURN;
        }
        delays.learn(Duration.between(oldest.finishedAt, at));
        return oldest.use;
    }

    /** The open turn is closed: its words that are still owed were known from the interim, or not at all. */
    void close(boolean wordsKnown) {
        for (Stretch stretch : owed) {
            if (stretch.use == Use.OPEN_TURN) {
                stretch.use = wordsKnown ? Use.ALREADY_USED : Use.MISSED;
            }
        }
    }

    /** Until when to wait for words of the open turn; absent when none are owed. */
    @Nullable
    Instant waitUntil() {
        return owed.stream()
                .filter(stretch -> stretch.use == Use.OPEN_TURN)
                .map(stretch -> stretch.finishedAt.plus(delays.worstExpected()))
                .max(Instant::compareTo)
                .orElse(null);
    }
}
