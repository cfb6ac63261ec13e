package io.recruiterbrain.voice.agent.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadingParserTest {
    private static final String JSON =
            "{\"intent\":\"ANSWER\",\"depth\":\"SOLID\",\"followUp\":null,\"bridge\":\"So, \\u00fcber \\\"it\\\".\"}";

    @Test
    void aFieldIsKnownAsSoonAsItsValueIsComplete() {
        // Given
        ReadingParser parser = new ReadingParser();

        // When
        parser.feed(JSON.substring(0, JSON.indexOf("\"bridge\"")));

        // Then
        assertThat(parser.has("intent", "depth", "followUp")).isTrue();
        assertThat(parser.value("followUp")).isEmpty();
        assertThat(parser.value("bridge")).isNull();
        assertThat(parser.isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void thePiecesMayFallAnywhere(int size) {
        // Given
        ReadingParser parser = new ReadingParser();

        // When
        for (int i = 0; i < JSON.length(); i += size) {
            parser.feed(JSON.substring(i, Math.min(JSON.length(), i + size)));
        }

        // Then
        assertThat(parser.isComplete()).isTrue();
        assertThat(parser.value("bridge")).isEqualTo("So, \u00fcber \"it\".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"intent\":\"ANSWER\",\"emotion\":\"sad\"}",
                "{\"intent\":5}",
                "{\"intent\":[\"ANSWER\"]}",
                "{\"intent\":{\"intent\":\"ANSWER\"}}",
                "{\"intent\":\"ANSWER\",\"intent\":\"STOP\"}",
                "\"ANSWER\" ",
                "Sure! {\"intent\""
            })
    void whatIsNotThatObjectIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> new ReadingParser().feed(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("ANSWER");
    }
}
