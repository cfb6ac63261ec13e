package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.conversation.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When rooms are made ready. */
class AfterJoinsTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final AfterJoins afterJoins = new AfterJoins(scheduler);
    private final List<String> ready = new ArrayList<>();

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
    void aRoomDoesNotWaitForJoinsThatTakeLong() {
        // Given
        afterJoins.begun();
        afterJoins.begun();
        joined("first");

        // When
        scheduler.pass(Duration.ofSeconds(1));

        // Then
        assertThat(ready).containsExactly("first");
    }

    private void joined(String room) {
        afterJoins.then(() -> ready.add(room));
        afterJoins.ended();
    }
}
