package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static io.recruiterbrain.voice.persistence.Failures.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose PostgreSQL is run by somebody else; the other node's embedded one plays that part. */
class ServerElsewhereIT {
    @TempDir
    Path owner;

    @TempDir
    Path guest;

    @Test
    void twoNodesShareADatabaseAndEachEventIsPublishedByOneOfThemInOrder() throws Exception {
        // Given
        try (RunningPersistence first = RunningPersistence.start(owner)) {
            UUID held = Samples.inProgress(first).interviewId();
            UUID foreign = Samples.inProgress(first).interviewId();
            first.ask(
                    ChangeState.ADDRESS,
                    new ChangeState(foreign, InterviewState.IN_PROGRESS, Samples.NOON, "node-2", null));

            // When
            try (RunningPersistence second = RunningPersistence.start(withServer(first.server()))) {

                // Then
                assertThat(state(second, held)).isEqualTo(InterviewState.RECOVERING);
                assertThat(state(second, foreign)).isEqualTo(InterviewState.IN_PROGRESS);
                for (int no = 1; no <= 10; no++) {
                    first.ask(SaveTurn.ADDRESS, Samples.saveTurn(held, no, Speaker.AGENT, "turn " + no));
                    second.ask(SaveTurn.ADDRESS, Samples.saveTurn(foreign, no, Speaker.AGENT, "turn " + no));
                }
                long last = Long.parseLong(first.query("SELECT last_sequence FROM event_counter"));
                eventually(() -> {
                    assertThat(sequences(first)).isSorted();
                    assertThat(sequences(second)).isSorted();
                    List<Long> all = new ArrayList<>(sequences(first));
                    all.addAll(sequences(second));
                    assertThat(all).doesNotHaveDuplicates().hasSize((int) last);
                });
                assertThat(second.ask(FindStatus.PERSISTENCE, new FindStatus()).ports())
                        .extracting(ModuleStatus.PortStatus::adapter)
                        .containsExactly("PostgreSQL", "lucene");
            }
        }
    }

    @Test
    void whileTheServerIsAwayEveryRequestFailsAtOnceAndTheStatusTells() {
        // Given
        RunningPersistence first = RunningPersistence.start(owner);
        try (RunningPersistence second = RunningPersistence.start(withServer(first.server()))) {
            UUID id = Samples.inProgress(second).interviewId();

            // When
            first.close();

            // Then
            assertFailsWith(
                    ErrorCode.UNAVAILABLE,
                    second.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.AGENT, "anybody?")));
            assertFailsWith(ErrorCode.UNAVAILABLE, second.bus.ask(FindInterview.ADDRESS, new FindInterview(id)));
            ModuleStatus status = second.ask(FindStatus.PERSISTENCE, new FindStatus());
            assertThat(status.healthy()).isFalse();
            assertThat(status.ports().getFirst().problem()).isEqualTo("the database cannot be reached");
        }
    }

    @Test
    void aServerThatIsNotThereStopsTheStartWithOneSentence() {
        // Given
        var nobody = new PersistenceConfig.Server("127.0.0.1", 1, "db", "user", "secret-pw", "disable", null);

        // When, Then
        assertThatThrownBy(() -> RunningPersistence.start(withServer(nobody)))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("secret-pw");
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingStopsTheStartWithOneSentence() throws Exception {
        // Given
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var server = new PersistenceConfig.Server(
                    "127.0.0.1", mute.getLocalPort(), "db", "user", "secret-pw", "disable", null);

            // When, Then
            assertThatThrownBy(() -> RunningPersistence.start(withServer(server)))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("127.0.0.1:" + mute.getLocalPort())
                    .hasMessageNotContaining("secret-pw");
        }
    }

    private PersistenceConfig withServer(PersistenceConfig.Server server) {
        PersistenceConfig own = RunningPersistence.config(guest);
        // The embedded server has connections for its own node and a few more.
        PersistenceConfig.Pool few = new PersistenceConfig.Pool(
                3, 0, own.pool().timeout(), own.pool().idle(), own.pool().recycle());
        return new PersistenceConfig(own.dataFolder(), server, few, own.turns(), own.outbox(), own.reaper());
    }

    private static InterviewState state(RunningPersistence node, UUID id) {
        return node.ask(FindInterview.ADDRESS, new FindInterview(id)).state();
    }

    private static List<Long> sequences(RunningPersistence node) {
        return node.published.stream().map(InterviewEvent::sequence).toList();
    }
}
