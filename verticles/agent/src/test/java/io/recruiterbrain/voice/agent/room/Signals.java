package io.recruiterbrain.voice.agent.room;

import java.time.Duration;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Test signals and what one measures of them. */
public final class Signals {
    private Signals() {}

    public static AudioFrame sine(double frequency, double amplitude, int rate, Duration duration) {
        short[] samples = new short[(int) (duration.toMillis() * rate / 1000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * frequency * i / rate));
        }
        return new AudioFrame(samples, rate);
    }

    /** Root of the mean square. */
    public static double level(AudioFrame frame) {
        return level(frame.samples(), 0, frame.samples().length);
    }

    public static double level(short[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / Math.max(1, to - from));
    }

    /** Amplitude of one frequency in a stretch of samples. */
    public static double amplitude(short[] samples, int from, int to, double frequency, int rate) {
        double real = 0;
        double imaginary = 0;
        for (int i = from; i < to; i++) {
            double angle = 2 * Math.PI * frequency * i / rate;
            real += samples[i] * Math.cos(angle);
            imaginary += samples[i] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / (to - from);
    }

    /**
     * Amplitude of one frequency in the median of all stretches of 50 ms. A frame that a busy machine lost or played
     * late shifts the phase, which counts for one stretch here and would falsify a longer one.
     */
    public static double usualAmplitude(short[] samples, int from, int to, double frequency, int rate) {
        return median(from, to, rate, (start, end) -> amplitude(samples, start, end, frequency, rate));
    }

    /** {@link #signalToNoise} in the median of all stretches of 50 ms. */
    public static double usualSignalToNoise(short[] samples, int from, int to, double frequency, int rate) {
        return median(from, to, rate, (start, end) -> signalToNoise(samples, start, end, frequency, rate));
    }

    private static double median(int from, int to, int rate, ToDoubleBiFunction<Integer, Integer> measure) {
        int length = rate / 20;
        double[] measured = IntStream.range(0, (to - from) / length)
                .mapToDouble(i -> measure.applyAsDouble(from + i * length, from + (i + 1) * length))
                .sorted()
                .toArray();
        return measured[measured.length / 2];
    }

    /** Signal to noise in decibels, all that is not the frequency being noise. */
    public static double signalToNoise(short[] samples, int from, int to, double frequency, int rate) {
        double real = 0;
        double imaginary = 0;
        int n = to - from;
        for (int i = from; i < to; i++) {
            double angle = 2 * Math.PI * frequency * i / rate;
            real += samples[i] * Math.cos(angle);
            imaginary += samples[i] * Math.sin(angle);
        }
        real *= 2.0 / n;
        imaginary *= 2.0 / n;
        double noise = 0;
        for (int i = from; i < to; i++) {
            double angle = 2 * Math.PI * frequency * i / rate;
            double rest = samples[i] - real * Math.cos(angle) - imaginary * Math.sin(angle);
            noise += rest * rest;
        }
        double signal = n * (real * real + imaginary * imaginary) / 2;
        return 10 * Math.log10(signal / Math.max(noise, 1e-9));
    }
}
