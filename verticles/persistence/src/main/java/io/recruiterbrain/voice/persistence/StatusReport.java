package io.recruiterbrain.voice.persistence;

import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.persistence.outbox.VectorDispatcher;
import io.recruiterbrain.voice.persistence.outbox.VectorOutbox;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.postgres.EventPublisher;
import io.recruiterbrain.voice.persistence.postgres.TurnStore;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How persistence is, by asking the database now. */
public final class StatusReport {
    /** Well within what the asker waits. */
    private static final long VECTORS_MILLIS = 1_000;

    private static final String NO_PROBLEM = "";

    private final String nodeId;
    private final boolean embeddedDatabase;
    private final boolean embeddedVectors;
    private final Database database;
    private final TurnStore turns;
    private final EventPublisher publisher;
    private final VectorOutbox outbox;
    private final VectorDispatcher dispatcher;
    private final VectorStore vectors;
    private final Clock clock;

    StatusReport(
            String nodeId,
            boolean embeddedDatabase,
            boolean embeddedVectors,
            Database database,
            TurnStore turns,
            EventPublisher publisher,
            VectorOutbox outbox,
            VectorDispatcher dispatcher,
            VectorStore vectors,
            Clock clock) {
        this.nodeId = nodeId;
        this.embeddedDatabase = embeddedDatabase;
        this.embeddedVectors = embeddedVectors;
        this.database = database;
        this.turns = turns;
        this.publisher = publisher;
        this.outbox = outbox;
        this.dispatcher = dispatcher;
        this.vectors = vectors;
        this.clock = clock;
    }

    /** Always succeeds: a database that is away is what it tells. */
    public Future<ModuleStatus> find(FindStatus request) {
        Future<VectorOutbox.Depth> depth = outbox.depth();
        Future<Long> unpublished = publisher.waiting();
        Future<String> vectorProblem = vectors.ping()
                .timeout(VECTORS_MILLIS, TimeUnit.MILLISECONDS)
                .map(NO_PROBLEM)
                .otherwise("search and synchronization wait for the vector store");
        return vectorProblem.compose(problem -> Future.join(database.ping(), depth, unpublished)
                .map(all -> status(figures(depth.result(), unpublished.result()), null, problem))
                .otherwise(fault -> status(figures(), "the database cannot be reached", problem)));
    }

    private ModuleStatus status(Map<String, Long> figures, @Nullable String databaseProblem, String vectorProblem) {
        return new ModuleStatus(
                "persistence",
                nodeId,
                List.of(
                        new PortStatus(
                                "InterviewStore",
                                embeddedDatabase ? "embedded PostgreSQL" : "PostgreSQL",
                                embeddedDatabase,
                                "POSTGRES_HOST",
                                databaseProblem),
                        new PortStatus(
                                "VectorStore",
                                vectors.adapter(),
                                embeddedVectors,
                                "MILVUS_HOST",
                                vectorProblem.equals(NO_PROBLEM) ? dispatcher.problem() : vectorProblem)),
                figures);
    }

    private Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("turn_queue", (long) turns.queued());
        figures.put("pool_active", (long) database.active());
        figures.put("pool_max", (long) database.maxSize());
        figures.put("vector_dimension", (long) vectors.dimension());
        return figures;
    }

    private Map<String, Long> figures(VectorOutbox.Depth depth, long unpublished) {
        Map<String, Long> figures = figures();
        figures.put("outbox_depth", (long) depth.turns());
        figures.put(
                "outbox_age_seconds",
                depth.oldest() == null
                        ? 0
                        : Math.max(
                                0,
                                Duration.between(depth.oldest(), clock.instant())
                                        .toSeconds()));
        figures.put("events_unpublished", unpublished);
        return figures;
    }
}
