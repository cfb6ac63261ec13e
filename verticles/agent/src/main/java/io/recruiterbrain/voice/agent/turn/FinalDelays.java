package io.recruiterbrain.voice.agent.turn;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/** How long the recogniser takes for its last words. Of so few values the 99th percentile is the largest. */
final class FinalDelays {
    private static final int REMEMBERED = 50;
    private static final Duration MOST = Duration.ofSeconds(8);

    private final Deque<Duration> recent = new ArrayDeque<>();
    private final Duration initial;

    FinalDelays(Duration initial) {
        this.initial = initial;
    }

    void learn(Duration delay) {
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.addLast(delay);
    }

    /** Waiting longer than this for words is not worth it. */
    Duration worstExpected() {
        Duration seen = recent.isEmpty() ? Duration.ZERO : Collections.max(recent);
        Duration expected = seen.compareTo(initial) > 0 ? seen : initial;
        return expected.compareTo(MOST) > 0 ? MOST : expected;
    }
}
