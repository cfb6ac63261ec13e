package io.recruiterbrain.voice.embedding.e5;

import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.PASSAGE;
import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.QUERY;
import static io.recruiterbrain.voice.embedding.Similarity.cosine;
import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.embedding.Embedder;
import io.recruiterbrain.voice.embedding.EmbedderContractTest;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.embedding.TokenWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class E5EmbedderIT extends EmbedderContractTest {
    // Shares no word with "how do you find slow queries"; the second shares three.
    private static final String PROFILING = "To profile a database I look at pg_stat_statements and sort by total time,"
            + " then I read the execution plan of the worst statements.";
    private static final String SAME_WORDS = "The shop is slow to find my parcel, and my queries are never answered.";
    private static final String PROTEIN = "Most adults need about fifty grams of protein a day, more while they are"
            + " expecting or train for a marathon; the chart shows it by age.";
    private static final String SUMMIT =
            "Summit: the highest point of a mountain, or a meeting of the leaders of several governments.";

    private Path folder;
    private E5Embedder embedder;

    @BeforeAll
    void load(@TempDir Path data) {
        folder = data;
        embedder = E5Embedder.open(EmbeddingConfig.defaults(), folder);
    }

    @AfterAll
    void close() {
        embedder.close();
    }

    @Override
    protected Embedder embedder() {
        return embedder;
    }

    @Test
    void theBundledModelSaysWhatItIs() {
        assertThat(embedder.model()).isEqualTo("e5-small-v2");
        assertThat(embedder.dimension()).isEqualTo(384);
    }

    @Test
    void meaningBeatsWords() {
        assertThat(nearest("how do you find slow queries", PROFILING, SAME_WORDS, PROTEIN, SUMMIT))
                .isEqualTo(PROFILING);
        assertThat(nearest("how much should one eat", PROFILING, SAME_WORDS, PROTEIN, SUMMIT))
                .isEqualTo(PROTEIN);
        assertThat(nearest("top of a hill", PROFILING, SAME_WORDS, PROTEIN, SUMMIT))
                .isEqualTo(SUMMIT);
    }

    @Test
    void eachWindowCarriesItsPrefixAndTheModelsMarks() {
        // When
        List<TokenWindow> windows = embedder.windows(PASSAGE, "We measured first. ".repeat(400));

        // Then: [CLS] passage : ... [SEP]
        assertThat(windows).hasSizeGreaterThan(2).allSatisfy(window -> {
            assertThat(window.length()).isLessThanOrEqualTo(512);
            long[] tokens = new long[window.length()];
            window.copyTo(tokens, 0);
            assertThat(tokens).startsWith(101, 6019, 1024).endsWith(102);
        });
    }

    @Test
    void aQueryIsMarkedAsOne() {
        // When
        TokenWindow window =
                embedder.windows(QUERY, "how do you find slow queries").getFirst();

        // Then
        assertThat(window)
                .isEqualTo(
                        new TokenWindow(new long[] {101, 23032, 1024, 2129, 2079, 2017, 2424, 4030, 10861, 5134, 102}));
    }

    @Test
    void whatIsSaidLateInALongAnswerIsFoundInItsWindow() {
        // Given
        String smallTalk = "Well, the weather was fine and the way to the office was short that day. ".repeat(60);

        // When
        List<TokenWindow> windows = embedder.windows(PASSAGE, smallTalk + PROFILING);

        // Then
        Vector query = embed(QUERY, "how do you find slow queries");
        List<Vector> vectors = windows.stream()
                .map(window -> embedder.embed(List.of(window)).getFirst())
                .toList();
        assertThat(vectors).hasSizeGreaterThan(1);
        assertThat(vectors.getLast())
                .isEqualTo(vectors.stream()
                        .max(comparingDouble(each -> cosine(query, each)))
                        .orElseThrow());
    }

    @Test
    void aSecondStartFindsTheUnpackedModel() throws IOException {
        // Given
        Path model = folder.resolve("e5-small-v2.onnx");
        FileTime before = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(model, before);

        // When
        E5Embedder.open(EmbeddingConfig.defaults(), folder).close();

        // Then
        assertThat(Files.getLastModifiedTime(model)).isEqualTo(before);
    }

    @Test
    void aHalfWrittenModelIsReplaced(@TempDir Path other) throws IOException {
        // Given
        Files.writeString(other.resolve("e5-small-v2.onnx"), "half");

        // When
        ModelFiles files = ModelFiles.bundled(other);

        // Then
        assertThat(Files.size(files.model())).isEqualTo(133_093_467);
        try (var left = Files.list(other)) {
            assertThat(left).containsExactlyInAnyOrder(files.model(), files.tokenizer());
        }
    }

    @Test
    void aModelFromAFolderServesUnderTheFoldersName(@TempDir Path other) throws IOException {
        // Given
        Path own = Files.createDirectory(other.resolve("e5-of-ours"));
        Files.copy(folder.resolve("e5-small-v2.onnx"), own.resolve("model.onnx"));
        Files.copy(folder.resolve("e5-small-v2-tokenizer.json"), own.resolve("tokenizer.json"));

        // When
        try (E5Embedder ours = E5Embedder.open(fromFolder(own), folder)) {

            // Then
            assertThat(ours.model()).isEqualTo("e5-of-ours");
            assertThat(ours.embed(ours.windows(PASSAGE, PROTEIN))).containsExactly(embed(PASSAGE, PROTEIN));
        }
    }

    @Test
    void aFolderWithoutAModelIsNamedInTheMessage(@TempDir Path empty) {
        assertThatThrownBy(() -> E5Embedder.open(fromFolder(empty), folder))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("RBV_EMBEDDING_MODEL_DIR")
                .hasMessageContaining("model.onnx");
    }

    @Test
    void aFileThatIsNoModelIsNamedInTheMessage(@TempDir Path other) throws IOException {
        // Given
        Files.writeString(other.resolve("model.onnx"), "not a model");
        Files.copy(folder.resolve("e5-small-v2-tokenizer.json"), other.resolve("tokenizer.json"));

        // When / Then
        assertThatThrownBy(() -> E5Embedder.open(fromFolder(other), folder))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("is not an E5 model");
    }

    private static EmbeddingConfig fromFolder(Path modelFolder) {
        EmbeddingConfig defaults = EmbeddingConfig.defaults();
        return new EmbeddingConfig(
                modelFolder,
                defaults.workers(),
                defaults.threads(),
                defaults.batchTokens(),
                defaults.windowOverlap(),
                defaults.queueTexts());
    }

    private String nearest(String question, String... answers) {
        Vector query = embed(QUERY, question);
        return List.of(answers).stream()
                .max(comparingDouble(answer -> cosine(query, embed(PASSAGE, answer))))
                .orElseThrow();
    }
}
