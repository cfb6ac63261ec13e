package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolIT {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void connectionsOpenForAPeakUpToSizeAndOverflowAndCloseAfterIt(@TempDir Path folder) throws Exception {
        try (RunningPersistence node = RunningPersistence.start(folder)) {
            // Given
            PersistenceConfig.Pool small = new PersistenceConfig.Pool(
                    2, 4, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMinutes(30));
            Database database = new Database(node.vertx, node.server(), small, registry);
            assertThat(open()).isZero();

            // When
            Future.all(IntStream.range(0, 12)
                            .mapToObj(number -> database.read(connection ->
                                    connection.query("SELECT pg_sleep(0.2)").execute()))
                            .toList())
                    .await();

            // Then
            assertThat(open()).isEqualTo(6);
            assertThat(registry.get("rbv.persistence.request")
                            .tags("operation", "read", "outcome", "ok")
                            .timer()
                            .count())
                    .isEqualTo(12);
            eventually(() -> assertThat(open()).isZero());
            database.ping().await();
            assertThat(open()).isOne();
            database.close().await();
        }
    }

    @Test
    void aStatementEndsAtTheServerWhenItsTimeIsOver(@TempDir Path folder) throws Exception {
        try (RunningPersistence node = RunningPersistence.start(folder)) {
            // Given
            PersistenceConfig.Pool usual = PersistenceConfig.Pool.defaults();
            PersistenceConfig.Pool hasty = new PersistenceConfig.Pool(
                    usual.size(),
                    usual.maxOverflow(),
                    usual.timeout(),
                    usual.idle(),
                    usual.recycle(),
                    usual.connect(),
                    Duration.ofMillis(100));
            Database database = new Database(node.vertx, node.server(), hasty, registry);

            // When
            Future<?> asked = database.longTransaction(connection -> connection
                    .query("RESET statement_timeout")
                    .execute()
                    .compose(reset -> connection.query("SELECT pg_sleep(600)").execute()));

            // Then
            assertThatThrownBy(() -> asked.await(60, TimeUnit.SECONDS)).isInstanceOf(ServiceException.class);
            database.close().await();
        }
    }

    @Test
    void whoStopsInTheMiddleOfATransactionLosesItsLocks(@TempDir Path folder) throws Exception {
        try (RunningPersistence node = RunningPersistence.start(folder)) {
            // Given
            Database frozen = new Database(node.vertx, node.server(), PersistenceConfig.Pool.defaults(), registry);
            Database taker = new Database(node.vertx, node.server(), PersistenceConfig.Pool.defaults(), registry);
            Promise<String> limit = Promise.promise();
            frozen.longTransaction(connection -> connection
                    .query("LOCK TABLE interviews")
                    .execute()
                    .compose(locked -> connection
                            .query("SHOW idle_in_transaction_session_timeout")
                            .execute())
                    .compose(shown -> {
                        limit.complete(shown.iterator().next().getString(0));
                        return Promise.<Void>promise().future();
                    }));
            String shown = limit.future().await(60, TimeUnit.SECONDS);

            // When
            Future<?> taken = taker.longTransaction(
                    connection -> connection.query("LOCK TABLE interviews").execute());

            // Then
            taken.await(60, TimeUnit.SECONDS);
            assertThat(shown).isEqualTo("2s");
            frozen.close().await();
            taker.close().await();
        }
    }

    @Test
    void timeoutsThatNoCallerWaitsForAreRefused() {
        // Given
        Duration second = Duration.ofSeconds(1);

        // When, Then
        assertThatThrownBy(() ->
                        new PersistenceConfig.Pool(8, 4, second, second, second, second, Duration.ofMillis(1_801)))
                .hasMessage("POSTGRES_STATEMENT_TIMEOUT must be between 100ms and 1800ms");
        assertThatThrownBy(
                        () -> new PersistenceConfig.Pool(8, 4, second, second, second, Duration.ofMillis(99), second))
                .hasMessage("POSTGRES_CONNECT_TIMEOUT must be between 100ms and 60000ms");
    }

    @Test
    void aPoolWhoseFirstConnectionNeverComesEndsTheStartWithOneSentence() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var server = new PersistenceConfig.Server(
                    "127.0.0.1", mute.getLocalPort(), "db", "user", "secret-pw", "disable", null);
            Database database = new Database(vertx, server, PersistenceConfig.Pool.defaults(), registry);

            // When
            Future<Void> answer = database.firstAnswer(Duration.ofSeconds(3));

            // Then
            assertThatThrownBy(() -> answer.await(60, TimeUnit.SECONDS))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("db on 127.0.0.1:" + mute.getLocalPort() + " did not answer within 3 s")
                    .hasMessageNotContaining("secret-pw");
            database.close().await(60, TimeUnit.SECONDS);
        } finally {
            vertx.close().await();
        }
    }

    private int open() {
        return (int) registry.get("rbv.persistence.pool.connections").gauge().value();
    }
}
