package io.recruiterbrain.voice.testkit.vendor.deepgram;

import java.util.Arrays;

/**
 * Cuts 16 kHz audio into frames of 20 ms and describes each by the shape of its spectrum: logarithmic energies of bands
 * between 150 and 3,700 Hz less their mean, so that gain does not matter and what telephones and codecs cut off is not
 * looked at.
 */
final class BandSpectrum {
    static final int RATE = 16_000;
    /** Samples from one frame to the next. */
    static final int HOP = 320;

    static final int BANDS = 14;

    private static final int WINDOW = 400;
    private static final int SIZE = 512;
    private static final double LOWEST = 150;
    private static final double HIGHEST = 3_700;
    private static final double[] HANN = hann();
    private static final int[] EDGES = edges();

    private final double[] waiting = new double[WINDOW];
    private int filled;
    private final double[] real = new double[SIZE];
    private final double[] imaginary = new double[SIZE];

    /** What a frame looks like. */
    interface FrameHandler {
        /**
         * @param shape unit length
         * @param level mean power of the frame in dBFS
         */
        void frame(float[] shape, double level);
    }

    void accept(short[] samples, FrameHandler frames) {
        for (short sample : samples) {
            waiting[filled++] = sample / 32_768.0;
            if (filled == WINDOW) {
                analyse(frames);
                System.arraycopy(waiting, HOP, waiting, 0, WINDOW - HOP);
                filled = WINDOW - HOP;
            }
        }
    }

    private void analyse(FrameHandler frames) {
        double power = 0;
        Arrays.fill(imaginary, 0);
        Arrays.fill(real, 0);
        double before = waiting[0];
        for (int i = 0; i < WINDOW; i++) {
            power += waiting[i] * waiting[i];
            // Speech falls off by some 6 dB an octave; levelled, all bands have a say.
            real[i] = (waiting[i] - 0.95 * before) * HANN[i];
            before = waiting[i];
        }
        transform(real, imaginary);
        float[] shape = new float[BANDS];
        double mean = 0;
        for (int band = 0; band < BANDS; band++) {
            double sum = 0;
            for (int bin = EDGES[band]; bin < EDGES[band + 1]; bin++) {
                sum += real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
            }
            double value = Math.log(sum / (EDGES[band + 1] - EDGES[band]) + 1e-6);
            shape[band] = (float) value;
            mean += value / BANDS;
        }
        double length = 0;
        for (int band = 0; band < BANDS; band++) {
            shape[band] -= (float) mean;
            length += shape[band] * shape[band];
        }
        float scale = (float) (1 / Math.sqrt(length + 1e-9));
        for (int band = 0; band < BANDS; band++) {
            shape[band] *= scale;
        }
        frames.frame(shape, 10 * Math.log10(power / WINDOW + 1e-10));
    }

    /** Fourier transform in place. */
    private static void transform(double[] re, double[] im) {
        for (int i = 1, j = 0; i < SIZE; i++) {
            int bit = SIZE >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double swap = re[i];
                re[i] = re[j];
                re[j] = swap;
                swap = im[i];
                im[i] = im[j];
                im[j] = swap;
            }
        }
        for (int length = 2; length <= SIZE; length <<= 1) {
            double stepRe = Math.cos(-2 * Math.PI / length);
            double stepIm = Math.sin(-2 * Math.PI / length);
            for (int start = 0; start < SIZE; start += length) {
                double wRe = 1;
                double wIm = 0;
                for (int k = start; k < start + length / 2; k++) {
                    int other = k + length / 2;
                    double oddRe = re[other] * wRe - im[other] * wIm;
                    double oddIm = re[other] * wIm + im[other] * wRe;
                    re[other] = re[k] - oddRe;
                    im[other] = im[k] - oddIm;
                    re[k] += oddRe;
                    im[k] += oddIm;
                    double next = wRe * stepRe - wIm * stepIm;
                    wIm = wRe * stepIm + wIm * stepRe;
                    wRe = next;
                }
            }
        }
    }

    private static double[] hann() {
        double[] window = new double[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (WINDOW - 1));
        }
        return window;
    }

    /** First bin of each band, equally far apart on the mel scale, each at least one bin wide. */
    private static int[] edges() {
        int[] edges = new int[BANDS + 1];
        double low = mel(LOWEST);
        double high = mel(HIGHEST);
        for (int i = 0; i <= BANDS; i++) {
            double hertz = 700 * (Math.exp((low + (high - low) * i / BANDS) / 1127) - 1);
            int bin = (int) Math.round(hertz * SIZE / RATE);
            edges[i] = i == 0 ? bin : Math.max(bin, edges[i - 1] + 1);
        }
        return edges;
    }

    private static double mel(double hertz) {
        return 1127 * Math.log(1 + hertz / 700);
    }
}
