package io.recruiterbrain.voice.agent.speech.webrtcvad;

/**
 * Level of the constant noise behind a voice: follows a quieter moment at once and a louder one slowly, so that a fan
 * that is switched on is learnt within seconds and a sentence is not.
 */
final class NoiseFloor {
    /** Quieter than any room; digital silence would make everything after it look loud. */
    private static final double QUIETEST = -75;
    /** How far a 10 ms frame of steady noise may be below its mean. */
    private static final double SPREAD = 3;

    private static final double RISE_PER_FRAME = 0.05;
    private static final double RISE_IN_SPEECH = 0.005;
    private static final double FALL = 0.3;

    private double floor = Double.NaN;

    /**
     * Learns from a frame of 10 ms.
     *
     * @param level of the frame in dBFS
     * @param speech whether the frame is believed to be speech
     */
    void learn(double level, boolean speech) {
        double heard = Math.max(QUIETEST, level);
        if (Double.isNaN(floor)) {
            floor = heard;
        } else if (heard < floor - SPREAD) {
            floor += (heard - floor) * FALL;
        } else if (heard > floor) {
            floor += Math.min(heard - floor, speech ? RISE_IN_SPEECH : RISE_PER_FRAME);
        }
    }

    /** In dBFS; {@link #QUIETEST} before anything was heard. */
    double level() {
        return Double.isNaN(floor) ? QUIETEST : floor;
    }
}
