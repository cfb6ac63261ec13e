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
        for (int k = 0; k < count; k++) {
            int newest = history + (int) (next / up);
            output[k] = dot(phases[(int) (next % up)], work, newest);
            next += down;
        }
        next -= (long) length * up;
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

    private static short dot(float[] coefficients, float[] work, int newest) {
        float even = 0;
        float odd = 0;
        int t = 0;
        // Two sums let the processor overlap the multiplications.
        for (; t + 1 < coefficients.length; t += 2) {
            even += coefficients[t] * work[newest - t];
            odd += coefficients[t + 1] * work[newest - t - 1];
        }
        if (t < coefficients.length) {
            even += coefficients[t] * work[newest - t];
        }
        return (short) Math.clamp(Math.round(even + odd), Short.MIN_VALUE, Short.MAX_VALUE);
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
