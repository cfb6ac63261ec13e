package io.recruiterbrain.voice.agent.speech;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.webrtc.Resampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made sound at 16 kHz, and what can be measured of it. */
public final class Sounds {
    private static final int RATE = AudioFrame.SPEECH_RATE;
    private static final int SILENCE = 200;

    private Sounds() {}

    /** Nothing but a microphone's own faint noise. */
    public static short[] silence(Duration length) {
        return whiteNoise(length, -70, 1);
    }

    /**
     * All frequencies alike.
     *
     * @param level in dBFS
     */
    public static short[] whiteNoise(Duration length, double level, long seed) {
        Random random = new Random(seed);
        double amplitude = amplitude(level);
        short[] samples = new short[samples(length)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = cut(random.nextGaussian() * amplitude);
        }
        return samples;
    }

    /** As fans and streets sound: less of it the higher the frequency. */
    public static short[] pinkNoise(Duration length, double level, long seed) {
        Random random = new Random(seed);
        double[] raw = new double[samples(length)];
        double slow = 0;
        double middle = 0;
        double fast = 0;
        double power = 0;
        for (int i = 0; i < raw.length; i++) {
            double white = random.nextGaussian();
            slow = 0.99765 * slow + white * 0.0990460;
            middle = 0.96300 * middle + white * 0.2965164;
            fast = 0.57000 * fast + white * 1.0526913;
            raw[i] = slow + middle + fast + white * 0.1848;
            power += raw[i] * raw[i];
        }
        double scale = amplitude(level) / Math.sqrt(power / raw.length);
        short[] samples = new short[raw.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = cut(raw[i] * scale);
        }
        return samples;
    }

    /** Mains hum: 50 Hz and its overtones. */
    public static short[] hum(Duration length, double level) {
        double amplitude = amplitude(level);
        short[] samples = new short[samples(length)];
        for (int i = 0; i < samples.length; i++) {
            double t = 2 * Math.PI * 50 * i / RATE;
            samples[i] = cut(amplitude * (Math.sin(t) + 0.6 * Math.sin(3 * t) + 0.3 * Math.sin(5 * t)));
        }
        return samples;
    }

    /** Keyboard clicks: 6 ms each, loud, one every half second or so. */
    public static short[] clicks(Duration length, double level, long seed) {
        Random random = new Random(seed);
        short[] samples = silence(length);
        int click = RATE * 6 / 1000;
        for (int at = RATE / 4; at + click < samples.length; at += RATE / 3 + random.nextInt(RATE / 3)) {
            for (int i = 0; i < click; i++) {
                samples[at + i] = cut(random.nextGaussian() * amplitude(level) * Math.exp(-4.0 * i / click));
            }
        }
        return samples;
    }

    /** Breath near the microphone: soft noise that swells and goes, every three seconds. */
    public static short[] breathing(Duration length, double level, long seed) {
        short[] samples = pinkNoise(length, level, seed);
        for (int i = 0; i < samples.length; i++) {
            double phase = (i % (3.0 * RATE)) / (3.0 * RATE);
            double swell = phase < 0.35 ? Math.sin(Math.PI * phase / 0.35) : 0;
            samples[i] = (short) (samples[i] * swell);
        }
        return samples;
    }

    /** Plucked chords that fade, two a second, each note with its overtones: music without a singer. */
    public static short[] music(Duration length, double level) {
        double[][] chords = {{262, 330, 392}, {220, 262, 330}, {175, 220, 262}, {196, 247, 294}};
        double amplitude = amplitude(level);
        short[] samples = new short[samples(length)];
        int beat = RATE / 2;
        for (int i = 0; i < samples.length; i++) {
            double fade = Math.min(1, (i % beat) / 80.0) * Math.exp(-4.0 * (i % beat) / beat);
            double sum = 0;
            for (double note : chords[(i / beat) % chords.length]) {
                double t = 2 * Math.PI * note * i / RATE;
                sum += Math.sin(t) + 0.5 * Math.sin(2 * t) + 0.25 * Math.sin(3 * t) + 0.12 * Math.sin(4 * t);
            }
            samples[i] = cut(amplitude * fade * sum);
        }
        return samples;
    }

    public static short[] join(short[]... parts) {
        int length = 0;
        for (short[] part : parts) {
            length += part.length;
        }
        short[] joined = new short[length];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    /** All samples, at 16 kHz whatever the frames' rate is. */
    public static short[] join(List<AudioFrame> frames) {
        short[] samples = join(frames.stream().map(AudioFrame::samples).toArray(short[][]::new));
        int rate = frames.isEmpty() ? RATE : frames.getFirst().sampleRate();
        return new Resampler(rate, RATE).process(samples, samples.length);
    }

    /** Both at once; as long as the first. */
    public static short[] mix(short[] samples, short[] background) {
        short[] mixed = new short[samples.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = cut(samples[i] + (double) background[i % background.length]);
        }
        return mixed;
    }

    public static short[] louder(short[] samples, double decibels) {
        double gain = Math.pow(10, decibels / 20);
        short[] louder = new short[samples.length];
        for (int i = 0; i < louder.length; i++) {
            louder[i] = cut(samples[i] * gain);
        }
        return louder;
    }

    /** Frames of 10 ms; a rest that does not fill one is filled up with silence. */
    public static List<AudioFrame> frames(short[] samples) {
        int size = RATE / 100;
        List<AudioFrame> frames = new ArrayList<>();
        for (int at = 0; at < samples.length; at += size) {
            short[] frame = new short[size];
            System.arraycopy(samples, at, frame, 0, Math.min(size, samples.length - at));
            frames.add(new AudioFrame(frame, RATE));
        }
        return frames;
    }

    /** Root mean square of the parts that are not silent, in dBFS. */
    public static double loudness(short[] samples) {
        double power = 0;
        long counted = 0;
        for (AudioFrame frame : frames(samples)) {
            double sum = 0;
            for (short sample : frame.samples()) {
                sum += (double) sample * sample;
            }
            if (sum / frame.samples().length > 300 * 300) {
                power += sum;
                counted += frame.samples().length;
            }
        }
        return 10 * Math.log10(power / Math.max(1, counted) / (32_768.0 * 32_768.0));
    }

    public static int peak(short[] samples) {
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    public static Duration leadingSilence(short[] samples) {
        int i = 0;
        while (i < samples.length && Math.abs(samples[i]) < SILENCE) {
            i++;
        }
        return length(i);
    }

    public static Duration trailingSilence(short[] samples) {
        int i = 0;
        while (i < samples.length && Math.abs(samples[samples.length - 1 - i]) < SILENCE) {
            i++;
        }
        return length(i);
    }

    public static Duration length(int samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / RATE);
    }

    private static int samples(Duration length) {
        return Math.toIntExact(length.toMillis() * RATE / 1000);
    }

    private static double amplitude(double level) {
        return 32_768 * Math.pow(10, level / 20);
    }

    private static short cut(double sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
    }
}
