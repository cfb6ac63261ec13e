package io.recruiterbrain.voice.agent.turn;

import java.time.Duration;

/** Learns how long this candidate pauses in mid-thought, so that a slow speaker is not cut off twice. */
final class Pauses {
    private static final double WEIGHT = 0.25;
    private static final double SPREAD = 1.5;

    private double meanSeconds = -1;
    private double deviationSeconds;

    /** A pause after which the candidate went on. */
    void learn(Duration pause) {
        double seconds = seconds(pause);
        if (meanSeconds < 0) {
            meanSeconds = seconds;
            deviationSeconds = seconds / 4;
        } else {
            deviationSeconds += WEIGHT * (Math.abs(seconds - meanSeconds) - deviationSeconds);
            meanSeconds += WEIGHT * (seconds - meanSeconds);
        }
    }

    /** The pause to grant: {@code least}, or what this candidate needs, up to {@code most}. */
    Duration grant(Duration least, Duration most) {
        double needed = meanSeconds < 0 ? 0 : meanSeconds + SPREAD * deviationSeconds;
        double granted = Math.min(Math.max(needed, seconds(least)), seconds(most));
        return Duration.ofMillis(Math.round(granted * 1000));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
