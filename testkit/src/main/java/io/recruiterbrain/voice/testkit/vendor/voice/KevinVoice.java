package io.recruiterbrain.voice.testkit.vendor.voice;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;

/**
 * Real speech for the servers: FreeTTS's kevin16, at the level at which the vendors' voices come and with the short
 * silence that they have around a sentence. Any thread; sentences are made one after the other.
 */
public final class KevinVoice {
    private static final int VOICE_RATE = 16_000;
    /** Brings the voice's -23.3 dBFS to -20. */
    private static final double GAIN = Math.pow(10, 3.3 / 20);

    private static final double LOUDEST = 32_600;

    /** FreeTTS keeps parts in static fields that all voices of a process share; this is their common lock. */
    private static final Object FREETTS = Voice.class;

    private static Voice load() {
        Voice voice = Arrays.stream(new KevinVoiceDirectory().getVoices())
                .filter(candidate -> "kevin16".equals(candidate.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the FreeTTS jar has no voice kevin16"));
        voice.allocate();
        return voice;
    }

    /**
     * A text's sound, empty when there is nothing to say.
     *
     * @param speed 1 is the voice's own
     * @param rate in hertz
     */
    public short[] speak(String text, double speed, int rate) {
        Tape tape = new Tape();
        synchronized (FREETTS) {
            Voice voice = Loaded.VOICE;
            voice.setRate((float) (140 * speed));
            voice.setAudioPlayer(tape);
            voice.speak(text);
        }
        return louder(resampled(tape.samples(), rate));
    }

    /** Little-endian 16-bit, as all vendors send it. */
    public static byte[] bytes(short[] samples) {
        byte[] bytes = new byte[samples.length * 2];
        for (int i = 0; i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[i];
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        return bytes;
    }

    /** Straight lines between samples: what they add lies far below the voice. */
    private static short[] resampled(short[] samples, int rate) {
        int length = (int) ((long) samples.length * rate / VOICE_RATE);
        short[] output = new short[length];
        for (int i = 0; i < length; i++) {
            double at = (double) i * VOICE_RATE / rate;
            int left = (int) at;
            int right = Math.min(left + 1, samples.length - 1);
            output[i] = (short) Math.round(samples[left] + (at - left) * (samples[right] - samples[left]));
        }
        return output;
    }

    private static short[] louder(short[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(Math.tanh(samples[i] * GAIN / LOUDEST) * LOUDEST);
        }
        return samples;
    }

    /** All servers of a process share one voice; loading it takes about half a second. */
    private static final class Loaded {
        static final Voice VOICE = load();
    }

    /** Where FreeTTS believes its loudspeaker is. */
    private static final class Tape implements AudioPlayer {
        private AudioFormat format = new AudioFormat(VOICE_RATE, 16, 1, true, true);

        private short[] samples = new short[VOICE_RATE];
        private int length;

        short[] samples() {
            return Arrays.copyOf(samples, length);
        }

        @Override
        public boolean write(byte[] bytes, int offset, int count) {
            samples = length + count / 2 <= samples.length ? samples : Arrays.copyOf(samples, 2 * (length + count));
            for (int i = offset; i + 1 < offset + count; i += 2) {
                samples[length++] = (short) ((bytes[i] << 8) | (bytes[i + 1] & 0xFF));
            }
            return true;
        }

        @Override
        public boolean write(byte[] bytes) {
            return write(bytes, 0, bytes.length);
        }

        @Override
        public void setAudioFormat(AudioFormat newFormat) {
            format = newFormat;
        }

        @Override
        public AudioFormat getAudioFormat() {
            return format;
        }

        @Override
        public void begin(int size) {}

        @Override
        public boolean end() {
            return true;
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void reset() {}

        @Override
        public void cancel() {}

        @Override
        public void close() {}

        @Override
        public float getVolume() {
            return 1;
        }

        @Override
        public void setVolume(float volume) {}

        @Override
        public long getTime() {
            return 0;
        }

        @Override
        public void resetTime() {}

        @Override
        public void startFirstSampleTimer() {}

        @Override
        public void showMetrics() {}
    }
}
