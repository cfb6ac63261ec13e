package io.recruiterbrain.voice.agent.room;

import java.time.Duration;

/**
 * A piece of mono 16-bit PCM audio. The array is handed over, not copied: whoever passes a frame on must not change it.
 *
 * @param sampleRate in hertz
 */
@SuppressWarnings("ArrayRecordComponent") // a hundred a second and room: handed over, never compared
public record AudioFrame(short[] samples, int sampleRate) {
    /** Rate at which rooms deliver, and voice activity and speech recognition take audio. */
    public static final int SPEECH_RATE = 16_000;

    /** How long the frame sounds. */
    public Duration duration() {
        return Duration.ofNanos(samples.length * 1_000_000_000L / sampleRate);
    }
}
