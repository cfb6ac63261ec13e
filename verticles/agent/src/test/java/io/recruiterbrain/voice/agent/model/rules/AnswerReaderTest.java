package io.recruiterbrain.voice.agent.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.Interviews.Conversation;
import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerReaderTest {
    private static final PlannedQuestion QUESTION = RuleScorerTest.question("backend-engineer-01");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NOTHING | I don't know.
            NOTHING | um i really don't know
            NOTHING | no idea
            NOTHING | hmm
            NOTHING | yes
            NOTHING | well okay so
            NOTHING | ...
            SHALLOW | I would make a new version.
            SHALLOW | we used a version number in the path and told the teams about it
            SHALLOW | That is an interesting subject and many people have an opinion on it but I think everybody should be careful with it.
            SOLID | I kept the old version alive, measured its usage in the logs for three months, told the teams a date because mails get lost, and ran contract tests before we removed it.
            SOLID | first i look which clients call the old version then i release the new field as optional so that nobody breaks and i remove the old one after the usage is down to zero that took us four months last year
            """)
    void anAnswersDepthIsWhatItGivesToScore(Depth depth, String answer) {
        Reading reading = read(answer, List.of());
        assertThat(reading.intent()).isEqualTo(Intent.ANSWER);
        assertThat(reading.depth()).isEqualTo(depth);
    }

    @Test
    void notKnowingIsNotFollowedUp() {
        assertThat(read("I don't know.", List.of()).followUp()).isNull();
    }

    @Test
    void aThinAnswerIsFollowedUpWithOneOfTheQuestionsOwn() {
        assertThat(read("I would make a new version.", List.of()).followUp()).isIn(QUESTION.followUps());
    }

    @Test
    void aFollowUpThatWasAskedIsNotAskedAgain() {
        // Given
        Conversation conversation = new Conversation()
                .asked(QUESTION, "I would make a new version.")
                .followedUp(QUESTION, "One more thing. " + QUESTION.followUps().get(0), "They had to move.")
                .followedUp(QUESTION, QUESTION.followUps().get(1), "We asked around.");

        // When
        Reading reading = read("Renaming something, I guess.", conversation.turns());

        // Then
        assertThat(reading.followUp())
                .isNotNull()
                .isNotEqualTo(QUESTION.followUps().get(0))
                .isNotEqualTo(QUESTION.followUps().get(1));
    }

    @Test
    void whatWasToldAlreadyIsNotAskedFor() {
        // Given
        String told = "Callers who never moved to the new version were the problem, so we made it.";

        // When
        Reading reading = read(told, List.of());

        // Then
        assertThat(reading.followUp()).isNotNull().doesNotContain("never moved");
    }

    @Test
    void aStrongAnswerNeedsNoFollowUp() {
        String strong =
                "At my last company I split changes into additive ones, released as optional fields, and breaking ones"
                        + " with a new version. I measured usage in the logs, wrote to forty teams with a date because silence breaks trust,"
                        + " ran contract tests, and after four months the usage dropped to zero and we removed it.";
        assertThat(read(strong, List.of()).followUp()).isNull();
    }

    @Test
    void aSolidAnswerThatWasFollowedUpOnceIsLeftAtThat() {
        // Given
        Conversation conversation = new Conversation()
                .asked(QUESTION, "I would make a new version and keep the old one.")
                .followedUp(QUESTION, QUESTION.followUps().getFirst(), "That is hard.");
        String solid =
                "I measured the usage in the access logs and I told each team a date because mails get lost, then removed"
                        + " the deprecated field from the contract.";

        // When
        Reading reading = read(solid, conversation.turns());

        // Then
        assertThat(reading.depth()).isEqualTo(Depth.SOLID);
        assertThat(reading.followUp()).isNull();
    }

    @Test
    void anAnswerThatIsAmongTheEarlierTurnsAlreadyIsNotCountedTwice() {
        // Given
        String answer = "I would make a new version.";
        List<Turn> before = new Conversation().asked(QUESTION, answer).turns();

        // When
        Reading reading = read(answer, before);

        // Then
        assertThat(reading).isEqualTo(read(answer, List.of()));
    }

    private static Reading read(String answer, List<Turn> before) {
        return AnswerReader.read(new Exchange(QUESTION, QUESTION.text(), answer, before));
    }
}
