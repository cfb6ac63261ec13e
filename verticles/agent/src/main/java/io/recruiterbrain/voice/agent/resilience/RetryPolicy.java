package io.recruiterbrain.voice.agent.resilience;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often and when a provider is asked again, before it has begun to answer.
 *
 * @param patience for the first sign of an answer; {@code RBV_PROVIDER_TIMEOUT}
 * @param retries after the first attempt; {@code RBV_PROVIDER_RETRIES}
 * @param firstDelay before the first retry
 * @param nextDelay before each further one
 */
public record RetryPolicy(Duration patience, int retries, Duration firstDelay, Duration nextDelay) {
    public RetryPolicy {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("RBV_PROVIDER_TIMEOUT must be positive");
        }
        if (retries < 0 || retries > 10) {
            throw new IllegalArgumentException("RBV_PROVIDER_RETRIES must be between 0 and 10");
        }
    }

    public static RetryPolicy defaults() {
        return new RetryPolicy(Duration.ofSeconds(10), 3, Duration.ofMillis(100), Duration.ofSeconds(2));
    }

    public RetryPolicy withPatience(Duration other) {
        return new RetryPolicy(other, retries, firstDelay, nextDelay);
    }

    /**
     * @param attempt that failed, from 1
     * @param asked what the provider asked for, absent when it did not
     */
    Duration delayAfter(int attempt, @Nullable Duration asked, RandomGenerator random) {
        Duration planned = attempt == 1 ? firstDelay : nextDelay;
        Duration jittered = Duration.ofNanos((long) (planned.toNanos() * random.nextDouble(0.8, 1.2)));
        return asked != null && asked.compareTo(jittered) > 0 ? asked : jittered;
    }
}
