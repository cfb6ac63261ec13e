package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.outbox.VectorDispatcher;
import io.recruiterbrain.voice.persistence.outbox.VectorOutbox;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.reindex.Reindex;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.persistence.vector.lucene.LuceneCollections;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An erasure beside what puts turns on the queue again. */
class ErasureRaceIT {
    @TempDir
    Path otherStore;

    private RunningPersistence node;
    private Database database;
    private UUID interview;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        node = RunningPersistence.start(folder);
        database = new Database(node.vertx, node.server(), PersistenceConfig.Pool.defaults(), "other", node.registry);
        CreateInterview order = Samples.anInterview("job-of-candidate", "candidate-queued", Samples.NOON);
        node.ask(CreateInterview.ADDRESS, order);
        interview = order.interviewId();
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(interview, 1, Speaker.CANDIDATE, "ocelot that is queued again"));
        eventually(() ->
                assertThat(node.query("SELECT count(*) FROM vector_outbox")).isEqualTo("0"));
        // As one whose next turn is just being saved: what queues it again does not write its row, which would be a
        // lock.
        node.update("UPDATE interviews SET milvus_synced = false");
    }

    @AfterEach
    void stop() {
        database.close().await();
        node.close();
    }

    @Test
    void aTurnThatIsQueuedForANewVectorStoreWhileItIsErasedLeavesTheQueueWithIt() throws Exception {
        // Given
        VectorStore store = new LuceneCollections(otherStore).open(node.vertx, FakeEmbedding.DIMENSION);
        VectorDispatcher dispatcher = new VectorDispatcher(
                node.vertx,
                new VectorOutbox(database),
                store,
                RunningPersistence.config(otherStore).outbox(),
                node.clock,
                node.registry);

        // When
        eraseInTheMiddleOf(dispatcher::adoptStore);

        // Then
        assertThat(leftOver()).isEqualTo("0");
        store.close().await();
    }

    @Test
    void aTurnThatAReindexQueuesWhileItIsErasedLeavesTheQueueWithIt() throws Exception {
        // Given
        Reindex reindex = new Reindex(node.vertx, database, new LuceneCollections(otherStore), node.clock);

        // When
        eraseInTheMiddleOf(() -> Future.fromCompletionStage(
                CompletableFuture.supplyAsync(() -> reindex.run((turns, of) -> {}), Thread::startVirtualThread)));

        // Then
        assertThat(leftOver()).isEqualTo("0");
    }

    /** The turn's place on the queue is held, so that what puts it there waits with the turn in its hands. */
    private void eraseInTheMiddleOf(Supplier<Future<?>> queueing) throws Exception {
        EraseInterview request = new EraseInterview(interview, Samples.NOON);
        try (Connection holding = node.jdbc();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("INSERT INTO vector_outbox (interview_id, turn_no, queued_at, due_at)"
                    + " SELECT interview_id, turn_no, now(), now() FROM turns");
            Future<?> queued = queueing.get();
            untilWaiting(1);
            Future<?> erased = node.bus.ask(EraseInterview.ADDRESS, request);
            untilWaiting(2);
            holding.rollback();
            queued.await();
            erased.otherwiseEmpty().await();
        }
        // A machine that is slow may have had the first one wait for too long.
        node.ask(EraseInterview.ADDRESS, request);
    }

    private void untilWaiting(int statements) throws InterruptedException {
        eventually(() -> assertThat(node.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))
                .isEqualTo(String.valueOf(statements)));
    }

    private String leftOver() throws Exception {
        return node.query("SELECT (SELECT count(*) FROM turns) + (SELECT count(*) FROM vector_outbox)");
    }
}
