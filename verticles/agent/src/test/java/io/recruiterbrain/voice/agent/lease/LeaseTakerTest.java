package io.recruiterbrain.voice.agent.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.StoreSight;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseTakerTest implements LeaseTaker.Store, LeaseTaker.Host {
    private static final HeldLease DEAD = new HeldLease(UUID.randomUUID(), new Lease("dead", 5), 9);

    private final ManualNanos nanos = new ManualNanos();
    private final Peers peers = new Peers("me", nanos);
    private final LeaseTaker taker = new LeaseTaker(this, this, "me", peers, nanos);
    private final List<HeldLease> taken = new ArrayList<>();
    private Future<StoreSight> sight = Future.failedFuture(new ServiceException(ErrorCode.TIMEOUT, "no reply"));
    private int rooms;
    private boolean away;

    @Test
    void theLeaseOfAnOwnerThatIsGoneIsTakenOnce() {
        // When
        run(2_400);
        boolean early = !taken.isEmpty();
        run(1_000);

        // Then
        assertThat(early).isFalse();
        assertThat(taken).containsExactly(DEAD);
    }

    @Test
    void itIsTakenSoonerWhenTheBusSaysThatTheOwnerIsGone() {
        // Given
        sight = Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "nothing serves it"));

        // When
        run(1_600);
        boolean early = !taken.isEmpty();
        run(400);

        // Then
        assertThat(early).isFalse();
        assertThat(taken).containsExactly(DEAD);
    }

    @Test
    void whoHasMoreToDoLeavesItToTheOthersForAWhile() {
        // Given
        rooms = 2;
        run(2_000);
        peers.saw(new AgentPresence("idle", "node-2", 0, 4, false));

        // When
        run(800);
        boolean early = !taken.isEmpty();
        run(400);

        // Then
        assertThat(early).isFalse();
        assertThat(taken).containsExactly(DEAD);
    }

    @Test
    void whoHasNoRoomTakesNothing() {
        // Given
        rooms = 4;

        // When
        run(10_000);

        // Then
        assertThat(taken).isEmpty();
    }

    @Test
    void whoSaysThatItCannotReadTheLeasesWatchesThemAnew() {
        // Given
        run(2_000);
        away = true;
        run(200);

        // When
        StoreSight said = taker.sight();
        away = false;
        run(2_400);
        boolean early = !taken.isEmpty();
        run(1_000);

        // Then
        assertThat(said).isEqualTo(new StoreSight("me", true));
        assertThat(early).isFalse();
        assertThat(taken).containsExactly(DEAD);
    }

    @Test
    void whoReadsTheLeasesSaysSo() {
        // When
        run(1_000);

        // Then
        assertThat(taker.sight().away()).isFalse();
    }

    @Override
    public Future<HeldLeases> find() {
        return away
                ? Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "the store is away"))
                : Future.succeededFuture(new HeldLeases(List.of(DEAD)));
    }

    @Override
    public Future<StoreSight> sight(String owner) {
        return sight;
    }

    @Override
    public AgentPresence self() {
        return new AgentPresence("me", "node-1", rooms, 4, false);
    }

    @Override
    public Future<?> take(HeldLease expired) {
        taken.add(expired);
        return Promise.promise().future();
    }

    private void run(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            taker.tick();
            nanos.pass(100);
        }
    }
}
