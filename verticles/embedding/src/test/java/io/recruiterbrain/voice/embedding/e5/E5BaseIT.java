package io.recruiterbrain.voice.embedding.e5;

import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.PASSAGE;
import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.QUERY;
import static io.recruiterbrain.voice.embedding.Similarity.cosine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.embedding.Embedder;
import io.recruiterbrain.voice.embedding.EmbedderContractTest;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A model of e5-base-v2's shape, held against onnxruntime in Python on the same files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class E5BaseIT extends EmbedderContractTest {
    private static final List<String> QUERIES = List.of("how do you find slow queries", "Führung", "日本語 🚀");
    private static final List<String> PASSAGES = List.of(
            "I look at the plan of the worst statement.",
            "We moved the billing service to events, because two teams changed the same tables. ".repeat(12),
            "No.");

    private Path data;
    private RandomModel random;
    private E5Embedder full;
    private E5Embedder small;

    @BeforeAll
    void load(@TempDir Path folder) throws Exception {
        data = folder;
        random = RandomModel.get();
        full = open(RandomModel.folder(data, "e5-base-v2", random.fp32()));
        small = open(RandomModel.folder(data.resolve("quantized"), "e5-base-v2", random.int8()));
    }

    @AfterAll
    void close() {
        full.close();
        small.close();
    }

    @Override
    protected Embedder embedder() {
        return full;
    }

    @Test
    void nameAndDimensionAreTheModels() {
        assertThat(full.model()).isEqualTo("e5-base-v2");
        assertThat(full.dimension()).isEqualTo(768);
        assertThat(small.model()).isEqualTo("e5-base-v2-int8");
        assertThat(small.dimension()).isEqualTo(768);
    }

    @Test
    void fullPrecisionIsWhatPythonComputes() throws Exception {
        assertThat(leastCosine(vectors(full), python(full))).isGreaterThan(0.999);
    }

    @Test
    void int8IsWhatPythonComputesAndNearToFullPrecision() throws Exception {
        assertThat(leastCosine(vectors(small), python(small))).isGreaterThan(0.999);
        assertThat(leastCosine(vectors(small), vectors(full))).isGreaterThan(0.98);
    }

    /** Otherwise any two vectors would agree, and the cosines above mean nothing. */
    @Test
    void differentTextsAreFurtherApartThanThat() {
        List<Vector> vectors = vectors(full);
        for (int i = 1; i < vectors.size(); i++) {
            assertThat(cosine(vectors.get(i - 1), vectors.get(i))).isLessThan(0.97);
        }
    }

    @Test
    void fullPrecisionWinsWhereBothFilesLie(@TempDir Path other) throws Exception {
        Path both = RandomModel.folder(other, "e5-of-ours", random.fp32(), random.int8());

        assertThat(ModelFiles.inFolder(both).name()).isEqualTo("e5-of-ours");
        assertThat(ModelFiles.inFolder(both).model()).hasFileName("model.onnx");
    }

    @Test
    void aTokenizerOfALargerModelIsRefused(@TempDir Path other) throws Exception {
        // Given
        Path folder = RandomModel.folder(other, "mixed", random.fp32());
        changeWords(folder, words -> words.put("##zzzz", 30_522));

        // When / Then
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("RBV_EMBEDDING_MODEL_DIR")
                .hasMessageContaining("30523 words");
    }

    @Test
    void anInspectionFindsNothingWrongWithIt() {
        // When
        ModelReport report = ModelInspection.inspect(config(data.resolve("e5-base-v2")), data);

        // Then
        assertThat(report.problems()).isEmpty();
        assertThat(report.name()).isEqualTo("e5-base-v2");
        assertThat(report.dimension()).isEqualTo(768);
        assertThat(report.words()).isEqualTo(30_522);
        assertThat(report.windowTokens()).isEqualTo(512);
        assertThat(report.modelSha256()).matches("[0-9a-f]{64}").isNotEqualTo(report.tokenizerSha256());
        assertThat(report.question()).isPositive().isLessThan(report.window());
    }

    @Test
    void anInspectionSeesThatTheBundledModelUnderstands() {
        // When
        ModelReport report = ModelInspection.inspect(EmbeddingConfig.defaults(), data);

        // Then
        assertThat(report.problems()).isEmpty();
        assertThat(report.understands()).isTrue();
    }

    @Test
    void anInspectionSeesATokenizerThatKnowsTooFewWords(@TempDir Path other) throws Exception {
        // Given
        Path folder = RandomModel.folder(other, "mixed", random.fp32());
        changeWords(folder, words -> words.remove("##～"));

        // When
        ModelReport report = ModelInspection.inspect(config(folder), data);

        // Then
        assertThat(report.words()).isEqualTo(30_521);
        assertThat(report.problems()).singleElement().asString().contains("more words");
    }

    private static void changeWords(Path folder, Consumer<JsonObject> change) throws IOException {
        Path tokenizer = folder.resolve("tokenizer.json");
        JsonObject file = new JsonObject(Files.readString(tokenizer));
        change.accept(file.getJsonObject("model").getJsonObject("vocab"));
        Files.writeString(tokenizer, file.encode());
    }

    private List<Vector> vectors(E5Embedder embedder) {
        return Stream.concat(
                        QUERIES.stream().map(text -> embedder.windows(QUERY, text)),
                        PASSAGES.stream().map(text -> embedder.windows(PASSAGE, text)))
                .map(windows -> embedder.embed(windows).getFirst())
                .toList();
    }

    private static List<Vector> python(E5Embedder embedder) throws Exception {
        List<String> prefixed = Stream.concat(
                        QUERIES.stream().map("query: "::concat),
                        PASSAGES.stream().map("passage: "::concat))
                .toList();
        return RandomModel.inPython(embedder.files().model(), embedder.files().tokenizer(), prefixed);
    }

    private static double leastCosine(List<Vector> some, List<Vector> others) {
        assertThat(some).hasSameSizeAs(others);
        double least = 1;
        for (int i = 0; i < some.size(); i++) {
            least = Math.min(least, cosine(some.get(i), others.get(i)));
        }
        return least;
    }

    private E5Embedder open(Path folder) {
        return E5Embedder.open(config(folder), data);
    }

    private static EmbeddingConfig config(Path folder) {
        return EmbeddingConfig.defaults().withModelFolder(folder);
    }
}
