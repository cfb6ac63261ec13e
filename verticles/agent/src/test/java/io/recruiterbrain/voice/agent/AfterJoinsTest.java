package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When rooms are made ready. */
class AfterJoinsTest {
    private final Vertx vertx = Vertx.vertx();
    private final AfterJoins afterJoins = new AfterJoins(vertx);
    private final List<String> ready = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aRoomIsMadeReadyAtOnceWhenNobodyElseJoins() {
        // Given
        afterJoins.begun();

        // When
        joined("first");

        // Then
        assertThat(ready).containsExactly("first");
    }

    @Test
    void manyWhoJoinAtOnceAreAnsweredBeforeTheirRoomsAreMadeReady() {
        // Given
        afterJoins.begun();
        afterJoins.begun();
        afterJoins.begun();
        joined("first");
        joined("second");
        List<String> before = List.copyOf(ready);

        // When: the last one is refused
        afterJoins.ended();

        // Then
        assertThat(before).isEmpty();
        assertThat(ready).containsExactly("first", "second");
    }

    @Test
    void aRoomDoesNotWaitForJoinsThatTakeLong() throws Exception {
        // Given
        Promise<Void> made = Promise.promise();
        afterJoins.begun();
        afterJoins.begun();

        // When
        afterJoins.then(made::complete);
        afterJoins.ended();

        // Then
        made.future().await(20, TimeUnit.SECONDS);
    }

    private void joined(String room) {
        afterJoins.then(() -> ready.add(room));
        afterJoins.ended();
    }
}
