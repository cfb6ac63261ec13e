package io.recruiterbrain.voice.agent.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final TurnRehearsal talk = new TurnRehearsal();

    @Test
    void silenceIsReportedAfterThirtySecondsAndAgainAfterTheNudge() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);

        // When
        List<TurnAction> early = talk.pass(29_900);
        List<TurnAction> first = talk.pass(200);
        talk.agentSpeaks(true);
        talk.listening(Kind.BEHAVIOURAL);
        List<TurnAction> second = talk.pass(30_100);

        // Then
        assertThat(early).isEmpty();
        assertThat(first).containsExactly(new TurnAction.Silence());
        assertThat(second).containsExactly(new TurnAction.Silence());
    }

    @Test
    void whoAskedForAMomentGetsTwiceTheTime() {
        // Given
        talk.on(new TurnInput.AgentFinished(talk.now, true, true, Kind.BEHAVIOURAL));

        // When
        List<TurnAction> early = talk.pass(59_000);
        List<TurnAction> then = talk.pass(1_100);

        // Then
        assertThat(early).isEmpty();
        assertThat(then).containsExactly(new TurnAction.Silence());
    }

    @Test
    void whoTypesHasLongerAndTypingExtendsIt() {
        // Given
        talk.on(new TurnInput.ModeChanged(talk.now, true));
        talk.listening(Kind.BEHAVIOURAL);
        talk.pass(80_000);
        talk.on(new TurnInput.Typing(talk.now));

        // When
        List<TurnAction> early = talk.pass(89_000);
        List<TurnAction> then = talk.pass(1_100);

        // Then
        assertThat(early).isEmpty();
        assertThat(then).containsExactly(new TurnAction.Silence());
    }
}
