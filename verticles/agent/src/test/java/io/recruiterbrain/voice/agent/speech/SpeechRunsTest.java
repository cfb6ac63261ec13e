package io.recruiterbrain.voice.agent.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.speech.VoiceActivity.Options;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent.SpeechEnded;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent.SpeechStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechRunsTest {
    private final SpeechRuns runs = new SpeechRuns(Options.DEFAULT, Duration.ofMillis(32), 1);
    private final List<VoiceEvent> events = new ArrayList<>();

    @Test
    void windowsAreCountedUpToMinSpeechAndMinSilence() {
        // When: 50 ms need two windows, 250 ms eight
        hear("..........##########.......");
        hear(".");

        // Then
        assertThat(events)
                .containsExactly(
                        new SpeechStarted(Duration.ofMillis(9 * 32)), new SpeechEnded(Duration.ofMillis(20 * 32)));
    }

    @Test
    void aSingleWindowIsNoSpeechAndAShortPauseNoEnd() {
        // When
        hear("...#...##.......##.......#");

        // Then
        assertThat(events).containsExactly(new SpeechStarted(Duration.ofMillis(6 * 32)));
        assertThat(runs.inSpeech()).isTrue();
    }

    @Test
    void speechFromTheVeryStartStartsAtZero() {
        // When
        hear("##");

        // Then
        assertThat(events).containsExactly(new SpeechStarted(Duration.ZERO));
    }

    @Test
    void aPauseIsKnownWhileItMayStillBecomeAnEnd() {
        // When
        hear("..####");
        Duration speaking = runs.pause();
        hear("....");
        Duration pausing = runs.pause();
        hear("....");
        Duration ended = runs.pause();

        // Then
        assertThat(List.of(speaking, pausing, ended))
                .containsExactly(Duration.ZERO, Duration.ofMillis(4 * 32), Duration.ZERO);
    }

    private void hear(String windows) {
        windows.chars().forEach(window -> {
            VoiceEvent event = runs.accept(window == '#');
            if (event != null) {
                events.add(event);
            }
        });
    }
}
