package io.recruiterbrain.voice.embedding;

import static io.recruiterbrain.voice.embedding.Similarity.cosine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.Vector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Embedder} must do; an adapter's test extends it in a few lines. */
public abstract class EmbedderContractTest {
    private static final String SHORT = "I index the foreign keys first.";
    private static final String LONGER =
            "Before anything else I look at the plan of the query, then at the statistics, and only then at the schema.";

    /** The embedder under test; the subclass closes it. */
    protected abstract Embedder embedder();

    @Test
    void vectorsHaveTheStatedDimensionAndLengthOne() {
        // When
        Vector vector = embed(Kind.PASSAGE, SHORT);

        // Then
        assertThat(vector.size()).isEqualTo(embedder().dimension());
        assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
        assertThat(embedder().model()).isNotBlank();
    }

    @Test
    void theSameTextGivesTheSameVector() {
        assertThat(embed(Kind.PASSAGE, SHORT)).isEqualTo(embed(Kind.PASSAGE, SHORT));
    }

    @Test
    void aQueryAndAPassageOfTheSameWordsDiffer() {
        assertThat(embed(Kind.QUERY, SHORT)).isNotEqualTo(embed(Kind.PASSAGE, SHORT));
    }

    @Test
    void companyInABatchChangesAVectorNoMoreThanRounding() {
        // Given
        TokenWindow small = embedder().windows(Kind.PASSAGE, SHORT).getFirst();
        TokenWindow large = embedder().windows(Kind.PASSAGE, LONGER).getFirst();

        // When
        List<Vector> together = embedder().embed(List.of(large, small));

        // Then
        assertThat(cosine(together.get(0), embed(Kind.PASSAGE, LONGER))).isCloseTo(1, within(1e-4));
        assertThat(cosine(together.get(1), embed(Kind.PASSAGE, SHORT))).isCloseTo(1, within(1e-4));
    }

    @Test
    void aLongTextBecomesSeveralWindowsThatCanBeEmbedded() {
        // Given
        String text = LONGER.repeat(60);

        // When
        List<TokenWindow> windows = embedder().windows(Kind.PASSAGE, text);

        // Then
        assertThat(windows).hasSizeGreaterThan(1);
        assertThat(embedder().embed(windows.subList(0, 2))).hasSize(2).doesNotContainNull();
    }

    @Test
    void oddCharactersAreTextLikeAnyOther() {
        // Given
        List<String> odd =
                List.of("half a pair \ud800 here", "nul \u0000 inside", "\ud83d\ude00\ud83d\ude80", "\u200b", "日本語");

        // When
        List<Vector> vectors =
                odd.stream().map(text -> embed(Kind.PASSAGE, text)).toList();

        // Then
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5)));
    }

    @Test
    void noBatchGivesNoVector() {
        assertThat(embedder().embed(List.of())).isEmpty();
    }

    @Test
    void parallelCallersGetTheirOwnVectors() {
        // Given
        List<String> texts =
                IntStream.range(0, 8).mapToObj(i -> SHORT + " Number " + i).toList();
        List<Vector> expected =
                texts.stream().map(text -> embed(Kind.PASSAGE, text)).toList();

        // When
        List<CompletableFuture<Vector>> answers = Stream.concat(texts.stream(), texts.stream())
                .map(text -> CompletableFuture.supplyAsync(() -> embed(Kind.PASSAGE, text)))
                .toList();

        // Then
        List<Vector> vectors = answers.stream().map(CompletableFuture::join).toList();
        assertThat(vectors.subList(0, 8)).isEqualTo(expected);
        assertThat(vectors.subList(8, 16)).isEqualTo(expected);
    }

    /** The vector of the text's first window, computed alone. */
    protected Vector embed(Kind kind, String text) {
        return embedder().embed(embedder().windows(kind, text).subList(0, 1)).getFirst();
    }
}
