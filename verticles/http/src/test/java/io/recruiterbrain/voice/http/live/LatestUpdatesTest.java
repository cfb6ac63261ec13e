package io.recruiterbrain.voice.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a page is shown that opens its stream in the middle. */
class LatestUpdatesTest {
    private static final UUID ID = UUID.randomUUID();
    private static final LiveUpdate.AgentMoved MOVED = new LiveUpdate.AgentMoved(ID, 2, "owner");

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
    private final LatestUpdates latest = new LatestUpdates(nanoTime::get);

    @Test
    void aPageThatComesBackJustAfterItsAgentMovedIsToldAtOnce() {
        // Given
        latest.keep(MOVED);

        // When
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());

        // Then
        assertThat(latest.of(ID)).containsExactly(MOVED);
    }

    @Test
    void aMoveThatIsToldNoLongerIsOver() {
        // Given
        LiveUpdate state = new LiveUpdate.AgentStateChanged(ID, AgentState.LISTENING, 2L);
        latest.keep(MOVED);
        latest.keep(state);

        // When
        nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());

        // Then
        assertThat(latest.of(ID)).containsExactly(state);
    }

    @Test
    void nothingIsKeptOfAConversationThatEnded() {
        // Given
        latest.keep(MOVED);

        // When
        latest.keep(new LiveUpdate.ConversationEnded(ID, "completed", 2L));

        // Then
        assertThat(latest.of(ID)).isEmpty();
    }
}
