package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.plan.Arrival;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypedInterviewTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void aTypedInterviewNeedsNeitherVoiceNorMicrophone() {
        // Given
        rehearsal.model.followsUp = false;
        rehearsal.conversation.pageOpened(null);
        rehearsal.conversation.textMode();

        // When
        for (int question = 1; question <= 3; question++) {
            rehearsal.seconds(1);
            rehearsal.conversation.typed("I did it " + question);
        }
        rehearsal.seconds(1);

        // Then
        assertThat(rehearsal.end).isEqualTo(EndReason.COMPLETED);
        assertThat(rehearsal.voice.asked).isEmpty();
        assertThat(rehearsal.of(TurnKind.ANSWER)).hasSize(3).allMatch(Turn::typed);
        assertThat(rehearsal.finalCaptions(Speaker.AGENT)).hasSize(5);
    }

    @Test
    void whatIsSpokenAndThenTypedAreTwoTurnsAndBothAreTheAnswer() {
        // Given
        rehearsal.connect().untilAsked();
        rehearsal.say("we moved the service to kafka and then");

        // When
        rehearsal.conversation.typed("it took two months");
        rehearsal.seconds(3);

        // Then
        List<Turn> answers = rehearsal.of(TurnKind.ANSWER);
        assertThat(answers)
                .extracting(Turn::text)
                .containsExactly("we moved the service to kafka and then", "it took two months");
        assertThat(answers).extracting(Turn::typed).containsExactly(false, true);
        assertThat(answers).extracting(Turn::questionNo).containsExactly(1, 1);
        assertThat(rehearsal.model.read.getLast()).satisfies(exchange -> {
            assertThat(exchange.answer()).isEqualTo("it took two months");
            assertThat(exchange.before()).extracting(Turn::text).contains("we moved the service to kafka and then");
        });
        assertThat(rehearsal.model.moves.getLast()).isInstanceOf(Move.FollowUp.class);
    }

    @Test
    void aVoiceConnectionThatComesLateDoesNotUndoTheChoiceToType() {
        // Given
        rehearsal.conversation.textMode();
        rehearsal.seconds(1);

        // When
        rehearsal.conversation.voiceConnected();
        rehearsal.conversation.typed("I built it alone");
        rehearsal.conversation.voiceLost();
        rehearsal.seconds(2);

        // Then
        assertThat(rehearsal.voice.asked).isEmpty();
        assertThat(rehearsal.states).containsExactly(InterviewState.IN_PROGRESS);
        assertThat(rehearsal.lastTurn().speaker()).isEqualTo(Speaker.AGENT);
    }

    @Test
    void aPageThatReadsByAnotherNodeBeforeTheFirstOneTellsOfItsEndIsStillThere() {
        // Given
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        rehearsal.conversation.textMode();
        rehearsal.conversation.pageOpened(first);
        rehearsal.seconds(1);
        rehearsal.conversation.pageOpened(second);

        // When
        rehearsal.conversation.pageClosed(first);
        rehearsal.seconds(1);
        List<InterviewState> whileItReadsTheSecond = List.copyOf(rehearsal.states);
        rehearsal.conversation.pageClosed(second);
        rehearsal.seconds(1);

        // Then
        assertThat(whileItReadsTheSecond).containsExactly(InterviewState.IN_PROGRESS);
        assertThat(rehearsal.states).containsExactly(InterviewState.IN_PROGRESS, InterviewState.RECOVERING);
    }

    @Test
    void aPageWhoseStreamIsOlderThanTheAgentIsGoneWhenThatEnds() {
        // Given
        rehearsal.conversation.textMode();
        rehearsal.seconds(1);

        // When
        rehearsal.conversation.pageClosed(UUID.randomUUID());
        rehearsal.seconds(1);

        // Then
        assertThat(rehearsal.states).containsExactly(InterviewState.IN_PROGRESS, InterviewState.RECOVERING);
    }

    @Test
    void aMessageThatIsSentAgainToTheNextAgentIsNotTakenTwice() {
        // Given
        UUID message = UUID.randomUUID();
        rehearsal.conversation.textMode();
        rehearsal.seconds(30);
        Future<Void> kept = rehearsal.conversation.typed(message, "I built it alone");
        rehearsal.seconds(5);
        List<Turn> stored = List.copyOf(rehearsal.turns);

        // When
        Rehearsal next = new Rehearsal(3, Duration.ofMinutes(12), stored, Arrival.RECOVERED);
        next.conversation.textMode();
        next.seconds(30);
        Future<Void> keptBefore = next.conversation.typed(message, "I built it alone");
        next.seconds(5);

        // Then
        assertThat(kept.succeeded()).isTrue();
        assertThat(keptBefore.succeeded()).isTrue();
        assertThat(next.turns)
                .filteredOn(turn -> turn.messageIds().contains(message))
                .hasSize(1);
        assertThat(next.turns)
                .filteredOn(turn -> turn.speaker() == Speaker.CANDIDATE)
                .hasSize(1);
    }

    @Test
    void whoChangesToTypingInMidSpeechReadsTheRest() {
        // Given
        rehearsal.connect().seconds(2);

        // When
        rehearsal.conversation.pageOpened(null);
        rehearsal.conversation.textMode();
        rehearsal.seconds(1);

        // Then
        assertThat(rehearsal.kinds()).containsExactly(TurnKind.GREETING, TurnKind.QUESTION);
        assertThat(rehearsal.turns.get(0).text()).contains("to stop, at any time");
    }
}
