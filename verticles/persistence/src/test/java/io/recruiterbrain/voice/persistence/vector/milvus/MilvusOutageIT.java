package io.recruiterbrain.voice.persistence.vector.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.Eventually;
import io.recruiterbrain.voice.persistence.FakeEmbedding;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusOutageIT {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    /** Expected are two seconds; left to itself, the client would wait for minutes. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Vertx vertx;
    private MilvusLite server;
    private VectorStore store;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        server = MilvusLite.start(folder.resolve("milvus"));
        store = new MilvusCollections(config(4)).open(vertx, FakeEmbedding.DIMENSION);
    }

    @AfterEach
    void stop() {
        store.close().await();
        vertx.close().await();
        server.close();
    }

    @Test
    void whatWasAcknowledgedSurvivesAKilledServerAndTheSameStoreGoesOn() throws Exception {
        // Given
        UUID id = UUID.randomUUID();
        UUID gone = UUID.randomUUID();
        store.upsert(IntStream.rangeClosed(1, 400).mapToObj(no -> turn(id, no)).toList())
                .await();
        store.upsert(List.of(turn(gone, 1))).await();
        store.erase(gone).await();

        // When
        server.kill();
        assertFailSoon();
        server.restart();

        // Then
        Eventually.eventually(() -> assertThat(search(500)).hasSize(400));
        Eventually.eventually(() ->
                assertThat(search(500)).extracting(VectorMatch::interviewId).containsOnly(id));
        Eventually.eventually(() -> store.upsert(List.of(turn(id, 401))).await());
        Eventually.eventually(() -> assertThat(search(500)).hasSize(401));
    }

    @Test
    void aConnectionThatFailedIsReplacedSoThatNoCallWaitsForGrpcsBackoff() throws Exception {
        // Given
        MilvusClients clients = MilvusClients.connect(vertx, config(1), "outage");
        MilvusClientV2 before = clients.call(client -> client).await();

        // When
        server.kill();
        assertThatThrownBy(() -> clients.call(MilvusClientV2::listCollections).await())
                .isInstanceOf(RuntimeException.class);
        server.restart();

        // Then
        Eventually.eventually(
                () -> clients.call(MilvusClientV2::listCollections).await());
        assertThat(clients.call(client -> client).await()).isNotSameAs(before);
        clients.close().await();
    }

    @Test
    void aConnectionGoesOnAfterTheServerRefusedACall() {
        // Given
        MilvusClients clients = MilvusClients.connect(vertx, config(1), "refusal");
        MilvusClientV2 before = clients.call(client -> client).await();

        // When
        DescribeCollectionReq unknown =
                DescribeCollectionReq.builder().collectionName("unknown").build();
        assertThatThrownBy(() -> clients.call(client -> client.describeCollection(unknown))
                        .await())
                .isInstanceOf(MilvusClientException.class);

        // Then
        assertThat(clients.call(client -> client).await()).isSameAs(before);
        clients.close().await();
    }

    @Test
    void whileTheServerIsFrozenEveryCallFailsSoonAndItGoesOnAfterwards() throws Exception {
        // Given
        UUID id = UUID.randomUUID();
        store.upsert(List.of(turn(id, 1))).await();

        // When
        server.freeze();
        assertFailSoon();
        server.thaw();

        // Then
        Eventually.eventually(() -> assertThat(search(10)).hasSize(1));
        Eventually.eventually(() -> store.upsert(List.of(turn(id, 2))).await());
        Eventually.eventually(() -> assertThat(search(10)).hasSize(2));
    }

    private MilvusConfig config(int poolSize) {
        return new MilvusConfig("127.0.0.1", server.port(), null, poolSize);
    }

    private void assertFailSoon() {
        UUID id = UUID.randomUUID();
        List<Supplier<Future<?>>> calls = List.of(
                () -> store.upsert(List.of(turn(id, 1))),
                () -> store.erase(id),
                () -> store.search(query(), SearchFilter.NONE, 1),
                () -> store.ping());
        for (Supplier<Future<?>> call : calls) {
            long from = System.nanoTime();
            assertThatThrownBy(() -> call.get().await())
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(SOON);
        }
    }

    private List<VectorMatch> search(int limit) {
        return store.search(query(), SearchFilter.NONE, limit).await();
    }

    private static Vector query() {
        return FakeEmbedding.embed("word").windows().getFirst();
    }

    private static TurnVectors turn(UUID id, int no) {
        return new TurnVectors(
                id,
                no,
                Speaker.AGENT,
                NOON.plusSeconds(no),
                null,
                "c",
                "m",
                FakeEmbedding.embed("word " + no).windows());
    }
}
