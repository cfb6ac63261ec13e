package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperIT {
    private RunningPersistence node;

    @BeforeEach
    void start(@TempDir Path folder) {
        node = RunningPersistence.start(folder);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void onlyInterviewsThatNobodyHoldsAnyMoreAreEnded() throws Exception {
        // Given
        UUID scheduled = node.ask(CreateInterview.ADDRESS, Samples.anInterview("j", "c", node.clock.instant()))
                .interview()
                .interviewId();
        UUID talking = running(InterviewState.IN_PROGRESS);
        UUID left = running(InterviewState.RECOVERING);

        // When: longer than the reconnect time, shorter than an interview may last
        node.clock.advance(Duration.ofMinutes(3));

        // Then
        eventually(() -> assertThat(state(left)).isEqualTo(InterviewState.ABANDONED));
        assertThat(state(talking)).isEqualTo(InterviewState.IN_PROGRESS);
        assertThat(state(scheduled)).isEqualTo(InterviewState.SCHEDULED);

        // When: it still talks near its limit, then nobody does for longer than any agent goes on
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(talking, 1, Speaker.AGENT, "Go on."));
        node.clock.advance(Duration.ofMinutes(13));
        assertThat(state(talking)).isEqualTo(InterviewState.IN_PROGRESS);
        node.clock.advance(Duration.ofMinutes(3));

        // Then
        eventually(() -> assertThat(state(talking)).isEqualTo(InterviewState.ABANDONED));
        assertThat(state(scheduled)).isEqualTo(InterviewState.SCHEDULED);

        // When
        node.clock.advance(Duration.ofDays(3));

        // Then
        eventually(() -> assertThat(state(scheduled)).isEqualTo(InterviewState.EXPIRED));
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, scheduled, 10))
                        .events()
                        .getLast()
                        .data())
                .containsEntry("to", "EXPIRED")
                .containsEntry("reason", "link_expired");
    }

    @Test
    void whoWasInterruptedByAShutdownHasTimeToComeBack() throws Exception {
        // Given
        UUID interrupted = running(InterviewState.IN_PROGRESS);
        UUID left = running(InterviewState.IN_PROGRESS);
        Instant now = node.clock.instant();
        node.ask(
                ChangeState.ADDRESS,
                new ChangeState(interrupted, InterviewState.RECOVERING, now, "node-1", "shutdown"));
        node.ask(ChangeState.ADDRESS, new ChangeState(left, InterviewState.RECOVERING, now, "node-1", null));

        // When
        node.clock.advance(Duration.ofMinutes(50));

        // Then
        eventually(() -> assertThat(state(left)).isEqualTo(InterviewState.ABANDONED));
        assertThat(state(interrupted)).isEqualTo(InterviewState.RECOVERING);

        // When
        node.clock.advance(Duration.ofMinutes(11));

        // Then
        eventually(() -> assertThat(state(interrupted)).isEqualTo(InterviewState.ABANDONED));
    }

    @Test
    void whoSetsUpTheMicrophoneInAnOpenRoomIsNotEnded() throws Exception {
        // Given
        UUID setsUp = node.ask(CreateInterview.ADDRESS, Samples.anInterview("j", "c", node.clock.instant()))
                .interview()
                .interviewId();
        node.ask(
                ChangeState.ADDRESS,
                new ChangeState(setsUp, InterviewState.WAITING, node.clock.instant(), "node-1", null));
        UUID talking = running(InterviewState.IN_PROGRESS);

        // When: past what a conversation may last, but not a long set-up before it
        node.clock.advance(Duration.ofMinutes(20));

        // Then
        eventually(() -> assertThat(state(talking)).isEqualTo(InterviewState.ABANDONED));
        assertThat(state(setsUp)).isEqualTo(InterviewState.WAITING);

        // When
        node.clock.advance(Duration.ofMinutes(10));

        // Then
        eventually(() -> assertThat(state(setsUp)).isEqualTo(InterviewState.ABANDONED));
    }

    @Test
    void anInterviewThatALivingAgentHoldsIsItsMatter() throws Exception {
        // Given
        UUID held = LeaseIT.inProgress(node);
        UUID free = LeaseIT.inProgress(node);
        node.ask(AcquireLease.ADDRESS, new AcquireLease(held, "node-2/alive", null, 0));
        long alive =
                node.vertx.setPeriodic(200, timer -> node.bus.ask(KeepLeases.ADDRESS, new KeepLeases("node-2/alive")));

        // When
        node.clock.advance(Duration.ofHours(3));

        // Then
        eventually(() -> assertThat(state(free)).isEqualTo(InterviewState.ABANDONED));
        assertThat(state(held)).isEqualTo(InterviewState.IN_PROGRESS);
        node.vertx.cancelTimer(alive);
    }

    @Test
    void anInterviewWhoseHolderIsSilentIsEndedWhenNobodyTakesItInTheTimeForThat() throws Exception {
        // Given
        UUID held = LeaseIT.inProgress(node);
        UUID cancelled = LeaseIT.inProgress(node);
        for (UUID id : List.of(held, cancelled)) {
            node.ask(AcquireLease.ADDRESS, new AcquireLease(id, "node-2/silent", null, 0));
        }
        node.ask(ChangeState.ADDRESS, Samples.become(cancelled, InterviewState.CANCELLED));

        // When: long for an interview without a lease, not for one that may be resumed
        node.clock.advance(Duration.ofMinutes(50));
        // Its lease goes only when the holder was seen to be silent.
        eventually(() -> assertThat(found(cancelled).lease()).isNull());

        // Then
        assertThat(state(held)).isEqualTo(InterviewState.IN_PROGRESS);
        assertThat(found(held).lease().fence()).isOne();

        // When
        node.clock.advance(Duration.ofMinutes(30));

        // Then
        eventually(() -> assertThat(state(held)).isEqualTo(InterviewState.ABANDONED));
        eventually(() -> assertThat(found(held).lease()).isNull());
    }

    @Test
    void aStartOfANodeLeavesWhatIsHeldToWhoWatchesTheLeases(@TempDir Path folder) {
        // Given
        UUID held;
        UUID free;
        try (RunningPersistence first = RunningPersistence.start(folder)) {
            held = LeaseIT.inProgress(first);
            free = LeaseIT.inProgress(first);
            first.ask(AcquireLease.ADDRESS, new AcquireLease(held, "node-1/before", null, 0));
        }

        // When
        try (RunningPersistence second = RunningPersistence.start(folder)) {

            // Then
            assertThat(second.ask(FindInterview.ADDRESS, new FindInterview(free))
                            .state())
                    .isEqualTo(InterviewState.RECOVERING);
            assertThat(second.ask(FindInterview.ADDRESS, new FindInterview(held))
                            .state())
                    .isEqualTo(InterviewState.IN_PROGRESS);
            assertThat(second.ask(FindLeases.ADDRESS, new FindLeases()).leases())
                    .extracting(HeldLeases.HeldLease::interviewId)
                    .containsExactly(held);
        }
    }

    private UUID running(InterviewState state) {
        Interview interview = Samples.inProgress(node);
        node.ask(
                ChangeState.ADDRESS,
                new ChangeState(interview.interviewId(), InterviewState.RECOVERING, node.clock.instant(), null, null));
        return node.ask(
                        ChangeState.ADDRESS,
                        new ChangeState(interview.interviewId(), state, node.clock.instant(), "node-1", null))
                .interviewId();
    }

    private InterviewState state(UUID id) {
        return found(id).state();
    }

    private Interview found(UUID id) {
        return node.ask(FindInterview.ADDRESS, new FindInterview(id));
    }
}
