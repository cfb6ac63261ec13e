package io.recruiterbrain.voice.agent.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxConfig;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxSpeechToText;
import io.recruiterbrain.voice.agent.speech.webrtcvad.WebRtcVoiceActivity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The embedded voice speaks, the embedded ears hear it, with voice activity in between as in an interview. */
class SpeechRoundTripIT {
    private static final List<String> ANSWERS = List.of(
            "i have been working as a software engineer for seven years mostly on payment systems",
            "the hardest problem was that the database became slow when many users logged in at the same time",
            "i like to write tests before i change old code because it gives me confidence",
            "my manager asked me to lead a team of five people and i learned how to plan the work better");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void typicalAnswersAreUnderstoodWordForWordButOneInFive() throws Exception {
        // Given
        WordErrors errors = new WordErrors(0, 0);

        // When
        try (FreeTtsTextToSpeech voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), metrics);
                WebRtcVoiceActivity activity = new WebRtcVoiceActivity();
                SphinxSpeechToText ears = new SphinxSpeechToText(SphinxConfig.defaults(), metrics)) {
            RecordingListener heard = new RecordingListener();
            try (SpeechToText.Session session = ears.open(new SpeechToText.Options("en-US", List.of()), heard);
                    VoiceActivity.Detector detector = activity.newDetector(VoiceActivity.Options.DEFAULT)) {
                for (String answer : ANSWERS) {
                    int stretches = listen(detector, session, spoken(voice, answer));
                    StringBuilder text = new StringBuilder();
                    for (int i = 0; i < stretches; i++) {
                        text.append(heard.nextFinal().text()).append(' ');
                    }
                    errors = errors.plus(WordErrors.between(answer, text.toString()));
                }
            }
        }

        // Then
        assertThat(errors.percent()).isLessThanOrEqualTo(20);
        assertThat(metrics.timer("rbv.stt.finalisation", "provider", "sphinx").count())
                .isGreaterThanOrEqualTo(ANSWERS.size());
    }

    private static short[] spoken(TextToSpeech voice, String text) throws Exception {
        List<AudioFrame> frames = Collections.synchronizedList(new ArrayList<>());
        voice.speak(text, frames::add)
                .done()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return Sounds.join(
                Sounds.silence(Duration.ofMillis(800)), Sounds.join(frames), Sounds.silence(Duration.ofMillis(800)));
    }

    /** Sends what is speech, with half a second before it; returns the number of stretches. */
    private static int listen(VoiceActivity.Detector detector, SpeechToText.Session session, short[] audio) {
        Deque<AudioFrame> before = new ArrayDeque<>();
        boolean speaking = false;
        int stretches = 0;
        for (AudioFrame frame : Sounds.frames(audio)) {
            VoiceEvent event = detector.accept(frame);
            if (event instanceof VoiceEvent.SpeechStarted) {
                speaking = true;
                before.forEach(session::write);
                before.clear();
            }
            if (speaking) {
                session.write(frame);
            } else {
                before.add(frame);
                if (before.size() > 50) {
                    before.remove();
                }
            }
            if (event instanceof VoiceEvent.SpeechEnded) {
                speaking = false;
                stretches++;
                session.finish();
            }
        }
        return stretches;
    }
}
