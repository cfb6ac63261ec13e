package io.recruiterbrain.voice.agent.evaluation;

import java.time.Duration;

/**
 * How patiently an evaluation is tried.
 *
 * @param attempts tries in all, 1 to 20, while the fault may pass
 * @param firstDelay wait before the second try, doubled each time, 1 ms to 1 min
 * @param longestDelay the wait grows to this at most, up to 10 min
 */
public record EvaluationConfig(int attempts, Duration firstDelay, Duration longestDelay) {
    public EvaluationConfig {
        if (attempts < 1 || attempts > 20) {
            throw new IllegalArgumentException("attempts must be 1 to 20");
        }
        if (firstDelay.toMillis() < 1 || firstDelay.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("firstDelay must be from 1 ms to 1 min");
        }
        if (longestDelay.compareTo(firstDelay) < 0 || longestDelay.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("longestDelay must be at least firstDelay and at most 10 min");
        }
    }

    /** Four tries over about seven seconds; who asked may ask again later. */
    public static EvaluationConfig defaults() {
        return new EvaluationConfig(4, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /** @param attempt the one that failed, from 1 */
    public Duration delayAfter(int attempt) {
        Duration doubled = firstDelay.multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(longestDelay) > 0 ? longestDelay : doubled;
    }
}
