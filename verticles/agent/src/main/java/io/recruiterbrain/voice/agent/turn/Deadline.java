package io.recruiterbrain.voice.agent.turn;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The earliest time at which something that was looked at becomes due. */
final class Deadline {
    private @Nullable Instant earliest;

    void clear() {
        earliest = null;
    }

    /** Absent when nothing waits for its time. */
    @Nullable
    Instant earliest() {
        return earliest;
    }

    /** Whether a time has come; asks to be woken when it has not. */
    boolean isDue(Instant at, Instant now) {
        boolean due = !now.isBefore(at);
        if (!due) {
            earliest = earliest == null || at.isBefore(earliest) ? at : earliest;
        }
        return due;
    }

    /** Due when the words that are waited for, if any, are due too. */
    boolean isDue(Instant at, @Nullable Instant words, Instant now) {
        return isDue(words == null || at.isAfter(words) ? at : words, now);
    }
}
