package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An owner that is stopped while it holds interviews. */
@Timeout(180)
class HandOverIT {
    @AutoClose
    private SupervisorCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new SupervisorCluster(4);
    }

    @Test
    void anOwnerThatIsStoppedHandsItsInterviewsOverWithoutAClosingSentence() {
        // Given
        ClusteredSupervisor one = cluster.join(1, "one/a");
        ClusteredSupervisor two = cluster.join(2, "two/b");
        UUID id = cluster.interviewOn(one, 2);
        cluster.until(() -> cluster.presencesOf(two) > 4);

        // When
        one.stop();
        cluster.type(id, Presence.TEXT_MODE);
        cluster.until(() -> cluster.turns(id, TurnKind.REMARK).size() == 1);
        cluster.say(id, "I built the billing service");
        cluster.until(() -> cluster.turns(id, TurnKind.QUESTION).size() == 2);

        // Then
        assertThat(cluster.store.leases.lease(id)).isEqualTo(new Lease(two.owner, 2));
        assertThat(cluster.incidents(id)).containsExactly("handed_over");
        assertThat(cluster.store.turnsOf(id)).extracting(Turn::text).noneMatch(text -> text.contains("come back"));
        assertThat(cluster.turns(id, TurnKind.REPEAT)).isEmpty();
        assertThat(cluster.store.turnsOf(id)).extracting(Turn::turnNo).startsWith(1, 2, 3, 4);
    }

    @Test
    void anOwnerThatIsStoppedPrefersTheOneThatStartedAfterIt() {
        // Given: both are as free, and by its name the first one would be asked first
        ClusteredSupervisor first = cluster.join(1, "first/a");
        ClusteredSupervisor second = cluster.join(2, "second/b", () -> cluster.presenceAt(2, first.owner));
        cluster.presenceAt(2, second.owner).await();
        // Who is heard of sooner counts as one that was there before.
        second.vertx.timer(6, TimeUnit.SECONDS).await();
        ClusteredSupervisor third = cluster.join(3, "third/c");
        UUID id = cluster.interviewOn(second, 2);
        cluster.presenceAt(2, third.owner).await();

        // When
        second.stop();

        // Then
        assertThat(cluster.store.leases.lease(id)).isEqualTo(new Lease(third.owner, 2));
        assertThat(third.rooms.opened).hasValue(1);
        assertThat(first.rooms.opened).hasValue(0);
        cluster.until(() -> cluster.incidents(id).contains("handed_over"));
    }
}
