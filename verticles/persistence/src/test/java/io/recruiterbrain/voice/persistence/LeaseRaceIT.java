package io.recruiterbrain.voice.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome.Acquired;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several processes do to one lease at the same time, on a real PostgreSQL. */
class LeaseRaceIT {
    private static final int TAKERS = 8;
    private static RunningPersistence node;

    @BeforeAll
    static void start(@TempDir Path folder) {
        node = RunningPersistence.start(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void ofManyThatTakeAFreeInterviewAtOnceExactlyOneHoldsIt() {
        for (int round = 0; round < 10; round++) {
            // Given
            UUID id = LeaseIT.inProgress(node);

            // When
            List<LeaseOutcome> outcomes = takeAtOnce(id, null, 0);

            // Then
            assertExactlyOne(outcomes, 1);
        }
    }

    @Test
    void ofManyThatTakeAnExpiredLeaseAtOnceExactlyOneHoldsItAndTheNumberGrowsByOne() {
        // Given
        UUID id = LeaseIT.inProgress(node);
        Lease lease = acquired(take(id, owner(), null, 0).await());
        for (int round = 2; round < 12; round++) {
            long beat = beat(lease.owner());

            // When
            List<LeaseOutcome> outcomes = takeAtOnce(id, lease, beat);

            // Then
            lease = assertExactlyOne(outcomes, round);
        }
    }

    @Test
    void noTurnOfTheOldHolderIsSavedAfterTheNewOneHasReadTheTranscript() {
        // Given
        UUID id = LeaseIT.inProgress(node);
        Lease lease = acquired(take(id, owner(), null, 0).await());
        AtomicInteger lastNo = new AtomicInteger();
        for (int round = 0; round < 10; round++) {
            Writer writer = new Writer(id, lease.fence(), lastNo);
            List<Future<Void>> loops =
                    IntStream.range(0, 6).mapToObj(i -> writer.writeOn()).toList();
            writer.firstSaved.future().await();

            // When
            Lease taken = acquired(take(id, owner(), lease, beat(lease.owner())).await());
            Set<Integer> savedBefore = Set.copyOf(writer.saved);
            List<Integer> read = transcript(id);

            // Then
            loops.forEach(loop -> loop.await());
            assertThat(transcript(id)).isEqualTo(read);
            assertThat(read).containsAll(savedBefore).containsAll(writer.saved);
            assertThat(taken.fence()).isEqualTo(lease.fence() + 1);
            lease = taken;
        }
    }

    @Test
    void whoIsToldThatItHoldsTheLeaseIsNotReplacedByWhoSawAnEarlierBeat() {
        // Given
        UUID id = LeaseIT.inProgress(node);
        Lease lease = acquired(take(id, owner(), null, 0).await());
        int taken = 0;
        for (int round = 0; round < 60; round++) {
            long seen = beat(lease.owner());

            // When
            Future<HeldLeases> kept = node.bus.ask(KeepLeases.ADDRESS, new KeepLeases(lease.owner()));
            Future<LeaseOutcome> outcome = take(id, owner(), lease, seen);
            Future.join(kept, outcome).await();

            // Then
            if (outcome.result() instanceof Acquired acquired) {
                assertThat(kept.result().leases()).isEmpty();
                lease = acquired.lease();
                taken++;
            } else {
                assertThat(kept.result().leases()).hasSize(1);
            }
        }
        assertThat(lease.fence()).isEqualTo(taken + 1);
    }

    @Test
    void turnsMovesAndTakeoversAtTheSameTimeDoNotLockEachOtherOut() {
        // Given: interviews in either order in the groups, and turns that undo what the outbox has noted
        List<UUID> ids =
                IntStream.range(0, 6).mapToObj(i -> LeaseIT.inProgress(node)).toList();
        List<Lease> leases = new ArrayList<>(ids.stream()
                .map(id -> acquired(take(id, owner(), null, 0).await()))
                .toList());
        for (int round = 1; round <= 15; round++) {
            List<Future<?>> writes = new ArrayList<>();
            List<Future<LeaseOutcome>> takeovers = new ArrayList<>();

            // When
            for (int i = 0; i < ids.size(); i++) {
                UUID id = ids.get(i);
                long fence = leases.get(i).fence();
                InterviewState state = round % 2 == 0 ? InterviewState.IN_PROGRESS : InterviewState.RECOVERING;
                writes.add(save(id, round, fence));
                writes.add(node.bus.ask(
                        ChangeState.ADDRESS,
                        new ChangeState(id, state, Samples.NOON, RunningPersistence.NODE, null, fence)));
                takeovers.add(
                        take(id, owner(), leases.get(i), beat(leases.get(i).owner())));
            }
            Future.join(writes).otherwiseEmpty().await();

            // Then
            for (Future<?> write : writes) {
                assertThat(write.succeeded() || code(write) == ErrorCode.STALE_LEASE)
                        .isTrue();
            }
            leases.clear();
            takeovers.forEach(takeover -> leases.add(acquired(takeover.await())));
        }
    }

    /** Writes turn after turn under one lease until it is refused; never stops by itself. */
    private static final class Writer {
        final Promise<Void> firstSaved = Promise.promise();
        final Set<Integer> saved = ConcurrentHashMap.newKeySet();
        private final UUID id;
        private final long fence;
        private final AtomicInteger lastNo;

        Writer(UUID id, long fence, AtomicInteger lastNo) {
            this.id = id;
            this.fence = fence;
            this.lastNo = lastNo;
        }

        Future<Void> writeOn() {
            int no = lastNo.incrementAndGet();
            return save(id, no, fence).transform(outcome -> {
                if (outcome.succeeded()) {
                    saved.add(no);
                    firstSaved.tryComplete();
                    return writeOn();
                }
                return code(Future.failedFuture(outcome.cause())) == ErrorCode.STALE_LEASE
                        ? Future.succeededFuture()
                        : Future.failedFuture(outcome.cause());
            });
        }
    }

    private static List<LeaseOutcome> takeAtOnce(UUID id, Lease expired, long beat) {
        List<Future<LeaseOutcome>> asked = IntStream.range(0, TAKERS)
                .mapToObj(i -> take(id, owner(), expired, beat))
                .toList();
        return asked.stream().map(take -> take.await()).toList();
    }

    private static Lease assertExactlyOne(List<LeaseOutcome> outcomes, long fence) {
        List<Lease> holders = outcomes.stream()
                .filter(Acquired.class::isInstance)
                .map(LeaseRaceIT::acquired)
                .toList();
        assertThat(holders).hasSize(1);
        Lease holder = holders.getFirst();
        assertThat(holder.fence()).isEqualTo(fence);
        assertThat(outcomes)
                .filteredOn(LeaseOutcome.HeldBy.class::isInstance)
                .hasSize(TAKERS - 1)
                .allSatisfy(outcome ->
                        assertThat(((LeaseOutcome.HeldBy) outcome).lease()).isEqualTo(holder));
        return holder;
    }

    private static String owner() {
        return "node-1/" + UUID.randomUUID();
    }

    private static Future<LeaseOutcome> take(UUID id, String owner, Lease expired, long beat) {
        return node.bus.ask(AcquireLease.ADDRESS, new AcquireLease(id, owner, expired, beat));
    }

    private static Lease acquired(LeaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(Acquired.class);
        return ((Acquired) outcome).lease();
    }

    private static long beat(String owner) {
        return node.ask(FindLeases.ADDRESS, new FindLeases()).leases().stream()
                .filter(held -> held.lease().owner().equals(owner))
                .findFirst()
                .orElseThrow()
                .beat();
    }

    private static Future<?> save(UUID id, int no, long fence) {
        return node.bus.ask(
                SaveTurn.ADDRESS, new SaveTurn(id, Samples.aTurn(no, Speaker.CANDIDATE, "turn " + no), fence));
    }

    private static List<Integer> transcript(UUID id) {
        return node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns().stream()
                .map(Turn::turnNo)
                .toList();
    }

    private static ErrorCode code(Future<?> failed) {
        return ((ServiceException) failed.cause()).code();
    }
}
