package io.recruiterbrain.voice.embedding;

import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.PASSAGE;
import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddingVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final FakeEmbedder embedder = new FakeEmbedder();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void register() {
        MessageCodec.register(vertx);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void anAnswerCarriesModelDimensionAndOneEmbeddingForEachText() {
        // Given
        deploy(() -> embedder).await();

        // When
        Embeddings answer = ask(new EmbedTexts(PASSAGE, List.of("one", "two"))).await();

        // Then
        assertThat(answer.model()).isEqualTo("fake");
        assertThat(answer.dimension()).isEqualTo(embedder.dimension());
        assertThat(answer.embeddings()).hasSize(2);
        assertThat(meters.get("rbv.embedding.request")
                        .tags("kind", "passage", "outcome", "ok")
                        .timer()
                        .count())
                .isOne();
    }

    @Test
    void aFaultIsAnsweredAtOnceWithoutTheText() {
        // Given
        deploy(() -> embedder).await();
        embedder.breakDown(true);

        // When
        Future<Embeddings> answer = ask(new EmbedTexts(QUERY, List.of("my secret")));

        // Then
        assertThatThrownBy(answer::await)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.INTERNAL))
                .hasMessageNotContaining("secret");
        assertThat(bus.ask(FindStatus.EMBEDDING, new FindStatus()).await().healthy())
                .isFalse();
    }

    @Test
    void aFloodIsRefusedAsBusyAndWhatWasTakenIsAnswered() {
        // Given
        deploy(() -> embedder).await();
        embedder.hold();
        List<Future<Embeddings>> taken = IntStream.range(0, 4)
                .mapToObj(round -> ask(new EmbedTexts(PASSAGE, texts(round))))
                .toList();

        // When
        Future<Embeddings> refused = ask(new EmbedTexts(PASSAGE, List.of("one too many")));

        // Then
        assertThatThrownBy(refused::await)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.BUSY));
        embedder.goOn();
        Future.all(taken).await();
    }

    @Test
    void aModelThatCannotBeLoadedStopsTheStartWithItsReason() {
        // When
        Future<String> deployment = deploy(() -> {
            throw new ServiceException(ErrorCode.UNAVAILABLE, "no model there");
        });

        // Then
        assertThatThrownBy(deployment::await).hasMessage("no model there");
    }

    @Test
    void undeployingClosesTheModel() {
        // Given
        String id = deploy(() -> embedder).await();

        // When
        vertx.undeploy(id).await();

        // Then
        assertThat(embedder.closed()).isTrue();
        assertThatThrownBy(() -> ask(new EmbedTexts(QUERY, List.of("late"))).await())
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private Future<String> deploy(Callable<Embedder> loader) {
        return vertx.deployVerticle(
                new EmbeddingVerticle("node-1", EmbeddingConfig.defaults(), loader, meters, Clock.systemUTC()));
    }

    private static List<String> texts(int round) {
        return IntStream.range(0, EmbedTexts.MAX_TEXTS)
                .mapToObj(i -> "text " + round + " " + i)
                .toList();
    }

    private Future<Embeddings> ask(EmbedTexts request) {
        return bus.ask(EmbedTexts.ADDRESS, request);
    }
}
