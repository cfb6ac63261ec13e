package io.recruiterbrain.voice.agent.turn;

import static io.recruiterbrain.voice.agent.turn.TurnRehearsal.closed;
import static io.recruiterbrain.voice.agent.turn.TurnRehearsal.turnsIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypedMessageTest {
    private final TurnRehearsal talk = new TurnRehearsal();

    @Test
    void aTypedMessageIsATurnAtOnce() {
        // Given
        talk.listening(Kind.TECHNICAL);

        // When
        List<TurnAction> actions = talk.on(new TurnInput.Typed(talk.now, "we moved it and", null));

        // Then
        assertThat(closed(actions)).singleElement().satisfies(turn -> {
            assertThat(turn.typed()).isTrue();
            assertThat(turn.endOfTurnDelay()).isNull();
        });
    }

    @Test
    void aTypedMessageInterruptsTheAgent() {
        // Given
        talk.agentSpeaks(true);

        // When
        List<TurnAction> actions = talk.on(new TurnInput.Typed(talk.now, "ok", null));

        // Then
        assertThat(actions).hasSize(2).first().isEqualTo(new TurnAction.StopSpeaking());
        assertThat(closed(actions)).hasSize(1);
    }

    @Test
    void whatWasSpokenBeforeAMessageIsATurnOfItsOwn() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.speak("we moved the service and then");

        // When
        List<TurnAction> actions = talk.on(new TurnInput.Typed(talk.now, "to Kafka 3.7", null));

        // Then
        assertThat(turnsIn(actions))
                .containsExactly("spoken, kept: we moved the service and then", "typed, closed: to Kafka 3.7");
    }

    @Test
    void wordsNotYetFinalAreKeptBeforeAMessageOnceOnly() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.on(new TurnInput.Interim(talk.now, "we moved"));
        talk.pass(500);
        talk.on(new TurnInput.VoiceEnded(talk.now, talk.now));

        // When
        List<TurnAction> actions = new ArrayList<>(talk.on(new TurnInput.Typed(talk.now, "to Kafka", null)));
        actions.addAll(talk.on(new TurnInput.Final(talk.now.plusMillis(200), "we moved", 0.9)));

        // Then
        assertThat(turnsIn(actions)).containsExactly("spoken, kept: we moved", "typed, closed: to Kafka");
    }

    @Test
    void aSpokenTurnThatIsReopenedByAMessageIsKeptAsSpoken() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.pauseUntilClosed("we moved the billing service to kafka");

        // When
        List<TurnAction> actions = talk.on(new TurnInput.Typed(talk.now, "in 2023", null));

        // Then
        assertThat(actions).first().isEqualTo(new TurnAction.ReopenTurn());
        assertThat(turnsIn(actions))
                .containsExactly("spoken, kept: we moved the billing service to kafka", "typed, closed: in 2023");
    }

    @Test
    void wordsThatComeAfterTheMessageTheyWereSpokenBeforeAreKeptAsSpoken() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.pass(1000);
        Instant quiet = talk.now;
        talk.pass(100);
        talk.on(new TurnInput.Typed(talk.now, "to Kafka", null));
        talk.pass(150);
        talk.on(new TurnInput.VoiceEnded(talk.now, quiet));

        // When
        List<TurnAction> actions = talk.on(new TurnInput.Final(talk.now, "we moved the service", 0.9));

        // Then: the message is understood again, with those words before it
        assertThat(actions).first().isEqualTo(new TurnAction.ReopenTurn());
        assertThat(turnsIn(actions)).containsExactly("spoken, kept: we moved the service", "typed, closed: to Kafka");
    }

    @Test
    void wordsThatComeAfterTheMessageWasTakenAreLate() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.pass(1000);
        Instant quiet = talk.now;
        talk.on(new TurnInput.Typed(talk.now, "to Kafka", null));
        talk.on(new TurnInput.TurnTaken(talk.now));
        talk.pass(250);
        talk.on(new TurnInput.VoiceEnded(talk.now, quiet));

        // When
        List<TurnAction> actions = talk.on(new TurnInput.Final(talk.now, "we moved the service", 0.9));

        // Then
        assertThat(turnsIn(actions)).containsExactly("spoken, late: we moved the service");
    }

    @Test
    void whoSpeaksAfterAMessageGivesATurnOfItsOwn() {
        // Given
        talk.listening(Kind.BEHAVIOURAL);
        talk.on(new TurnInput.Typed(talk.now, "to Kafka", null));
        talk.pass(200);
        Instant began = talk.now;

        // When
        List<TurnAction> speaking = talk.on(new TurnInput.VoiceStarted(talk.now));
        talk.pass(1000);
        talk.on(new TurnInput.VoiceEnded(talk.now, talk.now));
        List<TurnAction> actions =
                new ArrayList<>(talk.on(new TurnInput.Final(talk.now, "which took us a whole month", 0.9)));
        actions.addAll(talk.pass(4000));

        // Then
        assertThat(speaking).isEmpty();
        assertThat(turnsIn(actions))
                .containsExactly("typed, kept: to Kafka", "spoken, closed: which took us a whole month");
        assertThat(closed(actions)).extracting(CandidateTurn::startedAt).containsExactly(began);
    }

    @Test
    void aBackchannelBeforeAMessageIsNoTurn() {
        // Given
        talk.agentSpeaks(true);
        talk.speak("mhm");

        // When
        List<TurnAction> actions = talk.on(new TurnInput.Typed(talk.now, "please repeat that", null));

        // Then
        assertThat(turnsIn(actions)).containsExactly("typed, closed: please repeat that");
    }
}
