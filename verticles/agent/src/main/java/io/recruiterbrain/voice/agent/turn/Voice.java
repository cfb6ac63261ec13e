package io.recruiterbrain.voice.agent.turn;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the candidate spoke, words aside. */
final class Voice {
    private static final Duration UNDERSTOOD_NOTHING = Duration.ofMillis(1500);
    private static final Duration WORDS_TAKE = Duration.ofMillis(1500);

    private @Nullable Instant begun;
    private @Nullable Instant since;
    private @Nullable Instant end;
    private Duration longest = Duration.ZERO;
    private Duration wordless = Duration.ZERO;

    void start(Instant at) {
        begun = at;
        since = at;
    }

    /** The stretch ended at a time that may lie a little back. */
    void stop(Instant from, Instant endedAt) {
        Duration length = Duration.between(from, endedAt);
        longest = length.compareTo(longest) > 0 ? length : longest;
        wordless = wordless.plus(length.isNegative() ? Duration.ZERO : length);
        since = null;
        end = endedAt;
    }

    /** The connection is lost, and what was being said with it. */
    void breakOff() {
        since = null;
    }

    /** Beginning of the stretch that is being spoken, absent in silence. */
    @Nullable
    Instant since() {
        return since;
    }

    /** Beginning of the last stretch, whether it has ended or not; absent before the first. */
    @Nullable
    Instant begun() {
        return begun;
    }

    /** End of the last stretch, absent before the first. */
    @Nullable
    Instant end() {
        return end;
    }

    /** The longest stretch since {@link #forget}. */
    Duration longest() {
        return longest;
    }

    /** When it is clear that no word will be understood of what was said, absent when that is little. */
    @Nullable
    Instant notUnderstoodFrom() {
        return end == null || wordless.compareTo(UNDERSTOOD_NOTHING) < 0 ? null : end.plus(WORDS_TAKE);
    }

    /** Words came, or it was told that none did. */
    void understood() {
        wordless = Duration.ZERO;
    }

    /** Another turn begins. */
    void forget() {
        longest = Duration.ZERO;
        wordless = Duration.ZERO;
    }
}
