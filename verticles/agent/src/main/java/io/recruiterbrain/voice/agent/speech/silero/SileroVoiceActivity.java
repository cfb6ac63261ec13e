package io.recruiterbrain.voice.agent.speech.silero;

import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import java.util.concurrent.atomic.AtomicBoolean;

/** The Silero model, one session shared by all rooms. A detector computes on its caller's thread. */
public final class SileroVoiceActivity implements VoiceActivity {
    private final SileroModel model;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SileroVoiceActivity(SileroModel model) {
        this.model = model;
    }

    /**
     * Loads the model and lets it hear a moment of silence; blocks for some 100 ms.
     *
     * @throws ProviderException with a sentence that names SILERO_MODEL_PATH when the file is missing, not a model, or
     *     another model
     */
    public static SileroVoiceActivity open(SileroConfig config) {
        SileroVoiceActivity activity = new SileroVoiceActivity(SileroModel.load(config.modelPath()));
        try {
            activity.probe();
            return activity;
        } catch (RuntimeException e) {
            activity.close();
            throw e;
        }
    }

    /**
     * One window of silence through the model, below a millisecond.
     *
     * @throws ProviderException when the model does not compute
     */
    public void probe() {
        try (Detector detector = newDetector(Options.DEFAULT)) {
            detector.accept(new AudioFrame(new short[SileroWindow.SAMPLES], AudioFrame.SPEECH_RATE));
        }
    }

    @Override
    public Detector newDetector(Options options) {
        model.enter();
        try {
            return new SileroDetector(model, options);
        } catch (RuntimeException e) {
            model.leave();
            throw e;
        }
    }

    /** Detectors that are open may still be used; the model is freed with the last of them. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            model.leave();
        }
    }
}
