package io.recruiterbrain.voice.agent.room.webrtc;

import java.util.Arrays;

/**
 * Changes the sample rate of a mono stream: polyphase, Kaiser-windowed sinc, stop band about 80 dB down.
 *
 * <p>Pieces of any size may follow each other without a seam. The output is 1.5 ms late, and after {@code n} samples
 * in exactly {@code ceil(n * to / from)} samples were given out. Not thread-safe.
 */
public final class Resampler {
    private static final int ZERO_CROSSINGS = 24;
    private static final double KAISER_BETA = 8.0;
    /** Cut-off as a part of the lower Nyquist frequency; the rest is the filter's slope. */
    private static final double CUT_OFF = 0.93;

    private static final int MAX_RATE = 192_000;

    private final int up;
    private final int down;
    private final float[][] phases;
    private final int taps;
    private float[] window;
    /** Position of the next output in units of one input sample / {@code up}, relative to the next input. */
    private long next;

    public Resampler(int from, int to) {
        if (from < 1000 || from > MAX_RATE || to < 1000 || to > MAX_RATE) {
            throw new IllegalArgumentException("cannot resample from " + from + " Hz to " + to + " Hz");
        }
        int divisor = greatestCommonDivisor(from, to);
        up = to / divisor;
        down = from / divisor;
        taps = Math.ceilDiv(2 * ZERO_CROSSINGS * Math.max(up, down), up);
        phases = filter(up, down, taps);
        window = new float[taps - 1];
    }

    /** Takes the next {@code length} samples and gives out what they complete. */
    public short[] process(short[] input, int length) {
        if (up == down) {
            return Arrays.copyOf(input, length);
        }
        int history = taps - 1;
        float[] work = Arrays.copyOf(window, history + length);
        for (int i = 0; i < length; i++) {
            work[history + i] = input[i];
        }
        int count = outputs(length);
        short[] output = new short[count];
        float[][] lanes = lanes(work);
        // Every up-th output has the same phase, and its newest input is down samples further on.
        for (int first = 0; first < Math.min(up, count); first++) {
            long position = next + (long) first * down;
            int newest = history + (int) (position / up);
            float[] sums = convolve(phases[(int) (position % up)], lanes, newest, Math.ceilDiv(count - first, up));
            for (int i = 0; i < sums.length; i++) {
                output[first + i * up] = (short) Math.clamp(Math.round(sums[i]), Short.MIN_VALUE, Short.MAX_VALUE);
            }
        }
        next += (long) count * down - (long) length * up;
        window = Arrays.copyOfRange(work, length, length + history);
        return output;
    }

    /** Forgets the stream so far; the next sample starts another one. */
    public void reset() {
        Arrays.fill(window, 0);
        next = 0;
    }

    private int outputs(int length) {
        long end = (long) length * up;
        return next >= end ? 0 : (int) Math.ceilDiv(end - next, (long) down);
    }

    /** Sample {@code n} of the work is in lane {@code n % down} at {@code n / down}, so that steps of outputs are 1. */
    private float[][] lanes(float[] work) {
        if (down == 1) {
            return new float[][] {work};
        }
        float[][] lanes = new float[down][];
        for (int lane = 0; lane < down; lane++) {
            lanes[lane] = new float[Math.ceilDiv(Math.max(0, work.length - lane), down)];
            for (int i = 0; i < lanes[lane].length; i++) {
                lanes[lane][i] = work[lane + i * down];
            }
        }
        return lanes;
    }

    /**
     * The filter at {@code count} places. Tap by tap over all of them, which the compiler makes vector instructions of; a sum
     * of one place after another it may not reorder.
     */
    private float[] convolve(float[] coefficients, float[][] lanes, int newest, int count) {
        float[] sums = new float[count];
        float[] inputs = new float[count];
        for (int t = 0; t < coefficients.length; t++) {
            float coefficient = coefficients[t];
            int at = newest - t;
            System.arraycopy(lanes[at % down], at / down, inputs, 0, count);
            for (int i = 0; i < count; i++) {
                sums[i] += coefficient * inputs[i];
            }
        }
        return sums;
    }

    private static float[][] filter(int up, int down, int taps) {
        int length = taps * up;
        double centre = (length - 1) / 2.0;
        double cutOff = CUT_OFF / (2.0 * Math.max(up, down));
        float[][] phases = new float[up][taps];
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            double[] exact = new double[taps];
            for (int t = 0; t < taps; t++) {
                double x = phase + (double) t * up - centre;
                exact[t] = sinc(2 * cutOff * x) * kaiser(x / (centre + 1));
                sum += exact[t];
            }
            for (int t = 0; t < taps; t++) {
                phases[phase][t] = (float) (exact[t] / sum);
            }
        }
        return phases;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - x * x))) / bessel(KAISER_BETA);
    }

    /** Modified Bessel function of the first kind, order zero. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            double factor = x / (2 * k);
            term *= factor * factor;
            sum += term;
        }
        return sum;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
