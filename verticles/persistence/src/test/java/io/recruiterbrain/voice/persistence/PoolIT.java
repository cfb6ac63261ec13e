package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.vertx.core.Future;
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
            eventually(() -> assertThat(open()).isZero());
            database.ping().await();
            assertThat(open()).isOne();
            database.close().await();
        }
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
