package io.recruiterbrain.voice.agent.speech;

import io.recruiterbrain.voice.agent.speech.VoiceActivity.Options;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns a verdict for each window of audio into where speech begins and ends: bursts and pauses that are too short are
 * passed over. Counts in audio time only; not thread-safe.
 */
public final class SpeechRuns {
    private final Duration window;
    private final int latency;
    private final int minSpeech;
    private final int minSilence;
    private long windows;
    private boolean inSpeech;
    private int speechRun;
    private int silenceRun;

    /**
     * @param window how long one verdict's audio is
     * @param latency by how many windows the detector's verdict on an onset is behind the audio
     */
    public SpeechRuns(Options options, Duration window, int latency) {
        this.window = window;
        this.latency = latency;
        this.minSpeech = windows(options.minSpeech());
        this.minSilence = windows(options.minSilence());
    }

    /** Whether a start was reported and its end was not. */
    public boolean inSpeech() {
        return inSpeech;
    }

    /** Silence since the last window of a speech that was not reported to have ended. */
    public Duration pause() {
        return inSpeech ? window.multipliedBy(silenceRun) : Duration.ZERO;
    }

    /** Takes the next window's verdict; absent when it changed nothing. */
    public @Nullable VoiceEvent accept(boolean speech) {
        windows++;
        if (speech) {
            speechRun++;
            silenceRun = 0;
        } else {
            silenceRun++;
            speechRun = 0;
        }
        if (!inSpeech && speechRun >= minSpeech) {
            inSpeech = true;
            return new VoiceEvent.SpeechStarted(time(windows - speechRun - latency));
        }
        if (inSpeech && silenceRun >= minSilence) {
            inSpeech = false;
            return new VoiceEvent.SpeechEnded(time(windows - silenceRun));
        }
        return null;
    }

    private Duration time(long window) {
        return this.window.multipliedBy(Math.max(0, window));
    }

    private int windows(Duration length) {
        return Math.max(1, Math.toIntExact((length.toMillis() + window.toMillis() - 1) / window.toMillis()));
    }
}
