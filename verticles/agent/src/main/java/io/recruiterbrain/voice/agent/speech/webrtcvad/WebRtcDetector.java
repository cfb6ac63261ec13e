package io.recruiterbrain.voice.agent.speech.webrtcvad;

import dev.onvoid.webrtc.media.audio.VoiceActivityDetector;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Feeds WebRTC's detector 10 ms at a time. The native object is freed by {@link #close}. */
final class WebRtcDetector implements VoiceActivity.Detector {
    private static final int WINDOW = AudioFrame.SPEECH_RATE / 100;
    /** Until its first analysis WebRTC answers that it is certain of speech. */
    private static final int UNINFORMED_WINDOWS = 3;

    private final VoiceActivityDetector detector = new VoiceActivityDetector();
    private final SpeechGate gate;
    private final byte[] window = new byte[WINDOW * 2];
    /** A frame longer than minSilence could change more than one thing. */
    private final Deque<VoiceEvent> events = new ArrayDeque<>();

    private int filled;
    private double power;
    private long windows;
    private boolean closed;

    WebRtcDetector(VoiceActivity.Options options) {
        gate = new SpeechGate(options);
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
            window[filled * 2] = (byte) sample;
            window[filled * 2 + 1] = (byte) (sample >> 8);
            power += (double) sample * sample;
            if (++filled == WINDOW) {
                analyse();
            }
        }
        return events.poll();
    }

    @Override
    public Duration pause() {
        return gate.pause();
    }

    private void analyse() {
        detector.process(window, WINDOW, AudioFrame.SPEECH_RATE);
        double probability = ++windows < UNINFORMED_WINDOWS ? 0 : detector.getLastVoiceProbability();
        double level = 10 * Math.log10(power / WINDOW / (32_768.0 * 32_768.0) + 1e-12);
        filled = 0;
        power = 0;
        VoiceEvent event = gate.accept(probability, level);
        if (event != null) {
            events.add(event);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            detector.dispose();
        }
    }
}
