package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Failures.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseIT {
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
    void aFreeInterviewIsTakenOnceAndAskingAgainGivesTheSameLease() {
        // Given
        UUID id = interview();
        String owner = owner();

        // When
        LeaseOutcome first = take(id, owner);

        // Then
        Lease lease = new Lease(owner, 1);
        assertThat(first).isEqualTo(new LeaseOutcome.Acquired(id, lease));
        assertThat(take(id, owner)).isEqualTo(first);
        assertThat(take(id, owner())).isEqualTo(new LeaseOutcome.HeldBy(id, lease));
        assertThat(found(id).lease()).isEqualTo(lease);
        assertThat(node.ask(
                                ListInterviews.ADDRESS,
                                new ListInterviews(new InterviewFilter(Set.of(), null, null, null, null), 200, null))
                        .interviews())
                .filteredOn(listed -> listed.interviewId().equals(id))
                .extracting(Interview::lease)
                .containsExactly(lease);
    }

    @Test
    void anExpiredLeaseIsReplacedOnlyAsItWasSeen() {
        // Given
        UUID id = interview();
        String owner = owner();
        Lease held = acquired(take(id, owner));
        long beat = keep(owner).getFirst().beat();
        String heir = owner();
        LeaseOutcome refused = new LeaseOutcome.HeldBy(id, held);

        // When, Then: another fence, another owner, another beat
        assertThat(take(id, heir, new Lease(owner, 7), beat)).isEqualTo(refused);
        assertThat(take(id, heir, new Lease(heir, 1), beat)).isEqualTo(refused);
        assertThat(take(id, heir, held, beat - 1)).isEqualTo(refused);
        long later = keep(owner).getFirst().beat();
        assertThat(later).isGreaterThan(beat);
        assertThat(take(id, heir, held, beat)).isEqualTo(refused);

        // When
        LeaseOutcome taken = take(id, heir, held, later);

        // Then
        assertThat(taken).isEqualTo(new LeaseOutcome.Acquired(id, new Lease(heir, 2)));
        assertThat(keep(owner)).isEmpty();
        assertThat(keep(heir)).extracting(HeldLease::lease).containsExactly(new Lease(heir, 2));
        assertThat(node.registry
                        .get("rbv.persistence.leases.taken_over")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void aLeaseGivenBackIsTakenAtOnceAndTheNumberGrows() {
        // Given
        UUID id = interview();
        Lease first = acquired(take(id, owner()));
        node.ask(ReleaseLease.ADDRESS, new ReleaseLease(id, first));
        assertThat(found(id).lease()).isNull();

        // When
        Lease second = acquired(take(id, owner()));

        // Then
        assertThat(second.fence()).isEqualTo(2);
        node.ask(ReleaseLease.ADDRESS, new ReleaseLease(id, first));
        assertThat(found(id).lease()).isEqualTo(second);
    }

    @Test
    void whoWatchesSeesEveryHeldLeaseOfWhatIsNotOver() {
        // Given
        UUID running = interview();
        UUID over = interview();
        String owner = owner();
        Lease lease = acquired(take(running, owner));
        take(over, owner);
        node.ask(ChangeState.ADDRESS, Samples.become(over, InterviewState.CANCELLED));

        // When
        List<HeldLease> watched = node.ask(FindLeases.ADDRESS, new FindLeases()).leases();

        // Then
        assertThat(watched)
                .filteredOn(held -> held.lease().owner().equals(owner))
                .singleElement()
                .satisfies(held -> {
                    assertThat(held.interviewId()).isEqualTo(running);
                    assertThat(held.lease()).isEqualTo(lease);
                    assertThat(held.beat()).isPositive();
                });
        // Its agent still hears by its lease that the recruiter ended it.
        assertThat(found(over).lease().fence()).isOne();
    }

    @Test
    void whoNeverHadTheLeaseOrLostItWritesNothing() {
        // Given
        UUID id = interview();
        SaveTurn unfenced = Samples.saveTurn(id, 1, Speaker.AGENT, "before anybody took it");
        node.ask(SaveTurn.ADDRESS, unfenced);
        String owner = owner();
        Lease lost = acquired(take(id, owner));
        saveTurn(id, 2, lost.fence()).await();
        Lease current = acquired(take(id, owner(), lost, beat(owner)));
        double refusedBefore =
                node.registry.get("rbv.persistence.fenced").counter().count();

        // When
        List<Future<?>> stale = List.of(
                saveTurn(id, 3, lost.fence()),
                saveTurn(id, 3, current.fence() + 1),
                saveTurn(id, 3, null),
                node.bus.ask(SavePlan.ADDRESS, new SavePlan(id, Samples.aPlan(), lost.fence())),
                node.bus.ask(SavePlan.ADDRESS, new SavePlan(id, Samples.aPlan())),
                node.bus.ask(ChangeState.ADDRESS, become(id, InterviewState.RECOVERING, lost.fence())),
                node.bus.ask(ChangeState.ADDRESS, become(id, InterviewState.COMPLETED, lost.fence())));

        // Then
        stale.forEach(write -> assertFailsWith(ErrorCode.STALE_LEASE, write));
        assertThat(transcript(id)).containsExactly(1, 2);
        assertThat(found(id).state()).isEqualTo(InterviewState.IN_PROGRESS);
        assertThat(node.registry.get("rbv.persistence.fenced").counter().count())
                .isEqualTo(refusedBefore + stale.size());
        saveTurn(id, 3, current.fence()).await();
        assertThat(transcript(id)).containsExactly(1, 2, 3);
    }

    @Test
    void aStaleTurnFailsAloneInItsGroup() {
        // Given
        UUID stale = interview();
        UUID good = interview();
        Lease released = acquired(take(stale, owner()));
        node.ask(ReleaseLease.ADDRESS, new ReleaseLease(stale, released));
        Lease held = acquired(take(good, owner()));

        // When
        Future<?> refused = saveTurn(stale, 1, released.fence());
        Future<?> unknown = saveTurn(good, 1, held.fence() + 1);
        Future<?> saved = saveTurn(good, 1, held.fence());

        // Then
        saved.await();
        assertFailsWith(ErrorCode.STALE_LEASE, refused);
        assertFailsWith(ErrorCode.STALE_LEASE, unknown);
        assertThat(transcript(stale)).isEmpty();
        assertThat(transcript(good)).containsExactly(1);
    }

    @Test
    void theEndByTheHolderGivesTheLeaseBackAndMayBeAskedForAgain() {
        // Given
        UUID id = interview();
        String owner = owner();
        Lease lease = acquired(take(id, owner));

        // When
        Interview ended = node.ask(ChangeState.ADDRESS, become(id, InterviewState.COMPLETED, lease.fence()));

        // Then
        assertThat(ended.lease()).isNull();
        assertThat(keep(owner)).isEmpty();
        assertThat(node.ask(ChangeState.ADDRESS, become(id, InterviewState.COMPLETED, lease.fence()))
                        .state())
                .isEqualTo(InterviewState.COMPLETED);
        assertFailsWith(ErrorCode.STALE_LEASE, saveTurn(id, 1, lease.fence()));
        assertFailsWith(ErrorCode.INVALID_STATE, node.bus.ask(AcquireLease.ADDRESS, request(id, owner())));
    }

    @Test
    void aProcessThatWasStartedAgainIsAnotherOwner() {
        // Given
        UUID id = interview();
        String before = "node-9/" + UUID.randomUUID();
        String after = "node-9/" + UUID.randomUUID();
        Lease lease = acquired(take(id, before));

        // When
        LeaseOutcome restarted = take(id, after);

        // Then
        assertThat(restarted).isEqualTo(new LeaseOutcome.HeldBy(id, lease));
        assertThat(keep(after)).isEmpty();
        assertThat(acquired(take(id, after, lease, beat(before))).fence()).isEqualTo(2);
    }

    @Test
    void anErasedInterviewIsHeldByNobody() throws Exception {
        // Given
        UUID id = interview();
        String owner = owner();
        take(id, owner);
        node.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.CANCELLED));

        // When
        node.ask(EraseInterview.ADDRESS, new EraseInterview(id, Samples.NOON));

        // Then
        assertThat(keep(owner)).isEmpty();
        assertFailsWith(ErrorCode.ERASED, node.bus.ask(AcquireLease.ADDRESS, request(id, owner)));
        assertFailsWith(ErrorCode.ERASED, saveTurn(id, 1, 1L));
        assertFailsWith(ErrorCode.NOT_FOUND, node.bus.ask(AcquireLease.ADDRESS, request(UUID.randomUUID(), owner)));
        assertThat(node.query("SELECT fence FROM interview_leases WHERE interview_id = '" + id + "'"))
                .isEqualTo("1");
    }

    @Test
    void ownersOfEarlierStartsAreForgottenAndBeatsOnlyGrow() throws Exception {
        // Given
        String gone = owner();
        String holds = owner();
        UUID id = interview();
        keep(gone);
        acquired(take(id, holds));
        String busy = owner();
        keep(busy);
        node.update("UPDATE agent_owners SET beat = beat + 5000 WHERE owner = '" + busy + "'");

        // When
        String newcomer = owner();
        keep(newcomer);

        // Then
        assertThat(node.query("SELECT count(*) FROM agent_owners WHERE owner = '" + gone + "'"))
                .isEqualTo("0");
        assertThat(keep(holds)).hasSize(1);
        acquired(take(interview(), gone));
        assertThat(keep(gone).getFirst().beat()).isGreaterThan(5_000);
    }

    private static UUID interview() {
        return inProgress(node);
    }

    /** Without a plan, so that one can be refused. */
    static UUID inProgress(RunningPersistence on) {
        UUID id = on.ask(CreateInterview.ADDRESS, Samples.anInterview())
                .interview()
                .interviewId();
        on.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.WAITING));
        on.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.IN_PROGRESS));
        return id;
    }

    private static String owner() {
        return "node-1/" + UUID.randomUUID();
    }

    private static AcquireLease request(UUID id, String owner) {
        return new AcquireLease(id, owner, null, 0);
    }

    private static LeaseOutcome take(UUID id, String owner) {
        return node.ask(AcquireLease.ADDRESS, request(id, owner));
    }

    private static LeaseOutcome take(UUID id, String owner, Lease expired, long beat) {
        return node.ask(AcquireLease.ADDRESS, new AcquireLease(id, owner, expired, beat));
    }

    private static Lease acquired(LeaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(LeaseOutcome.Acquired.class);
        return ((LeaseOutcome.Acquired) outcome).lease();
    }

    private static List<HeldLease> keep(String owner) {
        return node.ask(KeepLeases.ADDRESS, new KeepLeases(owner)).leases();
    }

    /** As a watcher sees it. */
    private static long beat(String owner) {
        return node.ask(FindLeases.ADDRESS, new FindLeases()).leases().stream()
                .filter(held -> held.lease().owner().equals(owner))
                .findFirst()
                .orElseThrow()
                .beat();
    }

    private static Future<?> saveTurn(UUID id, int no, Long fence) {
        return node.bus.ask(
                SaveTurn.ADDRESS, new SaveTurn(id, Samples.aTurn(no, Speaker.CANDIDATE, "turn " + no), fence));
    }

    private static ChangeState become(UUID id, InterviewState state, Long fence) {
        return new ChangeState(id, state, Samples.NOON.plusSeconds(200), RunningPersistence.NODE, null, fence);
    }

    private static Interview found(UUID id) {
        return node.ask(FindInterview.ADDRESS, new FindInterview(id));
    }

    private static List<Integer> transcript(UUID id) {
        return node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns().stream()
                .map(Turn::turnNo)
                .toList();
    }
}
