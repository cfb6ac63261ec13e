package io.recruiterbrain.voice.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.status.NodePresence;
import io.recruiterbrain.voice.http.cluster.Presences;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is remembered of supervisors and nodes. */
class PresencesTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Presences presences = new Presences(nanos::get);

    @Test
    void whoIsSilentForMoreThanFiveSecondsIsForgotten() {
        // Given: a clock that overflows meanwhile
        presences.hear(agent("node-1/a", 1, 4, false));
        presences.hear(new NodePresence("node-3", "0.1.0", List.of("http"), false));
        pass(Duration.ofSeconds(4));
        presences.hear(agent("node-2/b", 0, 4, false));

        // When
        pass(Duration.ofSeconds(2));

        // Then
        assertThat(presences.agents()).singleElement().satisfies(agent -> {
            assertThat(agent.presence().owner()).isEqualTo("node-2/b");
            assertThat(agent.age()).isEqualTo(Duration.ofSeconds(2));
        });
        assertThat(presences.nodes()).isEmpty();
    }

    @Test
    void freeRoomsAreThoseOfAllWhoAreNotAboutToStopAndUnknownWithoutAny() {
        // Given
        assertThat(presences.freeRooms()).isEmpty();

        // When
        presences.hear(agent("node-1/a", 1, 4, false));
        presences.hear(agent("node-2/b", 0, 9, true));
        presences.hear(agent("node-1/a", 2, 4, false));

        // Then
        assertThat(presences.freeRooms()).hasValue(2);
        assertThat(presences.draining("node-2")).isTrue();
        assertThat(presences.draining("node-1")).isFalse();
    }

    @Test
    void ofASupervisorThatIsAboutToStopOnlyTheRoomsCountThatItHolds() {
        // When
        presences.hear(agent("node-1/a", 1, 4, false));
        presences.hear(agent("node-2/b", 3, 9, true));

        // Then
        assertThat(presences.rooms()).isEqualTo(7);
    }

    @Test
    void aNodeWithoutAnAgentSaysThatItIsAboutToStopToo() {
        // When
        presences.hear(new NodePresence("node-3", "0.1.0", List.of("http"), true));

        // Then
        assertThat(presences.draining("node-3")).isTrue();
    }

    @Test
    void noMoreThanAThousandAreRemembered() {
        // When
        for (int i = 0; i < 3000; i++) {
            presences.hear(agent("node/" + i, 0, 1, false));
        }

        // Then
        assertThat(presences.agents()).hasSize(1000);
        assertThat(presences.agents().getLast().presence().owner()).isEqualTo("node/2999");
    }

    @Test
    void aSupervisorIsMetWhenItIsHeardForTheFirstTimeSoThatNoCandidateWaitsForItToBeLookedUp() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        try {
            MessageCodec.register(vertx);
            BlockingQueue<String> met = new LinkedBlockingQueue<>();
            for (String address : List.of(
                    JoinInterview.at("node-1/a").name(),
                    SessionCommand.at("node-1/a").name())) {
                vertx.eventBus().consumer(address, hello -> {
                    met.add(address);
                    hello.reply(null);
                });
            }
            Bus bus = new Bus(vertx);
            presences.start(bus).await(10, TimeUnit.SECONDS);

            // When
            bus.publish(AgentPresence.TOPIC, agent("node-1/a", 1, 4, false));
            bus.publish(AgentPresence.TOPIC, agent("node-1/a", 2, 4, false));

            // Then
            List<String> first = List.of(next(met), next(met));
            assertThat(first)
                    .containsExactlyInAnyOrder(
                            JoinInterview.at("node-1/a").name(),
                            SessionCommand.at("node-1/a").name());
            assertThat(met.poll(500, TimeUnit.MILLISECONDS)).isNull();

            // When: it may have been away since
            pass(Duration.ofSeconds(11));
            bus.publish(AgentPresence.TOPIC, agent("node-1/a", 2, 4, false));

            // Then
            assertThat(List.of(next(met), next(met))).containsExactlyInAnyOrderElementsOf(first);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static String next(BlockingQueue<String> met) throws InterruptedException {
        return requireNonNull(met.poll(10, TimeUnit.SECONDS));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static AgentPresence agent(String owner, int rooms, int cap, boolean draining) {
        return new AgentPresence(owner, owner.split("/", 2)[0], rooms, cap, draining);
    }
}
