package io.recruiterbrain.voice.persistence;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.persistence.embedded.TestPrograms;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A node with nothing but persistence and a fake embedding, on a data folder. Blocking, for test threads. */
final class RunningPersistence implements AutoCloseable {
    static final String NODE = "node-1";

    final Vertx vertx;
    final Bus bus;
    final FakeEmbedding embedding = new FakeEmbedding();
    final ManualClock clock = new ManualClock();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<InterviewEvent> published = new CopyOnWriteArrayList<>();
    final Persistence persistence;

    private RunningPersistence(PersistenceConfig config) {
        borrowServerPrograms(config.dataFolder());
        this.vertx = Vertx.vertx();
        MessageCodec.register(vertx);
        this.bus = new Bus(vertx);
        try {
            embedding.serve(bus).await(10, TimeUnit.SECONDS);
            bus.subscribe(InterviewEvent.TOPIC, InterviewEvent.class, published::add)
                    .await(10, TimeUnit.SECONDS);
            this.persistence =
                    Persistence.start(vertx, config, NODE, registry, clock).await(90, TimeUnit.SECONDS);
            vertx.deployVerticle(persistence::newVerticle, new DeploymentOptions().setInstances(2))
                    .await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            vertx.close().await();
            throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    /** Unpacking takes seconds: what one test unpacked, the next ones link to. */
    static void borrowServerPrograms(Path folder) {
        Path shared = Path.of("target", "postgres-programs").toAbsolutePath();
        try {
            Path programs = TestPrograms.unpack(Files.createDirectories(shared));
            Path link = folder.resolve("postgres").resolve(programs.getFileName());
            if (Files.isDirectory(folder) && Files.notExists(link)) {
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, programs);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunningPersistence start(Path folder) {
        return new RunningPersistence(config(folder));
    }

    static RunningPersistence start(PersistenceConfig config) {
        return new RunningPersistence(config);
    }

    static PersistenceConfig config(Path folder) {
        return new PersistenceConfig(
                folder,
                null,
                PersistenceConfig.Pool.defaults(),
                PersistenceConfig.Turns.defaults(),
                new PersistenceConfig.Outbox(FakeEmbedding.DIMENSION, Duration.ofMillis(100), Duration.ofMillis(20)),
                new PersistenceConfig.Reaper(Duration.ofMillis(100), Duration.ofMinutes(2), Duration.ofHours(1)));
    }

    <Q extends BusMessage, R extends BusMessage> R ask(Address<Q, R> address, Q request) {
        return bus.ask(address, request).await();
    }

    PersistenceConfig.Server server() {
        return Objects.requireNonNull(persistence.embeddedPostgres()).server();
    }

    Connection jdbc() throws SQLException {
        var server = server();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database(),
                server.user(),
                server.password());
    }

    /** The first column of the first row. */
    String query(String sql) throws SQLException {
        try (Connection connection = jdbc();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    void update(String sql) throws SQLException {
        try (Connection connection = jdbc();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        persistence.stop().await();
        vertx.close().await();
    }
}
