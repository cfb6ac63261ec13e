package io.recruiterbrain.voice.agent.speech;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells speech from silence and noise. */
public interface VoiceActivity extends AutoCloseable {
    /** A detector for one candidate; not thread-safe. */
    Detector newDetector(Options options);

    @Override
    void close();

    /**
     * @param activation probability from which a window counts as speech
     * @param deactivation probability below which it counts as silence
     * @param minSpeech shorter bursts are not reported
     * @param minSilence shorter pauses are not reported
     */
    record Options(double activation, double deactivation, Duration minSpeech, Duration minSilence) {
        public static final Options DEFAULT = new Options(0.5, 0.35, Duration.ofMillis(50), Duration.ofMillis(250));
    }

    interface Detector extends AutoCloseable {
        /** Takes the next 16 kHz frame; returns what it changed, absent most of the time. */
        @Nullable
        VoiceEvent accept(AudioFrame frame);

        /** How long speech that was not reported to have ended has paused by now; zero while it goes on. */
        default Duration pause() {
            return Duration.ZERO;
        }

        @Override
        void close();
    }

    /** Times are positions in the audio that the detector was given. */
    sealed interface VoiceEvent {
        record SpeechStarted(Duration at) implements VoiceEvent {}

        /** {@code at} is where the speech ended, {@code minSilence} before it was noticed. */
        record SpeechEnded(Duration at) implements VoiceEvent {}
    }
}
