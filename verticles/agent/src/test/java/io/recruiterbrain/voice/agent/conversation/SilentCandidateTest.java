package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilentCandidateTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void aSilentCandidateIsNudgedTwiceThenTheNextQuestionComes() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal.seconds(31).untilAsked().seconds(31).untilAsked().seconds(31).untilAsked();

        // Then
        assertThat(rehearsal.kinds())
                .containsExactly(
                        TurnKind.GREETING, TurnKind.QUESTION, TurnKind.NUDGE, TurnKind.NUDGE, TurnKind.QUESTION);
        assertThat(rehearsal.of(TurnKind.NUDGE).get(1).text()).contains("project number 1");
    }

    @Test
    void silenceForThreeQuestionsEndsKindly() {
        // Given
        Rehearsal quiet = new Rehearsal(6, Duration.ofMinutes(30), List.of()).connect();

        // When
        quiet.untilEnded();

        // Then
        assertThat(quiet.end).isEqualTo(EndReason.NO_ANSWER);
        assertThat(quiet.of(TurnKind.QUESTION)).hasSize(3);
        assertThat(quiet.lastTurn().kind()).isEqualTo(TurnKind.CLOSING);
    }

    @Test
    void theCandidateGetsAMomentWhenAskingForIt() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal
                .say("give me a moment please")
                .untilAsked()
                .seconds(3)
                .untilAsked()
                .seconds(45);

        // Then
        assertThat(rehearsal.of(TurnKind.NUDGE)).isEmpty();
        assertThat(rehearsal.of(TurnKind.REMARK)).hasSize(1);
    }
}
