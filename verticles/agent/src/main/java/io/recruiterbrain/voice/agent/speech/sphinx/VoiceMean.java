package io.recruiterbrain.voice.agent.speech.sphinx;

/** The mean of one candidate's cepstra, learnt over the stretches of a session. Used by one decoder at a time. */
final class VoiceMean {
    /** Where the model's training ended: a typical voice at a typical microphone. */
    private static final double[] TYPICAL = {
        41.00, -5.29, -0.12, 5.09, 2.48, -4.07, -1.37, -1.78, -5.08, -2.05, -6.45, -1.42, 1.17
    };
    /** Frames of the candidate that count as much as the typical voice does. */
    private static final double TYPICAL_FRAMES = 50;
    /** Frames of a session that are waited for before the first one is used. */
    private static final int KNOWN = 150;
    /** Frames after which the mean is taken over while speech goes on. */
    private static final int UPDATE = 100;
    /** Older frames count less, as if there had never been more than these. */
    private static final int MEMORY = 400;

    private final double[] sum = new double[TYPICAL.length];
    private final double[] mean = TYPICAL.clone();
    private double count;
    private int heard;
    private int sinceUpdate;

    boolean isKnown() {
        return heard >= KNOWN;
    }

    void add(double[] cepstrum) {
        heard++;
        // A frame without energy is digital silence and says nothing about the voice.
        if (cepstrum[0] < 0) {
            return;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += cepstrum[i];
        }
        count++;
        if (++sinceUpdate >= UPDATE && isKnown()) {
            update();
        }
    }

    /** Takes over what was heard since the last update. */
    void update() {
        sinceUpdate = 0;
        if (count == 0) {
            return;
        }
        // The first one is the level, which is the microphone's alone and never typical.
        mean[0] = sum[0] / count;
        for (int i = 1; i < sum.length; i++) {
            mean[i] = (sum[i] + TYPICAL[i] * TYPICAL_FRAMES) / (count + TYPICAL_FRAMES);
        }
        if (count > MEMORY) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= MEMORY / count;
            }
            count = MEMORY;
        }
    }

    void subtractFrom(double[] cepstrum) {
        for (int i = 0; i < cepstrum.length; i++) {
            cepstrum[i] -= mean[i];
        }
    }
}
