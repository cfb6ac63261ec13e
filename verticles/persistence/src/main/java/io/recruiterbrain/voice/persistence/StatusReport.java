package io.recruiterbrain.voice.persistence;

import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.persistence.outbox.VectorDispatcher;
import io.recruiterbrain.voice.persistence.outbox.VectorOutbox;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.postgres.EventLag;
import io.recruiterbrain.voice.persistence.postgres.TurnStore;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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

    /** What waits longer in an outbox is told, whatever the cause. */
    static final Duration LATE = Duration.ofMinutes(2);

    private final String nodeId;
    private final boolean embeddedDatabase;
    private final boolean embeddedVectors;
    private final Database database;
    private final TurnStore turns;
    private final EventLag eventLag;
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
            EventLag eventLag,
            VectorOutbox outbox,
            VectorDispatcher dispatcher,
            VectorStore vectors,
            Clock clock) {
        this.nodeId = nodeId;
        this.embeddedDatabase = embeddedDatabase;
        this.embeddedVectors = embeddedVectors;
        this.database = database;
        this.turns = turns;
        this.eventLag = eventLag;
        this.outbox = outbox;
        this.dispatcher = dispatcher;
        this.vectors = vectors;
        this.clock = clock;
    }

    /** Always succeeds: a database that is away is what it tells. */
    public Future<ModuleStatus> find(FindStatus request) {
        Future<VectorOutbox.Depth> depth = outbox.depth();
        Future<EventLag.Lag> unpublished = eventLag.look();
        Future<String> vectorProblem = vectors.ping()
                .timeout(VECTORS_MILLIS, TimeUnit.MILLISECONDS)
                .map(NO_PROBLEM)
                .otherwise("search and synchronization wait for the vector store");
        return vectorProblem.compose(problem -> Future.join(database.ping(), depth, unpublished)
                .map(all -> {
                    Duration vectorAge = depth.result().age(clock.instant());
                    Duration eventAge = unpublished.result().age();
                    List<PortStatus> ports = new ArrayList<>(ports(null, vectorProblem(problem, vectorAge)));
                    if (eventAge.compareTo(LATE) > 0) {
                        ports.add(new PortStatus(
                                "EventPublisher",
                                "event bus",
                                embeddedDatabase,
                                "POSTGRES_HOST",
                                "events have waited " + eventAge.toSeconds() + " s to be published"));
                    }
                    return status(ports, figures(depth.result(), vectorAge, unpublished.result()));
                })
                .otherwise(fault -> status(
                        ports("the database cannot be reached", vectorProblem(problem, Duration.ZERO)), figures())));
    }

    private @Nullable String vectorProblem(String storeProblem, Duration age) {
        if (!storeProblem.equals(NO_PROBLEM)) {
            return storeProblem;
        }
        String refusal = dispatcher.problem();
        return refusal != null || age.compareTo(LATE) <= 0
                ? refusal
                : "turns have waited " + age.toSeconds() + " s to become searchable";
    }

    private List<PortStatus> ports(@Nullable String databaseProblem, @Nullable String vectorProblem) {
        return List.of(
                new PortStatus(
                        "InterviewStore",
                        embeddedDatabase ? "embedded PostgreSQL" : "PostgreSQL",
                        embeddedDatabase,
                        "POSTGRES_HOST",
                        databaseProblem),
                new PortStatus("VectorStore", vectors.adapter(), embeddedVectors, "MILVUS_HOST", vectorProblem));
    }

    private ModuleStatus status(List<PortStatus> ports, Map<String, Long> figures) {
        return new ModuleStatus("persistence", nodeId, ports, figures);
    }

    private Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("turn_queue", (long) turns.queued());
        figures.put("pool_active", (long) database.active());
        figures.put("pool_max", (long) database.maxSize());
        figures.put("vector_dimension", (long) vectors.dimension());
        return figures;
    }

    private Map<String, Long> figures(VectorOutbox.Depth depth, Duration age, EventLag.Lag events) {
        Map<String, Long> figures = figures();
        figures.put("outbox_depth", (long) depth.turns());
        figures.put("outbox_age_seconds", age.toSeconds());
        figures.put("events_unpublished", events.events());
        figures.put("events_age_seconds", events.age().toSeconds());
        return figures;
    }
}
