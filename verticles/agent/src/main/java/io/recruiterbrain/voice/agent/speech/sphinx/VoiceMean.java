package io.recruiterbrain.voice.agent.speech.sphinx;

/** The mean of one candidate's cepstra, learnt over the stretches of a session. Used by one decoder at a time. */
final class VoiceMean {
    /** Frames of speech after which the mean can be trusted. */
    static final int KNOWN = 100;
    /** Frames after which the mean is taken over while speech goes on. */
    private static final int UPDATE = 100;
    /** Older frames count less, as if there had never been more than these. */
    private static final int MEMORY = 800;

    private double[] sum = new double[0];
    private double[] mean = new double[0];
    private double count;
    private int sinceUpdate;

    boolean isKnown() {
        return count >= KNOWN;
    }

    void add(double[] cepstrum) {
        if (sum.length == 0) {
            sum = new double[cepstrum.length];
            mean = new double[cepstrum.length];
        }
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
        for (int i = 0; i < sum.length; i++) {
            mean[i] = sum[i] / count;
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
