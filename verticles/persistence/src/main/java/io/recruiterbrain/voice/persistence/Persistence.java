package io.recruiterbrain.voice.persistence;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.persistence.embedded.DataFolder;
import io.recruiterbrain.voice.persistence.embedded.EmbeddedPostgres;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.postgres.Migrations;
import io.recruiterbrain.voice.persistence.reindex.Reindex;
import io.recruiterbrain.voice.persistence.vector.VectorCollections;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.persistence.vector.lucene.LuceneCollections;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusCollections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Persistence of one node, put together: data folder, PostgreSQL, schema, vector index, stores and background work.
 *
 * <p>{@link #start}, then deploy {@link #newVerticle} as often as wanted; at the end undeploy and {@link #stop}.
 */
public final class Persistence {
    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

    /** Connections of the embedded server beyond the pool: migrations and a person with a client. */
    private static final int SPARE_CONNECTIONS = 6;

    private final WorkerExecutor opener;
    private final Opened opened;
    private final Assembly assembly;

    private Persistence(WorkerExecutor opener, Opened opened, Assembly assembly) {
        this.opener = opener;
        this.opened = opened;
        this.assembly = assembly;
    }

    /**
     * Starts everything. Fails with a {@link StartFailedException} whose text is one sentence for a person.
     *
     * @param nodeId the name under which agents of this node hold interviews ({@code ChangeState.workerId})
     */
    public static Future<Persistence> start(
            Vertx vertx, PersistenceConfig config, String nodeId, MeterRegistry registry, Clock clock) {
        // Blocking and slow the first time; two threads, as database and vector index do not need each other.
        WorkerExecutor opener = vertx.createSharedWorkerExecutor(
                "persistence-opener", 2, Duration.ofMinutes(5).toNanos(), TimeUnit.NANOSECONDS);
        return open(vertx, opener, config)
                .compose(opened -> {
                    Assembly assembly = new Assembly(vertx, config, nodeId, opened, registry, clock);
                    Persistence persistence = new Persistence(opener, opened, assembly);
                    return assembly.begin()
                            .map(persistence)
                            .recover(fault -> persistence.stop().transform(done -> Future.failedFuture(fault)));
                })
                .onFailure(fault -> opener.close());
    }

    /**
     * Brings the schema up to date and starts nothing else; blocks. Fails with a {@link StartFailedException} whose text is
     * one sentence for a person.
     */
    public static Migrations.Result migrate(PersistenceConfig config) {
        if (config.server() != null) {
            return Migrations.run(config.server(), config.pool().connect());
        }
        try (DataFolder folder = DataFolder.open(config.dataFolder());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, SPARE_CONNECTIONS)) {
            return Migrations.run(postgres.server(), config.pool().connect());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the Milvus collection where there is none, and loads it; blocks. Null without Milvus.
     *
     * @param dimension of the embedding model's vectors
     */
    public static MilvusCollections.@Nullable Migrated migrateVectors(PersistenceConfig config, int dimension) {
        return config.milvus() == null ? null : new MilvusCollections(config.milvus()).migrate(dimension);
    }

    /**
     * Embeds all turns anew by whatever serves {@code EmbedTexts} on the bus, into another collection, and switches to it;
     * blocks. An index in the data folder is free while no node runs on it only. Fails with one sentence.
     */
    public static Reindex.Result reindex(
            Vertx vertx, PersistenceConfig config, MeterRegistry registry, Clock clock, Reindex.Progress progress) {
        if (config.server() != null && config.milvus() != null) {
            return reindex(vertx, config, null, registry, clock, progress);
        }
        try (DataFolder folder = DataFolder.open(config.dataFolder())) {
            return reindex(vertx, config, folder, registry, clock, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reindex.Result reindex(
            Vertx vertx,
            PersistenceConfig config,
            @Nullable DataFolder folder,
            MeterRegistry registry,
            Clock clock,
            Reindex.Progress progress) {
        DatabaseServer server = openDatabase(config, folder);
        Database database = new Database(vertx, server.server(), config.pool(), registry);
        try {
            VectorCollections collections = config.milvus() == null
                    ? new LuceneCollections(requireNonNull(folder).path())
                    : new MilvusCollections(config.milvus());
            return new Reindex(vertx, database, collections, clock).run(progress);
        } finally {
            database.close().await();
            if (server.embedded() != null) {
                server.embedded().close();
            }
        }
    }

    /** A verticle over the stores of this node. */
    public PersistenceVerticle newVerticle() {
        return new PersistenceVerticle(assembly.stores());
    }

    /** Ends background work, then connections, vector index and the embedded server, in this order. */
    public Future<Void> stop() {
        return assembly.end()
                .transform(ended -> opened.vectors().close())
                .transform(closed -> closing(opener, opened.postgres(), opened.folder()))
                .transform(closed -> opener.close());
    }

    /**
     * What was opened outside the heap.
     *
     * @param postgres absent when a server elsewhere is used
     */
    record Opened(
            DataFolder folder,
            @Nullable EmbeddedPostgres postgres,
            PersistenceConfig.Server server,
            VectorStore vectors) {}

    private static Future<Opened> open(Vertx vertx, WorkerExecutor opener, PersistenceConfig config) {
        return blocking(opener, () -> DataFolder.open(config.dataFolder())).compose(folder -> {
            Future<VectorStore> vectors = blocking(opener, () -> openVectors(vertx, config, folder));
            Future<DatabaseServer> database = blocking(opener, () -> openDatabase(config, folder));
            return Future.join(vectors, database)
                    .map(both -> new Opened(
                            folder,
                            database.result().embedded(),
                            database.result().server(),
                            vectors.result()))
                    .recover(fault ->
                            abandon(opener, folder, vectors, database).transform(done -> Future.failedFuture(fault)));
        });
    }

    private static VectorStore openVectors(Vertx vertx, PersistenceConfig config, DataFolder folder) {
        int dimension = config.outbox().vectorDimension();
        return config.milvus() == null
                ? new LuceneCollections(folder.path()).open(vertx, dimension)
                : new MilvusCollections(config.milvus()).open(vertx, dimension);
    }

    private record DatabaseServer(@Nullable EmbeddedPostgres embedded, PersistenceConfig.Server server) {}

    private static DatabaseServer openDatabase(PersistenceConfig config, @Nullable DataFolder folder) {
        if (config.server() != null) {
            Migrations.runIfAllowed(config.server(), config.pool().connect());
            return new DatabaseServer(null, config.server());
        }
        int connections = config.pool().connections() + SPARE_CONNECTIONS;
        EmbeddedPostgres postgres = EmbeddedPostgres.start(requireNonNull(folder), connections);
        try {
            Migrations.Result schema =
                    Migrations.run(postgres.server(), config.pool().connect());
            LOG.atInfo()
                    .addKeyValue("version", postgres.version())
                    .addKeyValue("schema", schema.version())
                    .addKeyValue("migrations", schema.applied())
                    .log("embedded postgresql ready");
            return new DatabaseServer(postgres, postgres.server());
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static Future<Void> abandon(
            WorkerExecutor opener, DataFolder folder, Future<VectorStore> vectors, Future<DatabaseServer> database) {
        Future<Void> closed = vectors.succeeded() ? vectors.result().close() : Future.succeededFuture();
        return closed.transform(
                done -> closing(opener, database.succeeded() ? database.result().embedded() : null, folder));
    }

    private static Future<Void> closing(WorkerExecutor opener, @Nullable EmbeddedPostgres postgres, DataFolder folder) {
        return blocking(opener, () -> {
                    if (postgres != null) {
                        postgres.close();
                    }
                    folder.close();
                    return true;
                })
                .mapEmpty();
    }

    private static <T> Future<T> blocking(WorkerExecutor opener, Callable<T> work) {
        return opener.executeBlocking(work, false).map(Objects::requireNonNull);
    }

    /** For tests of what happens when the server goes away. */
    @Nullable
    EmbeddedPostgres embeddedPostgres() {
        return opened.postgres();
    }
}
