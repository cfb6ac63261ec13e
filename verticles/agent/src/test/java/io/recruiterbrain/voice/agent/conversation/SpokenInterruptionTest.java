package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import org.junit.jupiter.api.Test;

class SpokenInterruptionTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void whoInterruptsIsHeardAndTheTranscriptHoldsOnlyWhatWasPlayed() {
        // Given
        rehearsal.connect().untilAsked().say("I built it").untilSpeaking().seconds(0.5);

        // When
        rehearsal.say("sorry please let me add one more thing here").seconds(3);

        // Then
        Turn cut =
                rehearsal.turns.stream().filter(Turn::interrupted).findFirst().orElseThrow();
        assertThat(cut.speaker()).isEqualTo(Speaker.AGENT);
        assertThat("Who helped you most with project 1 in those days and how?").startsWith(cut.text());
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .contains("sorry please let me add one more thing here");
        assertThat(rehearsal.output.clearedInMidSound).isEqualTo(1);
    }

    @Test
    void soundWithoutWordsStopsTheAgentOnlyForAMoment() {
        // Given
        rehearsal
                .connect()
                .untilAsked()
                .say("I built it all alone in May")
                .untilSpeaking()
                .seconds(0.5);

        // When
        rehearsal.noise(1.6).seconds(2.2).untilSpeaking().untilAsked();

        // Then
        assertThat(rehearsal.output.clearedInMidSound).isEqualTo(1);
        assertThat(rehearsal.lastTurn().text()).startsWith("Who helped you most with project 1");
        assertThat(rehearsal.lastTurn().interrupted()).isFalse();
    }

    @Test
    void aMurmurDoesNotStopTheAgent() {
        // Given
        rehearsal
                .connect()
                .untilAsked()
                .say("I built it all alone in May")
                .untilSpeaking()
                .seconds(0.5);

        // When
        rehearsal.say("mhm okay right").untilAsked();

        // Then
        assertThat(rehearsal.output.clearedInMidSound).isZero();
        assertThat(rehearsal.lastTurn().kind()).isEqualTo(TurnKind.FOLLOW_UP);
    }

    @Test
    void theNoticeCannotBeInterrupted() {
        // Given
        rehearsal.connect().seconds(2);

        // When
        rehearsal.say("hello hello can you hear me at all my friend").untilAsked();

        // Then
        assertThat(rehearsal.turns.get(0).kind()).isEqualTo(TurnKind.GREETING);
        assertThat(rehearsal.turns.get(0).interrupted()).isFalse();
        assertThat(rehearsal.turns.get(0).text()).contains("AI interviewer").contains("recorded");
    }
}
