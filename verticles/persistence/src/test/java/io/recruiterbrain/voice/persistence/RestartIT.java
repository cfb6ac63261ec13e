package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.persistence.embedded.DataFolder;
import io.recruiterbrain.voice.persistence.postgres.Migrations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
    @TempDir
    Path folder;

    @Test
    void aSecondStartFindsEverythingAndGivesInterviewsWithoutAgentUpForRejoining() throws Exception {
        // Given
        UUID id;
        try (RunningPersistence first = RunningPersistence.start(folder)) {
            id = Samples.inProgress(first).interviewId();
            first.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "a capybara in the cache"));
            eventually(() -> assertThat(first.query("SELECT milvus_synced FROM interviews"))
                    .isEqualTo("t"));
            eventually(() -> assertThat(first.published).hasSize(6));
            // As if the node had died before it published the last two.
            execute(first, "UPDATE event_publisher SET last_published = last_published - 2");
        }

        // When
        try (RunningPersistence second = RunningPersistence.start(folder)) {
            Interview found = second.ask(FindInterview.ADDRESS, new FindInterview(id));

            // Then
            assertThat(found.state()).isEqualTo(InterviewState.RECOVERING);
            assertThat(found.workerId()).isNull();
            assertThat(found.plan()).isEqualTo(Samples.aPlan());
            assertThat(second.ask(FindTranscript.ADDRESS, new FindTranscript(id))
                            .turns())
                    .extracting(Turn::text)
                    .containsExactly("a capybara in the cache");
            assertThat(second.ask(SearchTurns.ADDRESS, new SearchTurns("capybara", SearchFilter.NONE, 1))
                            .hits())
                    .hasSize(1);
            eventually(() -> assertThat(second.published)
                    .extracting(InterviewEvent::type)
                    .containsExactly("interview.state_changed", "turn.saved", "interview.state_changed"));
            assertThat(second.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.IN_PROGRESS))
                            .workerId())
                    .isEqualTo(RunningPersistence.NODE);
        }
    }

    @Test
    void aLostVectorIndexIsMadeAnewFromTheDatabase() throws Exception {
        // Given
        UUID id;
        try (RunningPersistence first = RunningPersistence.start(folder)) {
            id = Samples.inProgress(first).interviewId();
            first.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "a tapir in the thread pool"));
            eventually(() -> assertThat(first.query("SELECT milvus_synced FROM interviews"))
                    .isEqualTo("t"));
        }

        // When
        Files.move(folder.resolve("vectors"), folder.resolve("vectors.away"));

        // Then
        try (RunningPersistence second = RunningPersistence.start(folder)) {
            eventually(() -> assertThat(second.ask(SearchTurns.ADDRESS, new SearchTurns("tapir", SearchFilter.NONE, 1))
                            .hits())
                    .hasSize(1));
        }
    }

    @Test
    void aKilledServerIsStartedAgainAndNothingAcknowledgedIsLost() throws Exception {
        // Given
        try (RunningPersistence node = RunningPersistence.start(folder)) {
            UUID id = Samples.inProgress(node).interviewId();
            node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "before the fall"));
            ProcessHandle server = postgres();

            // When
            server.destroyForcibly();
            server.onExit().join();
            for (int no = 2; no <= 6; no++) {
                saveUntilAcknowledged(node, Samples.saveTurn(id, no, Speaker.CANDIDATE, "turn " + no));
            }

            // Then
            assertThat(postgres().pid()).isNotEqualTo(server.pid());
            assertThat(node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns())
                    .extracting(Turn::turnNo)
                    .containsExactly(1, 2, 3, 4, 5, 6);
            eventually(() -> assertThat(
                            node.ask(FindStatus.PERSISTENCE, new FindStatus()).healthy())
                    .isTrue());
            eventually(() -> assertThat(node.published)
                    .filteredOn(event -> event.type().equals("turn.saved"))
                    .extracting(event -> event.data().get("turn_no"))
                    .contains(1, 2, 3, 4, 5, 6));
        }
    }

    @Test
    void aKilledNodeLeavesNoServerBehindAndLosesNothingAcknowledged() throws Exception {
        // Given
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        NodeToKill.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        UUID id = UUID.fromString(lineAfter(child, "saved "));
        ProcessHandle server = postgres();
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("in use by another node (process " + child.pid() + ")")
                .hasMessageContaining("RBV_DATA_DIR");

        // When
        child.destroyForcibly().waitFor();

        // Then
        server.onExit().join();
        try (RunningPersistence node = RunningPersistence.start(folder)) {
            assertThat(node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns())
                    .hasSize(NodeToKill.TURNS);
            assertThat(node.ask(SearchTurns.ADDRESS, new SearchTurns("narwhal", SearchFilter.NONE, 1))
                            .hits())
                    .hasSize(1);
        }
    }

    @Test
    void aServerThatOutlivedItsNodeIsStoppedCleanlyByTheNextStart() throws Exception {
        // Given
        try (RunningPersistence first = RunningPersistence.start(folder)) {
            Samples.inProgress(first);
        }
        Process orphan = new ProcessBuilder(orphanCommand())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("orphan.log").toFile())
                .start();
        eventually(() -> assertThat(Files.readAllLines(pidFile()).get(7)).startsWith("ready"));

        // When
        try (RunningPersistence second = RunningPersistence.start(folder)) {

            // Then
            assertThat(orphan.waitFor()).isZero();
            assertThat(second.query("SELECT count(*) FROM interviews")).isEqualTo("1");
        }
    }

    @Test
    void aSecondNodeOnTheSameFolderGetsOneSentence() {
        // Given
        try (RunningPersistence first = RunningPersistence.start(folder)) {

            // When, Then
            assertThatThrownBy(() -> RunningPersistence.start(folder))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("in use by another node");
            assertThat(first.ask(FindStatus.PERSISTENCE, new FindStatus()).healthy())
                    .isTrue();
        }
    }

    @Test
    void aFolderThatCannotBeOneGetsOneSentence() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // When, Then
        assertThatThrownBy(() -> RunningPersistence.start(file))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> RunningPersistence.start(Path.of("/proc/nowhere")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void dataOfANewerReleaseIsRefusedWithOneSentence() throws Exception {
        // Given
        try (RunningPersistence first = RunningPersistence.start(folder)) {
            execute(
                    first,
                    "INSERT INTO flyway_schema_history VALUES"
                            + " (99, '99', 'future', 'SQL', 'V99__future.sql', 0, 'x', now(), 1, true)");
            assertThatThrownBy(() -> Migrations.run(
                            first.server(), PersistenceConfig.Pool.defaults().connect()))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("schema version 99");
        }
        Path version = folder.resolve("postgres/data/PG_VERSION");

        // When
        Files.writeString(version, "99\n");

        // Then
        assertThatThrownBy(() -> RunningPersistence.start(folder))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("PostgreSQL 99")
                .hasMessageContaining("newer release");
    }

    /** A fast restart may answer within the first request's time, so a refusal is allowed and not required. */
    private static void saveUntilAcknowledged(RunningPersistence node, SaveTurn turn) throws InterruptedException {
        eventually(() -> {
            var saved = node.bus.ask(SaveTurn.ADDRESS, turn);
            if (saved.map(false).otherwise(true).await()) {
                Failures.assertFailsWith(ErrorCode.UNAVAILABLE, saved);
                throw new AssertionError("not acknowledged yet");
            }
        });
    }

    private static void execute(RunningPersistence node, String sql) throws SQLException {
        try (Connection connection = node.jdbc();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Path pidFile() {
        return folder.resolve("postgres/data/postmaster.pid");
    }

    private ProcessHandle postgres() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile()).getFirst()))
                .orElseThrow();
    }

    private List<String> orphanCommand() throws IOException {
        try (var entries = Files.list(folder.resolve("postgres"))) {
            Path programs = entries.filter(path -> path.getFileName().toString().startsWith("server-"))
                    .findFirst()
                    .orElseThrow();
            var command = new ArrayList<String>();
            if (System.getProperty("user.name").equals("root")) {
                command.addAll(List.of("unshare", "-U"));
            }
            command.addAll(List.of(
                    programs.resolve("bin/postgres").toString(),
                    "-D",
                    folder.resolve("postgres/data").toString(),
                    "-c",
                    "listen_addresses=",
                    "-c",
                    "unix_socket_directories=" + Files.createDirectories(folder.resolve("s"))));
            return command;
        }
    }

    private static String lineAfter(Process process, String start) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
        throw new AssertionError("the process ended without saying \"" + start + "\"");
    }
}
