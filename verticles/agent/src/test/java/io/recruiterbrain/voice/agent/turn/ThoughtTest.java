package io.recruiterbrain.voice.agent.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThoughtTest {
    /** As a recogniser without punctuation writes it, long enough to be an answer. */
    private static final String ANSWER = "we wrote both options down and tried the smaller one of them first ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "we moved the billing service to kafka",
                "we moved the data in small steps over three weeks",
                "yes i think so",
                "in the end it all went well",
                "i did the tests as well",
                "no not really",
                "skip this",
                "i don't know",
                "It worked though.",
                "Yes, we did it quite well.",
                "We knew what it was for."
            })
    void aThoughtThatNeedsNothingIsComplete(String text) {
        assertThat(Thought.shapeOf(text)).isEqualTo(Thought.Shape.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "um",
                "it failed because",
                "so the reason was um",
                "we moved it and then we",
                "we moved it and",
                "i worked with the",
                "and i thought that we",
                "we used kafka, redis, postgres",
                "for example",
                "well",
                "so",
                "We moved it, and our",
                "We built the.",
                "we moved it..."
            })
    void aThoughtThatPromisesMoreIsOpen(String text) {
        assertThat(Thought.shapeOf(text)).isEqualTo(Thought.Shape.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"last year", "five people", "that is what i worked on", "we did it after that"})
    void aFewWordsOrALooseEndDoNotTell(String text) {
        assertThat(Thought.shapeOf(text)).isEqualTo(Thought.Shape.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource({
        "in the end it worked, COMPLETE",
        "which was okay, COMPLETE",
        "and that was right, COMPLETE",
        "it worked well, COMPLETE",
        "and the ended where well, UNCLEAR",
        "and the added where while, UNCLEAR",
        "and it went on for a while, COMPLETE",
        "and show it to them after won we, UNCLEAR",
        "and it went on and on so, UNCLEAR",
        "and in the end they, UNCLEAR",
        "it was like, UNCLEAR",
        "actually, UNCLEAR",
        "which is what i worked on, UNCLEAR",
        "and that is where, UNCLEAR",
        "and, OPEN",
        "because, OPEN",
        "and the, OPEN",
        "um, OPEN",
        "and then we, OPEN",
        "because i, OPEN",
        "when they, OPEN",
        "so we, OPEN",
        "for example, OPEN",
        "you know, OPEN"
    })
    void afterALongAnswerWithoutPunctuationAWeakLastWordIsNoProofOfMore(String ending, Thought.Shape shape) {
        assertThat(Thought.shapeOf(ANSWER + ending)).isEqualTo(shape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"and the ended where well", "after won we", "it was like", "actually"})
    void aRecogniserThatPunctuatesIsTakenAtItsWord(String ending) {
        // Given
        String written = "We wrote both options down, and tried the smaller one of them first " + ending;

        // When, Then
        assertThat(Thought.shapeOf(written)).isEqualTo(Thought.Shape.OPEN);
        assertThat(Thought.shapeOf(written + ".")).isEqualTo(Thought.Shape.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it was like", "we", "we asked who"})
    void aShortAnswerWithAWeakLastWordIsOpen(String text) {
        assertThat(Thought.shapeOf(text)).isEqualTo(Thought.Shape.OPEN);
    }
}
