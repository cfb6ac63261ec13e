package io.recruiterbrain.voice.agent;

import static io.recruiterbrain.voice.agent.SupervisorStage.BROWSER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who comes into the rooms of a node, and who does not. */
@Timeout(60)
class RoomHostTest {
    @AutoClose
    private final SupervisorStage stage = new SupervisorStage();

    @Test
    void neverMoreRoomsThanTheCapEvenWhenAllJoinAtOnce() {
        // Given
        stage.deploy(3, Duration.ofMinutes(2));
        List<UUID> ids = IntStream.range(0, 12)
                .mapToObj(i ->
                        stage.store.add(InterviewState.SCHEDULED, true, null, 1).interviewId())
                .toList();

        // When
        List<Future<JoinResult>> joins = ids.stream()
                .map(id -> stage.bus.ask(JoinInterview.ADDRESS, new JoinInterview(id, UUID.randomUUID())))
                .toList();
        Future.all(joins).await();

        // Then
        assertThat(joins)
                .filteredOn(join -> join.result() instanceof JoinResult.Joined)
                .hasSize(3);
        assertThat(joins)
                .filteredOn(join -> join.result() instanceof JoinResult.AllBusy)
                .hasSize(9);
        assertThat(stage.rooms.opened).hasValue(3);
    }

    @Test
    void aPageWhoseInterviewWasBroughtHereWhileItWasAwayIsToldOfItUntilItHasJoined() {
        // Given: an agent before this one left the interview while its candidate was away
        UUID id = stage.store.add(InterviewState.RECOVERING, true, null, 1).interviewId();
        stage.store.leases.steal(id, "node-2/before");
        Lease before = requireNonNull(stage.store.leases.lease(id));
        stage.bus.ask(ReleaseLease.ADDRESS, new ReleaseLease(id, before)).await();
        stage.deploy(1, Duration.ofMinutes(2));

        // When
        stage.join(id, BROWSER);

        // Then
        long fence = requireNonNull(stage.store.leases.lease(id)).fence();
        stage.until(() -> stage.live.contains(new LiveUpdate.AgentMoved(id, fence, "node-1/test")));
        assertThat(fence).isGreaterThan(before.fence());
    }

    @Test
    void aJoinThatIsRefusedFreesItsRoom() {
        // Given
        stage.deploy(1, Duration.ofMinutes(2));
        UUID unconsented =
                stage.store.add(InterviewState.SCHEDULED, false, null, 1).interviewId();
        UUID over = stage.store.add(InterviewState.COMPLETED, true, null, 1).interviewId();

        // When
        assertThatThrownBy(() -> stage.join(unconsented, BROWSER))
                .satisfies(fault -> hasCode(fault, ErrorCode.CONSENT_REQUIRED));
        assertThatThrownBy(() -> stage.join(over, BROWSER)).satisfies(fault -> hasCode(fault, ErrorCode.INVALID_STATE));
        assertThatThrownBy(() -> stage.join(UUID.randomUUID(), BROWSER))
                .satisfies(fault -> hasCode(fault, ErrorCode.NOT_FOUND));

        // Then
        assertThat(stage.roomsOpen()).isZero();
        assertThat(stage.rooms.opened).hasValue(0);
    }

    @Test
    void aSecondBrowserTakesOverAndTheFirstIsTold() {
        // Given
        stage.deploy(1, Duration.ofMinutes(2));
        UUID id = stage.store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();
        UUID second = UUID.randomUUID();
        stage.join(id, BROWSER);

        // When
        JoinResult joined = stage.join(id, second);

        // Then
        assertThat(joined).isEqualTo(new JoinResult.Joined(id, second, "node-1"));
        stage.until(() -> stage.live.contains(new LiveUpdate.SessionTakenOver(id, BROWSER)));
        assertThat(stage.rooms.mediaClosed).hasValue(1);
        assertThatThrownBy(() -> stage.present(id, BROWSER, Presence.CONNECTED))
                .satisfies(fault -> hasCode(fault, ErrorCode.SESSION_TAKEN_OVER));
        assertThat(stage.present(id, second, Presence.CONNECTED)).isEqualTo(new SessionReply.Accepted(id));
    }

    @Test
    void anOfferIsAnsweredByTheRoom() {
        // Given
        stage.deploy(1, Duration.ofMinutes(2));
        UUID id = stage.store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();
        stage.join(id, BROWSER);

        // When
        SessionReply reply =
                stage.tell(new SessionCommand.OfferMedia(id, BROWSER, MediaDirection.MICROPHONE, null, "v=0"));

        // Then
        assertThat(reply).isEqualTo(new SessionReply.MediaAnswer(id, "one", "answer to v=0"));
    }

    @Test
    void aCommandForAnInterviewThatIsNotHeldHereFindsNobody() {
        // Given
        stage.deploy(1, Duration.ofMinutes(2));
        UUID held = stage.typingCandidate(1);
        UUID elsewhere =
                stage.store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();

        // When
        Future<SessionReply> refused = stage.bus.ask(
                SessionCommand.at(stage.store.leases.owner(held)),
                new SessionCommand.EndInterview(elsewhere, "position filled"));
        stage.until(refused::isComplete);

        // Then
        assertThat(refused.cause())
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(stage.store.stateOf(elsewhere)).isEqualTo(InterviewState.SCHEDULED);
    }

    private static void hasCode(Throwable fault, ErrorCode code) {
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        known -> assertThat(known.code()).isEqualTo(code));
    }
}
