package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.search.TextEmbedding;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.reindex.Reindex;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.persistence.vector.lucene.LuceneCollections;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusCollections;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusConfig;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReindexIT {
    private static final int TURNS = 300;
    private static final int SHORT = FakeEmbedding.DIMENSION / 2;

    @TempDir
    Path folder;

    @TempDir
    Path servers;

    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        MessageCodec.register(vertx);
        bus = new Bus(vertx);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void anotherModelsVectorsTakeThePlaceOfTheOldOnesInLuceneAndACutOffRunIsGoneOnWith() throws Exception {
        // Given
        PersistenceConfig config = RunningPersistence.config(folder);
        saveTurns(config);

        // When
        reindexWithOneCut(config);

        // Then
        assertHoldsShortVectors(new LuceneCollections(folder).open(vertx, SHORT));
        assertThat(folder.resolve("vectors")).doesNotExist();
        try (var files = Files.list(folder)) {
            assertThat(files.filter(path -> path.getFileName().toString().startsWith("vectors-")))
                    .hasSize(1);
        }
    }

    @Test
    void anotherModelsVectorsTakeThePlaceOfTheOldOnesInMilvusAndACutOffRunIsGoneOnWith() throws Exception {
        // Given
        try (MilvusLite server = MilvusLite.start(servers.resolve("milvus"))) {
            MilvusConfig milvus = new MilvusConfig("127.0.0.1", server.port(), null, 2);
            PersistenceConfig config = RunningPersistence.config(folder).withMilvus(milvus);
            saveTurns(config);

            // When
            reindexWithOneCut(config);

            // Then
            assertHoldsShortVectors(new MilvusCollections(milvus).open(vertx, SHORT));
            assertThatThrownBy(() -> new MilvusCollections(milvus).open(vertx, FakeEmbedding.DIMENSION))
                    .isInstanceOf(StartFailedException.class);
        }
    }

    @Test
    void theNodeGoesOnWithTheNewIndexAndSendsNothingAgain() throws Exception {
        // Given
        PersistenceConfig config = RunningPersistence.config(folder);
        saveTurns(config);
        new FakeEmbedding().serve(bus).await();
        List<Long> progress = new ArrayList<>();

        // When
        Reindex.Result result = reindex(config, (turns, of) -> progress.add(turns));

        // Then
        assertThat(result.turns()).isEqualTo(TURNS);
        assertThat(result.resumed()).isZero();
        assertThat(progress).containsExactly(128L, 256L, 300L);
        try (RunningPersistence node = RunningPersistence.start(config)) {
            assertThat(node.ask(SearchTurns.ADDRESS, new SearchTurns(text(77), SearchFilter.NONE, 1))
                            .hits()
                            .getFirst()
                            .turn()
                            .turnNo())
                    .isEqualTo(77);
            assertThat(node.registry
                            .get("rbv.persistence.outbox.written")
                            .counter()
                            .count())
                    .isZero();
        }
    }

    private void reindexWithOneCut(PersistenceConfig config) {
        AtomicInteger texts = new AtomicInteger();
        AtomicInteger mostTexts = new AtomicInteger(200);
        bus.serve(EmbedTexts.ADDRESS, request -> {
                    if (texts.addAndGet(request.texts().size()) > mostTexts.get()) {
                        return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "cut off"));
                    }
                    return Future.succeededFuture(new Embeddings(
                            "short",
                            SHORT,
                            request.texts().stream().map(ReindexIT::embed).toList()));
                })
                .await();
        assertThatThrownBy(() -> reindex(config, (turns, of) -> {})).hasMessageContaining("cut off");
        mostTexts.set(Integer.MAX_VALUE);
        Reindex.Result result = reindex(config, (turns, of) -> {});
        assertThat(result.turns()).isEqualTo(TURNS);
        assertThat(result.resumed()).isEqualTo(128);
        assertThat(result.dimension()).isEqualTo(SHORT);
    }

    private Reindex.Result reindex(PersistenceConfig config, Reindex.Progress progress) {
        return Persistence.reindex(vertx, config, new SimpleMeterRegistry(), Clock.systemUTC(), progress);
    }

    private static void assertHoldsShortVectors(VectorStore store) {
        try {
            List<VectorMatch> found = store.search(embed(text(77)).windows().getFirst(), SearchFilter.NONE, 1_000)
                    .await();
            // The graph of a search by likeness may leave out one that is like no other.
            assertThat(found).hasSizeBetween(TURNS - 10, TURNS);
            assertThat(found.getFirst().turnNo()).isEqualTo(77);
        } finally {
            store.close().await();
        }
    }

    private static void saveTurns(PersistenceConfig config) throws Exception {
        try (RunningPersistence node = RunningPersistence.start(config)) {
            UUID id = Samples.inProgress(node).interviewId();
            List<Future<?>> saved = new ArrayList<>();
            for (int no = 1; no <= TURNS; no++) {
                saved.add(node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, no, Speaker.CANDIDATE, text(no))));
            }
            Future.all(saved).await();
            eventually(() -> assertThat(node.query("SELECT bool_and(milvus_synced) FROM interviews"))
                    .isEqualTo("t"));
        }
    }

    private static String text(int no) {
        return "alpha" + no + " beta" + no + " gamma" + no + " delta" + no;
    }

    /** Another model: the same words, half as many numbers. */
    private static TextEmbedding embed(String text) {
        float[] numbers = FakeEmbedding.embed(text).windows().getFirst().toArray();
        float[] folded = new float[SHORT];
        for (int i = 0; i < SHORT; i++) {
            folded[i] = numbers[i] + 0.5f * numbers[i + SHORT];
        }
        return new TextEmbedding(List.of(new Vector(folded)));
    }
}
