package io.recruiterbrain.voice.agent.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final TurnRehearsal talk = new TurnRehearsal();

    @Test
    void twoWordsInHalfASecondInterruptTheAgent() {
        // Given
        talk.agentSpeaks(true);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.on(new TurnInput.Interim(talk.now, "wait please"));

        // When
        List<TurnAction> early = talk.pass(490);
        List<TurnAction> then = talk.pass(20);

        // Then
        assertThat(early).isEmpty();
        assertThat(then).containsExactly(new TurnAction.StopSpeaking());
    }

    @Test
    void backchannelDoesNotInterrupt() {
        // Given
        talk.agentSpeaks(true);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.on(new TurnInput.Interim(talk.now, "mhm okay right"));

        // When
        List<TurnAction> actions = new ArrayList<>(talk.pass(1000));
        actions.addAll(talk.on(new TurnInput.VoiceEnded(talk.now, talk.now)));
        actions.addAll(talk.on(new TurnInput.Final(talk.now, "mhm okay right", null)));
        actions.addAll(talk.pass(5000));

        // Then
        assertThat(actions).isEmpty();
    }

    @Test
    void aFalseInterruptionIsOverAfterTwoSecondsWithoutWords() {
        // Given
        talk.agentSpeaks(true);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        List<TurnAction> stop = talk.pass(1250);
        talk.on(new TurnInput.VoiceEnded(talk.now, talk.now));
        talk.on(new TurnInput.Final(talk.now, "", null));

        // When
        List<TurnAction> early = talk.pass(1900);
        List<TurnAction> then = talk.pass(200);

        // Then
        assertThat(stop).containsExactly(new TurnAction.StopSpeaking());
        assertThat(early).isEmpty();
        assertThat(then).containsExactly(new TurnAction.ResumeSpeech());
    }

    @Test
    void steadyNoiseStopsOneTurnTwiceAtMost() {
        // Given
        talk.agentSpeaks(true);
        List<TurnAction> actions = new ArrayList<>();

        // When
        for (int i = 0; i < 5; i++) {
            talk.on(new TurnInput.VoiceStarted(talk.now));
            actions.addAll(talk.pass(1500));
            talk.on(new TurnInput.VoiceEnded(talk.now, talk.now));
            talk.on(new TurnInput.Final(talk.now, "", null));
            actions.addAll(talk.pass(2500));
        }

        // Then
        assertThat(actions)
                .filteredOn(TurnAction.StopSpeaking.class::isInstance)
                .hasSize(2);
        assertThat(actions)
                .filteredOn(TurnAction.ResumeSpeech.class::isInstance)
                .hasSize(2);
    }

    @Test
    void theNoticeIsNotInterruptible() {
        // Given
        talk.agentSpeaks(false);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.on(new TurnInput.Interim(talk.now, "hello can you hear me please stop"));

        // When
        List<TurnAction> actions = talk.pass(5000);

        // Then
        assertThat(actions).isEmpty();
    }
}
