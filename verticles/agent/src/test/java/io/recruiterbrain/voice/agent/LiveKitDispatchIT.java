package io.recruiterbrain.voice.agent;

import static io.recruiterbrain.voice.agent.WorkerStage.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.room.livekit.LiveKitSeat;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a dispatch that LiveKit's own SDK made, on a real LiveKit server. */
@Timeout(60)
class LiveKitDispatchIT {
    private static LiveKitServer server;

    @AutoClose
    private WorkerStage stage;

    @BeforeAll
    static void startServer() {
        server = LiveKitServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() {
        stage = new WorkerStage(server);
    }

    @Test
    void anExplicitDispatchBeginsTheInterviewInItsRoom() throws IOException {
        // Given
        stage.deploy(2);
        UUID id = stage.consented();

        // When
        stage.dispatch("stage-" + id, metadata(id));
        stage.until(() -> stage.seats.size() == 1);

        // Then
        LiveKitSeat seat = stage.seats.element();
        assertThat(seat.room()).isEqualTo("stage-" + id);
        assertThat(seat.agentIdentity()).startsWith("agent-AJ_");
        assertThat(seat.token()).isNotEmpty();
        stage.untilCounted("begun", 1);
        assertThat(stage.store.stateOf(id)).isEqualTo(InterviewState.WAITING);
    }

    @Test
    void theJobEndsWithTheInterview() throws IOException {
        // Given
        stage.deploy(2);
        UUID id = stage.consented();
        String dispatch = stage.dispatch("stage-" + id, metadata(id));
        stage.untilCounted("begun", 1);

        // When
        stage.bus
                .ask(
                        SessionCommand.at(stage.store.leases.owner(id)),
                        new SessionCommand.EndInterview(id, "the position was filled"))
                .await();

        // Then
        stage.untilServerHeard(dispatch, "JS_SUCCESS", "");
        stage.until(() -> stage.roomsTaken() == 0);
    }

    @Test
    void metadataThatIsNotOursFailsTheJobWithASentence() throws IOException {
        // Given
        stage.deploy(1);
        String room = "stage-" + UUID.randomUUID();

        // When
        String dispatch = stage.dispatch(room, "hello");

        // Then
        stage.untilServerHeard(dispatch, "JS_FAILED", "interview_id");
        assertThat(stage.seats).isEmpty();
        assertThat(stage.roomsTaken()).isZero();
    }

    @Test
    void anInterviewWithoutConsentFailsTheJobAndFreesTheRoom() throws IOException {
        // Given
        stage.deploy(1);
        UUID unconsented =
                stage.store.add(InterviewState.SCHEDULED, false, null, 1).interviewId();

        // When
        String dispatch = stage.dispatch("stage-" + unconsented, metadata(unconsented));

        // Then
        stage.untilServerHeard(dispatch, "JS_FAILED", "the consent text has not been accepted");
        assertThat(stage.roomsTaken()).isZero();
        assertThat(stage.join(stage.consented())).isInstanceOf(JoinResult.Joined.class);
    }

    @Test
    void aSecondDispatchOfAnInterviewOpensNoSecondRoom() throws IOException {
        // Given
        stage.deploy(3);
        UUID id = stage.consented();
        String room = "stage-" + id;
        stage.dispatch(room, metadata(id));
        stage.untilCounted("begun", 1);

        // When
        stage.dispatch(room, metadata(id));
        String elsewhere = stage.dispatch("other-" + id, metadata(id));

        // Then
        stage.untilCounted("joined", 1);
        stage.untilServerHeard(elsewhere, "JS_FAILED", "held in another room");
        assertThat(stage.seats).hasSize(1);
        assertThat(stage.rooms.opened).hasValue(1);
        assertThat(stage.roomsTaken()).isEqualTo(1);
    }

    @Test
    void aJobForAnInterviewWhoseRoomWasClosedBeginsItAnew() throws IOException {
        // Given
        stage.deploy(2);
        UUID id = stage.consented();
        String room = "stage-" + id;
        stage.dispatch(room, metadata(id));
        stage.untilCounted("begun", 1);

        // When
        stage.roomService().deleteRoom(room).execute();
        stage.until(() -> {
            stage.dispatchQuietly(room, metadata(id));
            stage.vertx.timer(500, TimeUnit.MILLISECONDS).await();
            return stage.seats.size() >= 2;
        });

        // Then
        stage.until(() -> stage.roomsTaken() == 1);
        assertThat(stage.rooms.left).hasValueGreaterThanOrEqualTo(1);
    }
}
