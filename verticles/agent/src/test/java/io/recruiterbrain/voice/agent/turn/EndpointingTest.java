package io.recruiterbrain.voice.agent.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointingTest {
    private final TurnRehearsal talk = new TurnRehearsal();

    @Test
    void aCompleteThoughtEndsAfterAShortPause() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);

        // When
        Duration pause = talk.pauseUntilClosed("we moved the billing service to kafka");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void aTechnicalQuestionLeavesMoreTimeToThink() {
        // Given
        talk.listening(Kind.TECHNICAL);

        // When
        Duration pause = talk.pauseUntilClosed("we moved the billing service to kafka");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void anOpenThoughtGetsFourSeconds() {
        for (String open : List.of(
                "we moved the service and then we",
                "so the reason was um",
                "it failed because",
                "we used kafka, redis, postgres",
                "for example")) {
            // Given
            TurnRehearsal fresh = new TurnRehearsal();
            fresh.listening(Kind.BEHAVIOURAL);

            // When
            Duration pause = fresh.pauseUntilClosed(open);

            // Then
            assertThat(pause).as(open).isEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void aFewWordsMayBeABeginning() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);

        // When
        Duration pause = talk.pauseUntilClosed("last year");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(1300));
    }

    @Test
    void aLongAnswerWhoseLastWordMayBeMisheardEndsAfterAMediumPause() {
        // Given
        talk.listening(Kind.TECHNICAL);

        // When
        Duration pause = talk.pauseUntilClosed("i would build a small version of it and show it to them after won we");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(1300));
    }

    @Test
    void aMediumPauseGrowsForACandidateWhoPausesLong() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        for (int i = 0; i < 5; i++) {
            talk.speak("we looked at it for a while and");
            talk.pass(1500);
        }

        // When
        Duration pause = talk.pauseUntilClosed("so we wrote both options down and the ended where well");

        // Then
        assertThat(pause).isBetween(Duration.ofMillis(1400), Duration.ofMillis(2500));
    }

    @Test
    void aShortRequestNeedsNothingAfterIt() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);

        // When
        Duration pause = talk.pauseUntilClosed("skip this");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void aCandidateWhoPausesLongIsGivenLongerPauses() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        for (int i = 0; i < 5; i++) {
            talk.speak("we looked at it for a while and");
            talk.pass(1500);
        }

        // When
        Duration pause = talk.pauseUntilClosed("we moved the billing service to kafka");

        // Then
        assertThat(pause).isBetween(Duration.ofMillis(1400), Duration.ofMillis(2000));
    }

    @Test
    void aShortPauseAfterACompleteThoughtIsWorthAGuess() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        List<TurnAction> speaking = talk.on(new TurnInput.Interim(talk.now, "we moved it to kafka"));

        // When
        List<TurnAction> pausing = talk.on(new TurnInput.VoicePaused(talk.now, true));
        List<TurnAction> ended = new ArrayList<>(talk.on(new TurnInput.VoiceEnded(talk.now, talk.now)));
        ended.addAll(talk.on(new TurnInput.Final(talk.now, "we moved it to kafka", null)));

        // Then
        assertThat(speaking).isEmpty();
        assertThat(pausing).containsExactly(new TurnAction.EndLikely("we moved it to kafka"));
        assertThat(ended).isEmpty();
    }

    @Test
    void guessesAreFewInATextFullOfPauses() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        List<TurnAction> actions = new ArrayList<>();
        StringBuilder words = new StringBuilder("we moved it to kafka");

        // When
        for (int i = 0; i < 30; i++) {
            talk.on(new TurnInput.Interim(talk.now, words.append(" today").toString()));
            actions.addAll(talk.on(new TurnInput.VoicePaused(talk.now, true)));
            talk.on(new TurnInput.VoicePaused(talk.now, false));
            actions.addAll(talk.pass(100));
        }

        // Then
        assertThat(actions).hasSize(2).allMatch(TurnAction.EndLikely.class::isInstance);
    }
}
