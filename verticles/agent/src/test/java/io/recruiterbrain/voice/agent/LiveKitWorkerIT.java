package io.recruiterbrain.voice.agent;

import static io.recruiterbrain.voice.agent.WorkerStage.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.agent.room.livekit.LiveKitConfig;
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

/** This node as a worker of a real LiveKit server: how it comes and goes. */
@Timeout(60)
class LiveKitWorkerIT {
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
    void aFullNodeTakesNoJobAndOneWithAFreeRoomDoes() throws IOException {
        // Given
        stage.deploy(1);
        UUID held = stage.consented();
        stage.join(held);
        UUID waiting = stage.consented();

        // When
        stage.dispatch("stage-" + waiting, metadata(waiting));
        stage.vertx.timer(1, TimeUnit.SECONDS).await();
        boolean takenWhileFull = !stage.seats.isEmpty();
        stage.bus
                .ask(SessionCommand.at(stage.store.leases.owner(held)), new SessionCommand.EndInterview(held, "over"))
                .await();
        stage.until(() -> stage.roomsTaken() == 0);
        // A server offers a job once; and it learns of the free room with the next report.
        stage.until(() -> {
            stage.dispatchQuietly("stage-" + waiting, metadata(waiting));
            stage.vertx.timer(1, TimeUnit.SECONDS).await();
            return !stage.seats.isEmpty();
        });

        // Then
        assertThat(takenWhileFull).isFalse();
        assertThat(stage.seats.element().room()).isEqualTo("stage-" + waiting);
    }

    @Test
    void afterARestartOfTheServerTheNodeIsAWorkerAgainAndHoldsWhatItHeld() throws IOException {
        // Given
        stage.deploy(2);
        UUID held = stage.consented();
        stage.dispatch("stage-" + held, metadata(held));
        stage.untilCounted("begun", 1);

        // When
        server.kill();
        stage.until(() -> !stage.isRegistered());
        server.startAgain();
        stage.until(stage::isRegistered);
        UUID next = stage.consented();
        stage.dispatch("stage-" + next, metadata(next));
        stage.until(() -> stage.seats.size() == 2);

        // Then
        assertThat(stage.store.stateOf(held)).isEqualTo(InterviewState.WAITING);
        assertThat(stage.roomsTaken()).isEqualTo(2);
    }

    @Test
    void aNodeThatShutsDownLeavesItsInterviewsForLater() throws IOException {
        // Given
        stage.deploy(2);
        UUID id = stage.consented();
        String dispatch = stage.dispatch("stage-" + id, metadata(id));
        stage.untilCounted("begun", 1);

        // When
        stage.undeploy();

        // Then
        stage.untilServerHeard(dispatch, "JS_FAILED", "dispatch it again");
        assertThat(stage.store.stateOf(id)).isEqualTo(InterviewState.RECOVERING);
        assertThat(stage.rooms.left).hasValueGreaterThanOrEqualTo(1);
        assertThat(stage.isRegistered()).isFalse();
    }

    @Test
    void aWrongSecretStopsTheStartAndNamesTheSetting() {
        // Given
        LiveKitConfig wrong =
                LiveKitConfig.of(server.url(), LiveKitServer.API_KEY, "another-secret-that-is-long-enough");

        // When / Then
        assertThatThrownBy(() -> stage.deploy(1, wrong)).hasMessageContaining("LIVEKIT_API_SECRET");
    }
}
