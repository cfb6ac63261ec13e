package io.recruiterbrain.voice.agent.speech.freetts;

import com.sun.speech.freetts.audio.AudioPlayer;
import java.util.function.BooleanSupplier;
import javax.sound.sampled.AudioFormat;

/** Where FreeTTS believes its loudspeaker is: takes the samples as they are made, at any speed. */
final class SamplePlayer implements AudioPlayer {
    private final SpeechShaper shaper;
    private final BooleanSupplier cancelled;
    private AudioFormat format = new AudioFormat(16_000f, 16, 1, true, true);

    SamplePlayer(SpeechShaper shaper, BooleanSupplier cancelled) {
        this.shaper = shaper;
        this.cancelled = cancelled;
    }

    /** Big-endian samples; {@code false} makes FreeTTS stop synthesis. */
    @Override
    public boolean write(byte[] bytes, int offset, int length) {
        if (cancelled.getAsBoolean()) {
            return false;
        }
        for (int i = offset; i + 1 < offset + length; i += 2) {
            shaper.accept((short) ((bytes[i] << 8) | (bytes[i + 1] & 0xFF)));
        }
        return true;
    }

    @Override
    public boolean write(byte[] bytes) {
        return write(bytes, 0, bytes.length);
    }

    @Override
    public void setAudioFormat(AudioFormat format) {
        if (format.getSampleRate() != 16_000f || !format.isBigEndian() || format.getSampleSizeInBits() != 16) {
            throw new IllegalStateException("the voice has an unexpected format: " + format);
        }
        this.format = format;
    }

    @Override
    public AudioFormat getAudioFormat() {
        return format;
    }

    @Override
    public void begin(int size) {}

    @Override
    public boolean end() {
        return !cancelled.getAsBoolean();
    }

    @Override
    public boolean drain() {
        return !cancelled.getAsBoolean();
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
