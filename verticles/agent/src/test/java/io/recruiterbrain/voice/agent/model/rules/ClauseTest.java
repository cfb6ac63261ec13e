package io.recruiterbrain.voice.agent.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ClauseTest {
    @Test
    void punctuatedTextIsCutAtItsSentences() {
        assertThat(texts("I measured it. Version 2.5 was slow! So what?"))
                .containsExactly("I measured it.", "Version 2.5 was slow!", "So what?");
    }

    @Test
    void aRecognisersEndlessSentenceIsCutAtJoiningWords() {
        // Given
        String endless =
                "first i looked at the query plan of that slow statement and then i compared the row counts because the"
                        + " statistics were old so i ran analyze and it went from eleven seconds to forty milliseconds";

        // When
        List<String> texts = texts(endless);

        // Then
        assertThat(texts).hasSizeBetween(2, 5);
        assertThat(String.join(" ", texts)).isEqualTo(endless);
    }

    @Test
    void noWordIsEverCutInHalf() {
        // Given
        String joined = "co-operate`and'so".repeat(40) + " and then " + "x\u0301-y ".repeat(40);

        // When
        List<String> texts = texts(joined);

        // Then
        assertThat(String.join(" ", texts)).isEqualTo(joined.strip());
    }

    private static List<String> texts(String answer) {
        return Clause.of(1, answer).stream().map(Clause::text).toList();
    }
}
