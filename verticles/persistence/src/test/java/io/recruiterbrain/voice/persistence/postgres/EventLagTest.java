package io.recruiterbrain.voice.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.postgres.EventLag.Lag;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLagTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Vertx vertx = Vertx.vertx();
    private final EventLag lag = new EventLag(new Database(
            vertx,
            new PersistenceConfig.Server("127.0.0.1", 1, "none", "nobody", "", "disable", null),
            PersistenceConfig.Pool.defaults(),
            new SimpleMeterRegistry()));

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whileEverythingIsPublishedThereIsNoAge() {
        // When
        Lag seen = lag.note(7, 7, 100 * SECOND);

        // Then
        assertThat(seen).isEqualTo(new Lag(0, Duration.ZERO));
    }

    @Test
    void theAgeIsThatOfTheOldestWhateverComesAfterIt() {
        // Given
        lag.note(8, 7, 100 * SECOND);
        lag.note(20, 7, 130 * SECOND);

        // When
        Lag before = lag.note(20, 7, 160 * SECOND);
        Lag after = lag.note(20, 8, 161 * SECOND);

        // Then
        assertThat(before).isEqualTo(new Lag(13, Duration.ofSeconds(60)));
        assertThat(after).isEqualTo(new Lag(12, Duration.ofSeconds(31)));
        assertThat(lag.note(20, 20, 162 * SECOND)).isEqualTo(new Lag(0, Duration.ZERO));
    }
}
