package io.recruiterbrain.voice.testkit.vendor.deepgram;

import org.jspecify.annotations.Nullable;

/**
 * Frames of a recording that sound, each seen together with the one 40 ms before it: a single moment of a vowel is in
 * many words, a movement of it in few. Silence is left out, so that longer or shorter pauses do not matter.
 */
final class VoicedFrames {
    static final int SIZE = 2 * BandSpectrum.BANDS;

    private static final int APART = 2;
    private static final double FLOOR = -62;
    private static final double RANGE = 35;

    private final BandSpectrum spectrum = new BandSpectrum();
    private final float[] @Nullable [] recent = new float[APART][];
    private long voiced;
    private int frame;
    private double loudest;

    /** @param loudest level of the loudest frame in dBFS where it is known before, otherwise {@link #FLOOR} */
    VoicedFrames(double loudest) {
        this.loudest = loudest;
    }

    static VoicedFrames ofUnknownLevel() {
        return new VoicedFrames(FLOOR);
    }

    interface Handler {
        /**
         * @param time seconds from the beginning of the recording
         * @param shape two shapes of unit length
         */
        void voiced(double time, float[] shape);
    }

    void accept(short[] samples, Handler handler) {
        spectrum.accept(samples, (shape, level) -> {
            double time = (double) frame++ * BandSpectrum.HOP / BandSpectrum.RATE;
            loudest = Math.max(loudest, level);
            if (level < Math.max(FLOOR, loudest - RANGE)) {
                return;
            }
            int slot = (int) (voiced++ % APART);
            float[] before = recent[slot];
            recent[slot] = shape;
            float[] both = new float[SIZE];
            System.arraycopy(shape, 0, both, 0, BandSpectrum.BANDS);
            System.arraycopy(before == null ? shape : before, 0, both, BandSpectrum.BANDS, BandSpectrum.BANDS);
            handler.voiced(time, both);
        });
    }
}
