package io.recruiterbrain.voice.embedding.e5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.embedding.e5.Windowing.Span;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowingTest {
    @Test
    void aTextThatFitsIsOneWindow() {
        assertThat(Windowing.split(508, 508, 64, at -> true)).containsExactly(new Span(0, 508));
        assertThat(Windowing.split(0, 508, 64, at -> true)).containsExactly(new Span(0, 0));
    }

    @Test
    void oneTokenMoreMakesTwoWindowsOfLikeLength() {
        // When
        List<Span> spans = Windowing.split(509, 508, 64, at -> true);

        // Then
        assertThat(spans).containsExactly(new Span(0, 286), new Span(222, 509));
    }

    @Test
    void cutsFallBetweenWords() {
        // When: words of three tokens
        List<Span> spans = Windowing.split(100, 40, 10, at -> at % 3 == 0);

        // Then
        assertThat(spans.stream().skip(1))
                .allSatisfy(span -> assertThat(span.start() % 3).isZero());
        assertThat(spans.subList(0, spans.size() - 1))
                .allSatisfy(span -> assertThat(span.end() % 3).isZero());
    }

    @Test
    void anOverlapOfMoreThanHalfAWindowIsRefused() {
        assertThatThrownBy(() -> Windowing.split(10, 6, 4, at -> true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void everyTokenIsInAWindowAndNoWindowIsTooLong(
            @ForAll @IntRange(min = 0, max = 6_000) int tokens,
            @ForAll @IntRange(min = 40, max = 512) int capacity,
            @ForAll @IntRange(min = 0, max = 20) int overlap,
            @ForAll long seed) {
        // Given: words of any length
        BitSet starts = new BitSet();
        Random random = new Random(seed);
        for (int at = 0; at < tokens; at += 1 + random.nextInt(9)) {
            starts.set(at);
        }

        // When
        List<Span> spans = Windowing.split(tokens, capacity, overlap, starts::get);

        // Then
        assertThat(spans.getFirst().start()).isZero();
        assertThat(spans.getLast().end()).isEqualTo(tokens);
        assertThat(spans).allSatisfy(span -> assertThat(span.length()).isLessThanOrEqualTo(capacity));
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).start())
                    .isLessThanOrEqualTo(spans.get(i - 1).end());
            assertThat(spans.get(i).start()).isGreaterThan(spans.get(i - 1).start());
        }
    }
}
