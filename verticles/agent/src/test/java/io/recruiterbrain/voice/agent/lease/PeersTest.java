package io.recruiterbrain.voice.agent.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.AgentPresence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PeersTest {
    private long now = Duration.ofHours(2).toNanos();
    private final Peers peers = new Peers("me", () -> now);

    @Test
    void whoIsSeenFirstLongAfterOwnStartCameLater() {
        // Given
        hear("me", "old");
        pass(Duration.ofSeconds(1));
        hear("me", "old", "slow");
        pass(Duration.ofSeconds(3));

        // When
        hear("me", "old", "slow", "young");

        // Then
        assertThat(peers.present()).extracting(AgentPresence::owner).containsExactlyInAnyOrder("old", "slow", "young");
        assertThat(peers.presentSinceLater()).extracting(AgentPresence::owner).containsExactly("young");
    }

    @Test
    void beforeItHeardOfItselfNobodyCameLater() {
        // Given
        pass(Duration.ofMinutes(1));

        // When
        hear("early");

        // Then
        assertThat(peers.presentSinceLater()).isEmpty();
    }

    @Test
    void whoWasAwayForAWhileAndIsBackDidNotComeLater() {
        // Given
        hear("me", "thawed");
        pass(Duration.ofSeconds(30));

        // When
        hear("me", "thawed");

        // Then
        assertThat(peers.present()).hasSize(1);
        assertThat(peers.presentSinceLater()).isEmpty();
    }

    @Test
    void whoIsNotHeardOfIsForgotten() {
        // Given
        hear("me", "gone");

        // When
        pass(Duration.ofSeconds(4));

        // Then
        assertThat(peers.present()).isEmpty();
    }

    private void hear(String... owners) {
        for (String owner : owners) {
            peers.saw(new AgentPresence(owner, "node-" + owner, 0, 4, false));
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
