package io.recruiterbrain.voice.http.auth;

import io.recruiterbrain.voice.http.cache.BoundedMap;
import java.time.Clock;
import java.time.Duration;

/**
 * Token buckets by caller: a burst of two seconds' worth, refilled evenly. Safe for any thread; remembers the last
 * 10,000 callers, one that was forgotten starts with a full bucket.
 */
public final class RateLimiter {
    private static final int CALLERS = 10_000;

    private final Clock clock;
    private final double capacity;
    private final double perMilli;
    private final BoundedMap<Object, Bucket> buckets = new BoundedMap<>(CALLERS);

    private static final class Bucket {
        private double tokens;
        private long filledAt;

        private Bucket(double tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }

    /**
     * @param permits allowed in each {@code period}
     * @param burst allowed at once after a quiet time
     */
    public RateLimiter(Clock clock, int permits, Duration period, int burst) {
        this.clock = clock;
        this.capacity = burst;
        this.perMilli = (double) permits / period.toMillis();
    }

    /** Takes one permit; false when there is none left. */
    public boolean take(Object caller) {
        long now = clock.millis();
        Bucket bucket = buckets.get(caller, () -> new Bucket(capacity, now));
        synchronized (bucket) {
            bucket.tokens = Math.min(capacity, bucket.tokens + Math.max(0, now - bucket.filledAt) * perMilli);
            bucket.filledAt = now;
            if (bucket.tokens < 1) {
                return false;
            }
            bucket.tokens--;
            return true;
        }
    }
}
