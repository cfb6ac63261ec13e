package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two owners that are given the same interview. */
@Timeout(180)
class SupervisorClusterIT {
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
    void ofTwoOwnersThatAreAskedAtOnceExactlyOneHoldsTheInterview() {
        // Given
        UUID id = cluster.store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();

        // When
        Future<JoinResult> atOne = cluster.join(one, id);
        Future<JoinResult> atTwo = cluster.join(two, id);
        Future.all(atOne, atTwo).await();

        // Then
        assertThat(List.of(atOne.result(), atTwo.result()))
                .hasAtLeastOneElementOfType(JoinResult.Joined.class)
                .hasAtLeastOneElementOfType(JoinResult.HeldElsewhere.class);
        assertThat(one.rooms.opened.get() + two.rooms.opened.get()).isEqualTo(1);
    }

    @Test
    void aDispatchThatTwoNodesWereGivenIsHeldByExactlyOneOfThem() {
        // Given
        UUID id = cluster.store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();

        // When
        Future<InterviewHost.Held> atOne = one.hold(id);
        Future<InterviewHost.Held> atTwo = two.hold(id);
        Future.join(atOne, atTwo).otherwiseEmpty().await();

        // Then
        assertThat(atOne.succeeded()).isNotEqualTo(atTwo.succeeded());
        assertThat(one.rooms.opened.get() + two.rooms.opened.get()).isEqualTo(1);
    }
}
