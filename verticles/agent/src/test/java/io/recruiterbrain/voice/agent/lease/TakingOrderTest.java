package io.recruiterbrain.voice.agent.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.AgentPresence;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TakingOrderTest {
    @Test
    void theLeastLoadedOneIsFirstAndWhatItIsGivenCounts() {
        // Given
        TakingOrder order = new TakingOrder(List.of(owner("a", 2, 4), owner("b", 0, 4), owner("c", 1, 4)));

        // When
        List<List<String>> orders = Stream.generate(order::next).limit(4).toList();

        // Then
        assertThat(orders)
                .containsExactly(
                        List.of("b", "c", "a"), List.of("b", "c", "a"), List.of("c", "a", "b"), List.of("a", "b", "c"));
    }

    @Test
    void nobodyIsGivenMoreThanItsCap() {
        // Given
        TakingOrder order = new TakingOrder(
                List.of(owner("full", 2, 2), owner("last", 1, 2), new AgentPresence("draining", "node", 0, 9, true)));

        // When / Then
        assertThat(order.next()).containsExactly("last");
        assertThat(order.next()).isEmpty();
    }

    private static AgentPresence owner(String name, int rooms, int cap) {
        return new AgentPresence(name, "node-" + name, rooms, cap, false);
    }
}
