package io.recruiterbrain.voice.agent.speech.silero;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechRuns;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Gathers one room's audio to windows of 32 ms and asks the model about each. */
final class SileroDetector implements VoiceActivity.Detector {
    private static final Duration WINDOW = Duration.ofMillis(32);

    private final SileroModel model;
    private final SileroWindow window;
    private final VoiceActivity.Options options;
    private final SpeechRuns runs;
    /** A frame longer than minSilence could change more than one thing. */
    private final Deque<VoiceEvent> events = new ArrayDeque<>();

    private int filled;
    private boolean closed;

    /** Takes over one use of the model and gives it back when closed. */
    SileroDetector(SileroModel model, VoiceActivity.Options options) {
        this.model = model;
        this.window = new SileroWindow(model);
        this.options = options;
        // The window in which the model is sure is most often the one after the onset.
        this.runs = new SpeechRuns(options, WINDOW, 1);
    }

    @Override
    public @Nullable VoiceEvent accept(AudioFrame frame) {
        if (frame.sampleRate() != AudioFrame.SPEECH_RATE) {
            throw new IllegalArgumentException("voice activity takes 16 kHz, not " + frame.sampleRate());
        }
        if (closed) {
            throw new IllegalStateException("the detector is closed");
        }
        for (short sample : frame.samples()) {
            window.set(filled, sample);
            if (++filled == SileroWindow.SAMPLES) {
                filled = 0;
                judge();
            }
        }
        return events.poll();
    }

    @Override
    public Duration pause() {
        return runs.pause();
    }

    private void judge() {
        double threshold = runs.inSpeech() ? options.deactivation() : options.activation();
        VoiceEvent event = runs.accept(window.probability() >= threshold);
        if (event != null) {
            events.add(event);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            window.close();
            model.leave();
        }
    }
}
