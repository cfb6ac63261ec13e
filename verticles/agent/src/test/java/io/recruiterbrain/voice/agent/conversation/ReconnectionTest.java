package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconnectionTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void aLostConnectionCostsNothingAndTheOpenQuestionComesAgain() {
        // Given
        rehearsal.connect().untilAsked().say("we moved the service and then");
        rehearsal.disconnect();

        // When
        rehearsal.seconds(60).connect().untilAsked().seconds(8);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the service and then");
        assertThat(rehearsal.lastTurn().kind()).isEqualTo(TurnKind.REPEAT);
        assertThat(rehearsal.states)
                .containsExactly(InterviewState.IN_PROGRESS, InterviewState.RECOVERING, InterviewState.IN_PROGRESS);
        assertThat(rehearsal.last(LiveUpdate.CandidateBack.class)).isPresent();
        assertThat(rehearsal.last(LiveUpdate.Progress.class).orElseThrow().remainingSeconds())
                .isGreaterThan(660);
    }

    @Test
    void whoStaysAwayHasLeft() {
        // Given
        rehearsal.connect().untilAsked();
        rehearsal.disconnect();

        // When
        rehearsal.seconds(121);

        // Then
        assertThat(rehearsal.end).isEqualTo(EndReason.CANDIDATE_LEFT);
    }

    @Test
    void aNoticeThatWasCutByTheConnectionGoesOnWhereItWasCut() {
        // Given
        rehearsal.connect().seconds(2);
        rehearsal.disconnect();

        // When
        rehearsal.seconds(5).connect().untilAsked();

        // Then
        assertThat(rehearsal.kinds()).startsWith(TurnKind.GREETING, TurnKind.QUESTION);
        assertThat(rehearsal.turns.get(0).text()).contains("recorded").contains("to stop, at any time");
    }

    @Test
    void afterARestartItGoesOnWithTheOpenQuestion() {
        // Given
        rehearsal.connect().untilAsked().say("skip this").seconds(2).untilAsked();
        List<Turn> stored = List.copyOf(rehearsal.turns);

        // When
        Rehearsal again =
                new Rehearsal(3, Duration.ofMinutes(12), stored).connect().seconds(10);

        // Then
        assertThat(again.turns.subList(stored.size(), again.turns.size()))
                .first()
                .satisfies(turn -> {
                    assertThat(turn.kind()).isEqualTo(TurnKind.REPEAT);
                    assertThat(turn.questionNo()).isEqualTo(2);
                    assertThat(turn.turnNo()).isEqualTo(stored.size() + 1);
                });
    }
}
