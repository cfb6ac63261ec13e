package io.recruiterbrain.voice.agent.turn;

import static io.recruiterbrain.voice.agent.turn.TurnRehearsal.closed;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    private final TurnRehearsal talk = new TurnRehearsal();

    @Test
    void theLastWordsAreWaitedForUntilTheyCome() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.voice(2000);

        // When
        List<TurnAction> early = talk.pass(1900);
        List<TurnAction> late = talk.on(new TurnInput.Final(talk.now, "we moved it to kafka in may", 0.8));

        // Then
        assertThat(early).isEmpty();
        assertThat(closed(late)).extracting(CandidateTurn::text).containsExactly("we moved it to kafka in may");
    }

    @Test
    void lastWordsThatDoNotComeAreReplacedByTheInterimOnes() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.on(new TurnInput.Interim(talk.now, "we moved it to kafka in may"));
        talk.pass(2000);
        talk.on(new TurnInput.VoiceEnded(talk.now, talk.now));

        // When
        List<TurnAction> actions = talk.pass(2500);
        List<TurnAction> late = talk.on(new TurnInput.Final(talk.now, "we moved it to kafka in may", 0.8));

        // Then
        assertThat(closed(actions)).hasSize(1);
        assertThat(late).isEmpty();
    }

    @Test
    void aRecogniserThatIsSlowIsLearned() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.voice(2000);
        talk.pass(4000);
        talk.on(new TurnInput.Final(talk.now, "we moved it to", null));
        talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.on(new TurnInput.Interim(talk.now, "kafka in may and it worked"));
        talk.pass(1000);
        talk.on(new TurnInput.VoiceEnded(talk.now, talk.now));

        // When
        List<TurnAction> early = talk.pass(3900);
        List<TurnAction> then = talk.pass(200);

        // Then
        assertThat(closed(early)).isEmpty();
        assertThat(closed(then)).hasSize(1);
    }

    @Test
    void whoGoesOnBeforeTheTurnIsTakenReopensIt() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.pauseUntilClosed("we moved the billing service to kafka");

        // When
        List<TurnAction> actions = new ArrayList<>(talk.on(new TurnInput.VoiceStarted(talk.now)));
        talk.speak("which took us a month in the end");
        List<TurnAction> closing = talk.pass(4000);

        // Then
        assertThat(actions).containsExactly(new TurnAction.ReopenTurn());
        assertThat(closed(closing))
                .extracting(CandidateTurn::text)
                .containsExactly("we moved the billing service to kafka which took us a month in the end");
    }

    @Test
    void wordsAreKeptWhenTheConnectionIsLost() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.speak("we moved the service and then");

        // When
        List<TurnAction> actions = talk.on(new TurnInput.Disconnected(talk.now));
        List<TurnAction> later = talk.pass(100_000);

        // Then
        assertThat(actions).hasSize(1).first().isInstanceOf(TurnAction.WordsKept.class);
        assertThat(later).isEmpty();
    }

    @Test
    void speechWithoutAnyWordIsNotUnderstood() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.voice(2500);
        talk.on(new TurnInput.Final(talk.now, "", null));

        // When
        List<TurnAction> actions = talk.pass(2000);

        // Then
        assertThat(actions).containsExactly(new TurnAction.NotUnderstood());
    }
}
