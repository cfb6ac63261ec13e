package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
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

    private int open() {
        return (int) registry.get("persistence.pool.connections").gauge().value();
    }
}
