package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An owner that gives no sign of life, or is not heard by the store, beside one that takes its interviews. */
@Timeout(180)
class TakeOverIT {
    @AutoClose
    private SupervisorCluster cluster;

    private ClusteredSupervisor one;
    private ClusteredSupervisor two;

    @BeforeEach
    void start() throws Exception {
        cluster = new SupervisorCluster(3);
        one = cluster.join(1, "one/a");
        two = cluster.join(2, "two/b");
    }

    @Test
    void anInterviewWhoseOwnerIsFrozenGoesOnElsewhereAndTheOldAgentIsSilentForGood() {
        // Given
        UUID id = cluster.interviewOn(one, 1);
        BooleanSupplier oldVoice = one.rooms.mayPlay;
        assertThat(oldVoice.getAsBoolean()).isTrue();

        // When
        one.freeze();
        cluster.until(() -> cluster.heldBy(id, two));
        boolean heardWhenTaken = oldVoice.getAsBoolean();
        cluster.until(() -> cluster.live.contains(new LiveUpdate.AgentMoved(id, 2, two.owner)));
        cluster.type(id, Presence.TEXT_MODE);
        cluster.until(() -> cluster.turns(id, TurnKind.REPEAT).size() == 1);
        one.thaw();
        cluster.until(() -> cluster.incidents(id).contains("lease_lost"));

        // Then
        assertThat(heardWhenTaken).isFalse();
        assertThat(oldVoice.getAsBoolean()).isFalse();
        assertThat(two.rooms.mayPlay.getAsBoolean()).isTrue();
        assertThat(cluster.turns(id, TurnKind.REPEAT).getFirst().text())
                .startsWith("I am sorry")
                .contains("number 1");
        assertThat(cluster.incidents(id)).containsExactly("agent_recovered", "lease_lost");
        cluster.until(() -> one.rooms.left.get() > 0);
        cluster.say(id, "I built the billing service");
        cluster.until(() -> cluster.store.stateOf(id) == InterviewState.COMPLETED);
        assertThat(cluster.store.turnsOf(id)).extracting(Turn::turnNo).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void anOwnerThatAloneIsCutOffFromTheStoreFallsSilentBeforeAnotherTakesItsInterviews() {
        // Given
        UUID id = cluster.interviewOn(one, 2);
        BooleanSupplier oldVoice = one.rooms.mayPlay;

        // When
        cluster.store.leases.cutOff(one.owner);
        cluster.until(() -> cluster.heldBy(id, two));

        // Then
        assertThat(oldVoice.getAsBoolean()).isFalse();
        cluster.until(() -> two.rooms.opened.get() == 1);
    }

    @Test
    void whileTheStoreIsAwayForAllEachOwnerGoesOn() {
        // Given
        UUID id = cluster.interviewOn(one, 2);
        cluster.until(() -> cluster.presencesOf(two) > 4);

        // When
        cluster.store.setAway(true);
        CountDownLatch longEnough = new CountDownLatch(1);
        one.vertx.setTimer(4_000, late -> longEnough.countDown());
        int silent = 0;
        while (longEnough.getCount() > 0) {
            silent += one.rooms.mayPlay.getAsBoolean() ? 0 : 1;
            one.vertx.timer(10, TimeUnit.MILLISECONDS).await();
        }
        boolean speaks = one.rooms.mayPlay.getAsBoolean();
        cluster.store.setAway(false);
        cluster.say(id, "I built the billing service");
        cluster.until(() -> cluster.turns(id, TurnKind.QUESTION).size() == 2);

        // Then: on a machine that is too busy it may have been silent for a moment, never for good
        assertThat(speaks).isTrue();
        assertThat(silent).isLessThan(200);
        assertThat(cluster.store.leases.lease(id)).isEqualTo(new Lease(one.owner, 1));
    }

    @Test
    void aPageWhoseStreamWasAwayWhenTheAgentMovedIsToldUntilItHasJoined() {
        // Given
        LiveUpdate told = new LiveUpdate.AgentMoved(cluster.interviewOn(one, 1), 2, two.owner);
        UUID id = told.interviewId();
        one.freeze();
        cluster.until(() -> cluster.live.contains(told));

        // When
        cluster.type(id, Presence.CONNECTED);
        cluster.live.clear();
        cluster.until(() -> cluster.live.contains(told));
        cluster.type(id, Presence.TEXT_MODE);

        // Then
        cluster.until(() -> cluster.turns(id, TurnKind.REPEAT).size() == 1);
        cluster.live.clear();
        cluster.say(id, "I built the billing service");
        cluster.until(() -> cluster.turns(id, TurnKind.ANSWER).size() == 1);
        assertThat(cluster.live).doesNotContain(told);
    }
}
