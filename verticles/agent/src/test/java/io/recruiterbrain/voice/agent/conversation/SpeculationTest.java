package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is done before it is certain that the candidate has finished, and what fills the time a model takes. */
final class SpeculationTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void wordsThatOnlyGetTheirPunctuationWhenFinalAreReadOnce() {
        // Given
        rehearsal.model.readingTime = Duration.ofMillis(400);
        rehearsal.ears.finals = text -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(2);

        // Then
        assertThat(rehearsal.model.read).hasSize(1);
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("We moved the whole service to Kafka.");
        assertThat(rehearsal.meters.timer("rbv.agent.llm.node.ttft").totalTime(TimeUnit.MILLISECONDS))
                .isLessThan(200);
    }

    @Test
    void otherWordsThanThoseReadAheadAreReadAnew() {
        // Given
        rehearsal.model.readingTime = Duration.ofMillis(400);
        rehearsal.ears.finals = text -> text + " too";
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(2);

        // Then
        assertThat(rehearsal.model.read)
                .extracting(Exchange::answer)
                .containsExactly("we moved the whole service to Kafka", "we moved the whole service to Kafka too");
    }

    @Test
    void whatWasPreparedForACandidateWhoGoesOnIsNeitherHeardNorStored() {
        // Given
        rehearsal.model.readingTime = Duration.ofMillis(100);
        rehearsal.model.wordingTime = Duration.ofMillis(400);
        rehearsal.connect().untilAsked();
        int asked = rehearsal.voice.asked.size();
        int turns = rehearsal.turns.size();

        // When
        rehearsal.say("we moved the whole service to Kafka").quiet(0.2).utter("and it worked well after that");

        // Then
        assertThat(rehearsal.voice.asked).as("made ahead").hasSize(asked + 1);
        assertThat(rehearsal.output.written()).isEqualTo(rehearsal.output.played());
        assertThat(rehearsal.turns).hasSize(turns);
        assertThat(rehearsal.finalCaptions(Speaker.AGENT)).doesNotContain(rehearsal.voice.asked.getLast());
    }

    @Test
    void aModelThatTakesItsTimeIsPrecededByAShortWordThatWasMadeAhead() {
        // Given
        rehearsal.model.wordingTime = Duration.ofMillis(400);
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(12);

        // Then
        Turn reply = rehearsal.of(TurnKind.FOLLOW_UP).getFirst();
        assertThat(reply.text()).matches("(\\w+,? ?){1,3}\\. Who helped you .*");
        assertThat(rehearsal.meters.timer("rbv.agent.e2e.latency").totalTime(TimeUnit.MILLISECONDS))
                .isLessThan(800);
    }

    @Test
    void whoInterruptsTheShortWordHasNotHeardTheQuestion() {
        // Given
        rehearsal.model.wordingTime = Duration.ofSeconds(4);
        rehearsal.connect().untilAsked();
        rehearsal.say("we moved the whole service to Kafka").untilSpeaking();

        // When
        rehearsal.say("and it worked really well after that").seconds(2);

        // Then
        assertThat(rehearsal.model.moves.getLast()).isInstanceOf(LanguageModel.Move.Repeat.class);
    }

    @Test
    void noShortWordIsSaidTwiceAndNoneIsMadeInVain() {
        // Given
        rehearsal.model.wordingTime = Duration.ofMillis(400);
        rehearsal.connect().untilAsked();

        // When
        for (int i = 0; i < 4; i++) {
            rehearsal
                    .say("we moved the whole service number " + i + " to Kafka")
                    .seconds(1)
                    .untilAsked();
        }

        // Then
        assertThat(rehearsal.voice.asked).doesNotHaveDuplicates();
        String said = String.join(" ", rehearsal.turns.stream().map(Turn::text).toList());
        assertThat(rehearsal.voice.asked)
                .allSatisfy(sentence -> assertThat(said).contains(sentence));
    }

    @Test
    void whoReadsTheAgentGetsNoWordsOnlyToFillTheTime() {
        // Given
        rehearsal.model.wordingTime = Duration.ofMillis(400);
        rehearsal.conversation.textMode();
        rehearsal.untilAsked();

        // When
        rehearsal.conversation.typed("we moved the whole service to Kafka");
        rehearsal.seconds(5);

        // Then
        assertThat(rehearsal.of(TurnKind.FOLLOW_UP).getFirst().text()).startsWith("Who helped you");
        assertThat(rehearsal.voice.asked).isEmpty();
    }
}
