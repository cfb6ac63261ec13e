package io.recruiterbrain.voice.embedding;

import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.PASSAGE;
import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.QUERY;
import static io.recruiterbrain.voice.embedding.Similarity.cosine;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real model behind the bus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingVerticleIT {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final EmbeddingConfig config = EmbeddingConfig.defaults();

    @BeforeAll
    void deploy(@TempDir Path folder) {
        MessageCodec.register(vertx);
        vertx.deployVerticle(new EmbeddingVerticle(
                        "node-1",
                        config,
                        () -> E5Embedder.open(config, folder),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC()))
                .await();
    }

    @AfterAll
    void close() {
        vertx.close().await();
    }

    @Test
    void textsComeBackAsVectorsInTheirOrder() {
        // Given
        List<String> texts = List.of(
                "I would profile the database and read the execution plans of the worst statements.",
                "Yes.",
                "My last team had five people in three countries and we spoke once a day. ".repeat(60));

        // When
        Embeddings together =
                bus.ask(EmbedTexts.ADDRESS, new EmbedTexts(PASSAGE, texts)).await();

        // Then
        assertThat(together.model()).isEqualTo("e5-small-v2");
        assertThat(together.dimension()).isEqualTo(384);
        assertThat(together.embeddings()).hasSize(3);
        assertThat(together.embeddings().get(1).windows()).hasSize(1);
        assertThat(together.embeddings().get(2).windows()).hasSizeGreaterThan(1);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(cosine(
                            firstVector(PASSAGE, texts.get(i)),
                            together.embeddings().get(i).windows().getFirst()))
                    .isGreaterThan(0.999);
        }
    }

    @Test
    void manyRequestsAtOnceAreAllAnswered() {
        // Given
        List<String> texts = IntStream.range(0, 24)
                .mapToObj(i -> "Answer number " + i + " is about caching.")
                .toList();

        // When
        List<Future<Embeddings>> answers = texts.stream()
                .map(text -> bus.ask(EmbedTexts.ADDRESS, new EmbedTexts(PASSAGE, List.of(text))))
                .toList();

        // Then
        Future.all(answers).await();
        List<Vector> vectors = answers.stream()
                .map(answer -> answer.result().embeddings().getFirst().windows().getFirst())
                .toList();
        assertThat(vectors).doesNotHaveDuplicates();
    }

    @Test
    void theStatusNamesTheAdapterAndItsQueue() {
        // When
        ModuleStatus status = bus.ask(FindStatus.EMBEDDING, new FindStatus()).await();

        // Then
        assertThat(status.healthy()).isTrue();
        assertThat(status.nodeId()).isEqualTo("node-1");
        assertThat(status.ports())
                .containsExactly(
                        new ModuleStatus.PortStatus("Embedder", "e5-small-v2", true, "RBV_EMBEDDING_MODEL_DIR", null));
        assertThat(status.figures()).containsEntry("dimension", 384L).containsKeys("queue_queries", "queue_passages");
    }

    @Test
    void aSearchFindsTheAnswerThatSharesNoWordWithIt() {
        // Given
        Vector search = firstVector(QUERY, "how do you find slow queries");

        // When
        Vector answer = firstVector(
                PASSAGE, "To profile a database I look at pg_stat_statements and read the worst execution plans.");
        Vector other = firstVector(PASSAGE, "The shop is slow to find my parcel.");

        // Then
        assertThat(cosine(search, answer)).isGreaterThan(cosine(search, other));
    }

    private Vector firstVector(EmbedTexts.Kind kind, String text) {
        return bus.ask(EmbedTexts.ADDRESS, new EmbedTexts(kind, List.of(text)))
                .await()
                .embeddings()
                .getFirst()
                .windows()
                .getFirst();
    }
}
