package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Failures.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places in the queue for a room, and the browser an interview is open in. */
class JoinQueueIT {
    private static RunningPersistence node;

    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private final UUID third = UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path folder) {
        node = RunningPersistence.start(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void nobodyWaits() throws SQLException {
        run("DELETE FROM join_queue");
    }

    @Test
    void placesAreInOrderOfArrivalAndKeptByAskingAgain() {
        // Given
        enter(first);
        enter(second);
        enter(third);

        // When
        QueuePlace firstAgain = enter(first);
        QueuePlace secondAgain = enter(second);
        node.ask(LeaveQueue.ADDRESS, new LeaveQueue(first));

        // Then
        assertThat(firstAgain).isEqualTo(new QueuePlace(1, 3));
        assertThat(secondAgain).isEqualTo(new QueuePlace(2, 3));
        assertThat(find(third)).isEqualTo(new QueuePlace(2, 2));
    }

    @Test
    void whoOnlyLooksTakesNoPlace() {
        // Given
        enter(first);

        // When
        QueuePlace notThere = find(second);
        QueuePlace all = node.ask(FindQueuePlace.ADDRESS, new FindQueuePlace(null));

        // Then
        assertThat(notThere).isEqualTo(new QueuePlace(0, 1));
        assertThat(all).isEqualTo(new QueuePlace(0, 1));
    }

    @Test
    void aPlaceThatWasNotAskedForAgainIsGivenUpAndTakenAnewAtTheEnd() throws SQLException {
        // Given
        enter(first);
        enter(second);
        run("UPDATE join_queue SET asked_at = asked_at - interval '31 seconds' WHERE interview_id = '" + first + "'");

        // When
        QueuePlace next = find(second);
        QueuePlace late = enter(first);

        // Then
        assertThat(next).isEqualTo(new QueuePlace(1, 1));
        assertThat(late).isEqualTo(new QueuePlace(2, 2));
    }

    @Test
    void manyWhoComeAtOnceGetPlacesOfTheirOwn() {
        // Given
        List<UUID> burst = Stream.generate(UUID::randomUUID).limit(200).toList();
        Future.all(burst.stream()
                        .map(interview -> node.bus.ask(EnterQueue.ADDRESS, new EnterQueue(interview)))
                        .toList())
                .await();

        // When
        List<Integer> places = burst.stream()
                .map(interview -> find(interview).position())
                .sorted()
                .toList();

        // Then
        assertThat(places).hasSize(200).doesNotHaveDuplicates().startsWith(1).endsWith(200);
    }

    @Test
    void whoIsGivenARoomLeavesTheQueueInTheSameMoment() {
        // Given
        UUID inside = ordered();
        enter(inside);
        enter(second);
        int heldBefore = heldSeenBy(second);

        // When
        lease(inside);

        // Then
        assertThat(find(inside)).isEqualTo(new QueuePlace(0, 1));
        assertThat(find(second)).isEqualTo(new QueuePlace(1, 1));
        assertThat(heldSeenBy(second)).isEqualTo(heldBefore + 1);
    }

    @Test
    void whoseRoomCouldNotBeOpenedKeepsTheirPlace() {
        // Given
        UUID first = ordered();
        enter(first);
        enter(second);
        Lease lease = lease(first);

        // When
        node.ask(ReleaseLease.ADDRESS, new ReleaseLease(first, lease));

        // Then
        assertThat(find(first)).isEqualTo(new QueuePlace(1, 2));
        assertThat(find(second)).isEqualTo(new QueuePlace(2, 2));
    }

    @Test
    void aRoomThatIsGivenBackIsNotHeld() {
        // Given
        UUID inside = ordered();
        int heldBefore = heldSeenBy(second);
        Lease lease = lease(inside);

        // When
        node.ask(ReleaseLease.ADDRESS, new ReleaseLease(inside, lease));

        // Then
        assertThat(heldSeenBy(second)).isEqualTo(heldBefore);
    }

    @Test
    void aCancelledInterviewWaitsNoMore() {
        // Given
        UUID cancelled = ordered();
        enter(cancelled);
        enter(second);

        // When
        node.ask(
                ChangeState.ADDRESS,
                new ChangeState(cancelled, InterviewState.CANCELLED, Samples.NOON, null, "position filled"));

        // Then
        assertThat(find(second)).isEqualTo(new QueuePlace(1, 1));
    }

    @Test
    void anInterviewThatOnlyMovesKeepsItsPlace() {
        // Given
        UUID waiting = ordered();
        enter(waiting);

        // When
        node.ask(ChangeState.ADDRESS, new ChangeState(waiting, InterviewState.WAITING, Samples.NOON, null, null));

        // Then
        assertThat(find(waiting)).isEqualTo(new QueuePlace(1, 1));
    }

    @Test
    void anErasedInterviewWaitsNoMore() {
        // Given
        UUID erased = ordered();
        enter(erased);
        enter(second);

        // When
        node.ask(EraseInterview.ADDRESS, new EraseInterview(erased, Samples.NOON));

        // Then
        assertThat(find(second)).isEqualTo(new QueuePlace(1, 1));
    }

    @Test
    void aPageComesBackByItselfOnlyWhileNoOtherBrowserCame() {
        // Given
        UUID interview = ordered();
        UUID laptop = UUID.randomUUID();
        UUID phone = UUID.randomUUID();
        node.ask(ClaimSession.ADDRESS, new ClaimSession(interview, laptop, false));
        node.ask(ClaimSession.ADDRESS, new ClaimSession(interview, laptop, true));

        // When
        node.ask(ClaimSession.ADDRESS, new ClaimSession(interview, phone, false));

        // Then
        assertFailsWith(
                ErrorCode.SESSION_TAKEN_OVER,
                node.bus.ask(ClaimSession.ADDRESS, new ClaimSession(interview, laptop, true)));
        assertThat(node.ask(ClaimSession.ADDRESS, new ClaimSession(interview, phone, true))
                        .sessionId())
                .isEqualTo(phone);
    }

    private static UUID ordered() {
        CreateInterview order = Samples.anInterview("j", "c", Samples.NOON);
        node.ask(CreateInterview.ADDRESS, order);
        return order.interviewId();
    }

    /** The place, without how many interviews are held, which other tests change. */
    private static QueuePlace enter(UUID interviewId) {
        QueuePlace place = node.ask(EnterQueue.ADDRESS, new EnterQueue(interviewId));
        return new QueuePlace(place.position(), place.waiting());
    }

    private static Integer heldSeenBy(UUID interviewId) {
        return node.ask(EnterQueue.ADDRESS, new EnterQueue(interviewId)).held();
    }

    private static Lease lease(UUID interviewId) {
        return ((LeaseOutcome.Acquired)
                        node.ask(AcquireLease.ADDRESS, new AcquireLease(interviewId, "node-1/a", null, 0)))
                .lease();
    }

    private static QueuePlace find(UUID interviewId) {
        return node.ask(FindQueuePlace.ADDRESS, new FindQueuePlace(interviewId));
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = node.jdbc();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
