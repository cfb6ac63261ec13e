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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest implements LeaseKeeper.Store, LeaseKeeper.Listener {
    private static final UUID ID = UUID.randomUUID();
    private static final Lease LEASE = new Lease("me", 3);

    private final ManualNanos nanos = new ManualNanos();
    private final Peers peers = new Peers("me", nanos);
    private final LeaseKeeper keeper = new LeaseKeeper(this, this, peers, nanos);
    private final Map<UUID, Lease> stored = new HashMap<>();
    private final List<UUID> lost = new ArrayList<>();
    private final List<UUID> stray = new ArrayList<>();
    private final Deque<Promise<HeldLeases>> unanswered = new ArrayDeque<>();
    private boolean storeAway;
    private boolean storeSilent;
    private Future<StoreSight> sight = Future.succeededFuture(new StoreSight("other", false));

    @Test
    void whoKeepsItsLeasesMaySpeakForAsLongAsTheLastBeatReaches() {
        // Given
        held();
        run(2_000);
        assertThat(entitled()).isTrue();

        // When
        nanos.pass(900);
        boolean before = entitled();
        nanos.pass(200);

        // Then: without a tick in between, as after a freeze
        assertThat(before).isTrue();
        assertThat(entitled()).isFalse();
    }

    @Test
    void aBeatThatIsAnsweredLateCountsFromWhenItWasSent() {
        // Given
        held();
        storeSilent = true;
        run(100);

        // When
        nanos.pass(1_600);
        unanswered.forEach(each -> each.complete(new HeldLeases(List.of(new HeldLease(ID, LEASE, 1)))));

        // Then
        assertThat(entitled()).isFalse();
    }

    @Test
    void aLeaseThatIsAbsentFromTheAnswerIsLost() {
        // Given
        held();
        run(1_000);

        // When
        stored.put(ID, new Lease("other", 4));
        run(600);

        // Then
        assertThat(lost).containsExactly(ID);
    }

    @Test
    void aLeaseThatWasTakenAfterTheQuestionIsNotLostByItsAnswer() {
        // Given
        storeSilent = true;
        run(100);
        nanos.pass(10);
        held();

        // When
        unanswered.getFirst().complete(new HeldLeases(List.of()));

        // Then
        assertThat(lost).isEmpty();
    }

    @Test
    void aLeaseThatNobodyHereKnowsOfIsGivenBack() {
        // Given
        stored.put(ID, LEASE);

        // When
        run(100);

        // Then
        assertThat(stray).containsExactly(ID);
    }

    @Test
    void aLeaseThatIsBeingAskedForIsNotGivenBack() {
        // Given
        stored.put(ID, LEASE);
        keeper.expect(ID);

        // When
        run(100);

        // Then
        assertThat(stray).isEmpty();
    }

    @Test
    void whileTheStoreIsAwayForAllTheAgentGoesOn() {
        // Given
        held();
        another();
        run(1_000);

        // When
        storeAway = true;
        sight = Future.succeededFuture(new StoreSight("other", true));
        run(20_000);

        // Then
        assertThat(entitled()).isTrue();
    }

    @Test
    void whoAloneIsCutOffFromTheStoreFallsSilent() {
        // Given
        held();
        another();
        run(1_000);

        // When
        storeAway = true;
        run(1_600);

        // Then
        assertThat(entitled()).isFalse();
    }

    @Test
    void whoCannotAskTheOthersFallsSilentEvenWhenTheyAreNotSeenAnyMore() {
        // Given
        held();
        another();
        run(1_000);

        // When: cut off from store and bus
        storeAway = true;
        sight = Future.failedFuture(new ServiceException(ErrorCode.TIMEOUT, "no reply in time"));
        run(20_000);

        // Then
        assertThat(entitled()).isFalse();
    }

    @Test
    void whoIsAloneGoesOnWhateverTheStoreDoes() {
        // Given
        held();
        run(1_000);

        // When
        storeAway = true;
        run(20_000);

        // Then
        assertThat(entitled()).isTrue();
    }

    @Override
    public Future<HeldLeases> keep() {
        if (storeSilent) {
            Promise<HeldLeases> answer = Promise.promise();
            unanswered.add(answer);
            return answer.future();
        }
        return storeAway
                ? Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "the store is away"))
                : Future.succeededFuture(new HeldLeases(stored.entrySet().stream()
                        .filter(each -> each.getValue().owner().equals("me"))
                        .map(each -> new HeldLease(each.getKey(), each.getValue(), 1))
                        .toList()));
    }

    @Override
    public Future<StoreSight> sight(String other) {
        return sight;
    }

    @Override
    public void lost(UUID interviewId) {
        lost.add(interviewId);
    }

    @Override
    public void stray(UUID interviewId, Lease lease) {
        stray.add(interviewId);
    }

    private boolean entitled() {
        return keeper.entitlement().getAsBoolean();
    }

    private void held() {
        stored.put(ID, LEASE);
        keeper.hold(ID, LEASE);
        nanos.pass(1);
    }

    private void another() {
        peers.saw(new AgentPresence("other", "node-2", 0, 4, false));
    }

    private void run(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            keeper.tick();
            nanos.pass(100);
        }
    }
}
