package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent whose own thread hangs while its process goes on. */
@Timeout(180)
class HungAgentIT {
    @AutoClose
    private SupervisorCluster cluster;

    private ClusteredSupervisor one;

    @BeforeEach
    void start() throws Exception {
        cluster = new SupervisorCluster(3);
        one = cluster.join(1, "one/a");
        cluster.join(2, "two/b");
    }

    @Test
    void anInterviewWhoseOwnThreadHangsIsTakenFromItAndGoesOn() {
        // Given
        UUID id = cluster.interviewOn(one, 2);
        BooleanSupplier oldVoice = one.rooms.mayPlay;
        CountDownLatch hanging = new CountDownLatch(1);

        // When
        one.rooms.hangOn = hanging;
        cluster.say(id, "I built the billing service");
        cluster.until(() -> cluster.store.leases.fence(id) == 2);

        // Then
        assertThat(oldVoice.getAsBoolean()).isFalse();
        cluster.until(() -> cluster.incidents(id).contains("agent_hung"));
        hanging.countDown();
        cluster.until(() -> cluster.live.contains(new LiveUpdate.AgentMoved(id, 2, null)));
    }

    @Test
    void anInterviewWhoseAgentsHangAgainAndAgainIsEnded() {
        // Given
        UUID id = cluster.interviewOn(one, 2);
        Instant now = Instant.now();
        for (int before = 0; before < 3; before++) {
            cluster.store.incidents.add(new RecordIncident(id, "agent_hung", "The agent hung.", null, null, null, now));
        }
        CountDownLatch hanging = new CountDownLatch(1);

        // When
        one.rooms.hangOn = hanging;
        cluster.bus.ask(
                SessionCommand.at(one.owner),
                new SessionCommand.SubmitText(
                        id, SupervisorCluster.BROWSER, UUID.randomUUID(), "I built the billing service"));
        cluster.until(() -> cluster.store.stateOf(id) == InterviewState.FAILED);

        // Then
        cluster.until(() -> cluster.incidents(id).contains("agent_given_up"));
        cluster.until(() -> cluster.live.contains(new LiveUpdate.ConversationEnded(id, "failed")));
        assertThat(cluster.store.leases.fence(id)).isEqualTo(1);
        hanging.countDown();
    }
}
