package io.recruiterbrain.voice.agent.speech.webrtcvad;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.speech.VoiceActivity.Options;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent.SpeechEnded;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent.SpeechStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechGateTest {
    private static final double ROOM = -60;
    private static final double VOICE = -25;

    private final SpeechGate gate = new SpeechGate(Options.DEFAULT);
    private final List<VoiceEvent> events = new ArrayList<>();

    @Test
    void speechIsReportedWithItsTimes() {
        // When
        hear(100, 0, ROOM);
        hear(50, 0.9, VOICE);
        hear(30, 0, ROOM);

        // Then
        assertThat(events)
                .containsExactly(new SpeechStarted(Duration.ofMillis(980)), new SpeechEnded(Duration.ofMillis(1_500)));
    }

    @Test
    void aBurstShorterThanMinSpeechIsNotReported() {
        // When
        hear(100, 0, ROOM);
        hear(4, 0.9, VOICE);
        hear(100, 0, ROOM);

        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void aHissWithinSpeechDoesNotEndIt() {
        // When
        hear(100, 0, ROOM);
        hear(20, 0.9, VOICE);
        hear(20, 0.1, -40);
        hear(20, 0.9, VOICE);

        // Then
        assertThat(events).hasSize(1);
    }

    @Test
    void aFanThatStartsIsLearntAndDoesNotHoldTheSpeechOpen() {
        // When
        hear(100, 0, ROOM);
        hear(20, 0.9, VOICE);
        hear(100, 0, -40);

        // Then
        assertThat(events).hasSize(2);
    }

    @Test
    void aVoiceThatIsNotAboveTheNoiseIsNotTheCandidate() {
        // When
        hear(200, 0, -30);
        hear(50, 0.9, -29);

        // Then
        assertThat(events).isEmpty();
    }

    private void hear(int frames, double probability, double level) {
        for (int i = 0; i < frames; i++) {
            VoiceEvent event = gate.accept(probability, level);
            if (event != null) {
                events.add(event);
            }
        }
    }
}
