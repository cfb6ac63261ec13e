package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HearingTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void halfASecondBeforeTheOnsetIsHeardToo() {
        // Given
        rehearsal.connect().untilAsked().quiet(3);

        // When
        rehearsal.say("we did it");

        // Then
        assertThat(rehearsal.ears.firstSilence).isBetween(Duration.ofMillis(400), Duration.ofMillis(600));
    }

    @Test
    void aThoughtLeftOpenGetsTimeAndIsOneTurn() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal
                .say("we moved the service and then")
                .seconds(2.5)
                .say("we measured it for a month")
                .seconds(2);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the service and then we measured it for a month");
    }

    @Test
    void aSlowRecogniserCostsNoWords() {
        // Given
        rehearsal.ears.interims = false;
        rehearsal.ears.finalDelay = Duration.ofMillis(2200);
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(4);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the whole service to Kafka");
    }

    @Test
    void wordsThatComeWhenTheTurnIsLongClosedAreKept() {
        // Given
        rehearsal.connect().untilAsked();
        rehearsal.say("we moved the service in May and").seconds(0.5);
        rehearsal.ears.interims = false;
        rehearsal.ears.finalDelay = Duration.ofSeconds(7);

        // When
        rehearsal.say("kafka").seconds(12);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER)).extracting(Turn::text).contains("kafka");
    }

    @Test
    void wordsThatComeLateBelongToTheQuestionTheyAnswered() {
        // Given
        rehearsal.model.followsUp = false;
        rehearsal.connect().untilAsked().say("we moved the service in May and").seconds(0.5);
        rehearsal.ears.interims = false;
        rehearsal.ears.finalDelay = Duration.ofSeconds(7);

        // When
        rehearsal.say("kafka").seconds(12);

        // Then
        Turn late = rehearsal.turns.stream()
                .filter(turn -> turn.text().equals("kafka"))
                .findFirst()
                .orElseThrow();
        assertThat(late.questionNo()).isEqualTo(1);
        assertThat(rehearsal.of(TurnKind.QUESTION)).hasSize(2);
    }

    @Test
    void whoGoesOnWhileBeingUnderstoodIsNotAnsweredTooEarly() {
        // Given
        rehearsal.model.readingTime = Duration.ofSeconds(2);
        rehearsal
                .connect()
                .untilAsked()
                .say("we moved the whole service to Kafka")
                .seconds(1);

        // When
        rehearsal.say("and it worked well after that").seconds(4);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the whole service to Kafka and it worked well after that");
    }

    @Test
    void speechThatIsNotUnderstoodIsAskedForAgain() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal.noise(3).seconds(2).untilAsked().seconds(6);

        // Then
        assertThat(rehearsal.model.moves.get(rehearsal.model.moves.size() - 1)).isInstanceOf(Move.Repeat.class);
    }
}
