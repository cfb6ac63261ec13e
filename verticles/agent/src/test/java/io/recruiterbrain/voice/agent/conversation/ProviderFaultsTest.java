package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import org.junit.jupiter.api.Test;

class ProviderFaultsTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void aVoiceThatFailsIsReplacedByCaptions() {
        // Given
        rehearsal.voice.broken = true;

        // When
        rehearsal.connect().seconds(2);

        // Then
        assertThat(rehearsal.finalCaptions(Speaker.AGENT))
                .anyMatch(text -> text.contains("technical problem"))
                .anyMatch(text -> text.contains("project number 1"));
        assertThat(rehearsal.isListening()).isTrue();
    }

    @Test
    void aVoiceThatHangsIsReplacedByCaptions() {
        // Given
        rehearsal.voice.hangs = true;

        // When
        rehearsal.connect().seconds(20);

        // Then
        assertThat(rehearsal.kinds()).containsExactly(TurnKind.GREETING, TurnKind.QUESTION);
    }

    @Test
    void aModelThatFailsOrHangsDoesNotStopTheInterview() {
        // Given
        rehearsal.model.broken = true;
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(2).untilAsked();
        rehearsal.model.broken = false;
        rehearsal.model.hangs = true;
        rehearsal.say("we did this one too in a way").seconds(25).untilAsked();

        // Then
        assertThat(rehearsal.of(TurnKind.QUESTION)).hasSize(3);
        assertThat(rehearsal.of(TurnKind.ANSWER)).hasSize(2);
    }

    @Test
    void aRecogniserThatBreaksHearsTheStretchAgain() {
        // Given
        rehearsal.connect().untilAsked();
        rehearsal.ears.failures = 1;

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(3);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the whole service to Kafka");
        assertThat(rehearsal.ears.sessions).isEqualTo(2);
    }
}
