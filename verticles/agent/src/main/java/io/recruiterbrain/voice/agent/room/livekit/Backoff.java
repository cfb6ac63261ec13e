package io.recruiterbrain.voice.agent.room.livekit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt at a connection: longer each time, as LiveKit's own clients do, but never so long
 * that a candidate who is back before the agent waits more than some seconds.
 */
record Backoff(RandomGenerator random) {
    private static final long FIRST_MILLIS = 300;
    private static final long LONGEST_MILLIS = 2_500;
    private static final int DOUBLINGS = 5;

    /** @param attempt 0 for the first one, which comes at once */
    Duration before(int attempt) {
        if (attempt == 0) {
            return Duration.ZERO;
        }
        long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, DOUBLINGS));
        return Duration.ofMillis(random.nextLong(most / 2, most + 1));
    }
}
