package io.recruiterbrain.voice.launcher.check;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Lets the detector find a sentence between two silences. */
final class VoiceActivityCheck implements ComponentCheck.Trial {
    private static final int FRAME = AudioFrame.SPEECH_RATE / 100;

    private final Supplier<VoiceActivity> detectors;

    VoiceActivityCheck(Supplier<VoiceActivity> detectors) {
        this.detectors = detectors;
    }

    @Override
    public String run() throws Exception {
        List<AudioFrame> audio = new ArrayList<>(silence());
        SpokenSentence.frames().forEach(frame -> audio.addAll(tenMillis(frame)));
        audio.addAll(silence());
        boolean began = false;
        boolean ended = false;
        try (VoiceActivity activity = detectors.get();
                VoiceActivity.Detector detector = activity.newDetector(VoiceActivity.Options.DEFAULT)) {
            for (AudioFrame frame : audio) {
                VoiceEvent event = detector.accept(frame);
                began |= event instanceof VoiceEvent.SpeechStarted;
                ended |= event instanceof VoiceEvent.SpeechEnded;
            }
        }
        if (!began || !ended) {
            throw new IllegalStateException(
                    "it did not notice " + (began ? "the end" : "the beginning") + " of a sentence");
        }
        return "noticed beginning and end of a sentence";
    }

    private static List<AudioFrame> silence() {
        return tenMillis(new AudioFrame(new short[AudioFrame.SPEECH_RATE], AudioFrame.SPEECH_RATE));
    }

    private static List<AudioFrame> tenMillis(AudioFrame audio) {
        List<AudioFrame> frames = new ArrayList<>();
        for (int from = 0; from + FRAME <= audio.samples().length; from += FRAME) {
            frames.add(new AudioFrame(Arrays.copyOfRange(audio.samples(), from, from + FRAME), AudioFrame.SPEECH_RATE));
        }
        return frames;
    }
}
