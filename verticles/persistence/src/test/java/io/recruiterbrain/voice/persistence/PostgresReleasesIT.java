package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.embedded.TestPrograms;
import io.recruiterbrain.voice.persistence.postgres.Migrations;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node as the application's role over TLS, on the releases of PostgreSQL that are promised. */
class PostgresReleasesIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** The oldest release that is promised, the newest, which the node itself brings, and Debian's where it is installed. */
    static List<Path> releases() throws Exception {
        Path programs = Files.createDirectories(TARGET.resolve("postgres-programs"));
        List<Path> releases = new ArrayList<>(List.of(TestPrograms.unpack(programs)));
        try (var jars = Files.list(TARGET.resolve("postgres-releases"))) {
            for (Path jar : jars.toList()) {
                TestPrograms.unpack(programs, jar).ifPresent(releases::add);
            }
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (var folders = Files.list(debian)) {
                folders.filter(folder -> Files.isExecutable(folder.resolve("bin/initdb")))
                        .forEach(releases::add);
            }
        }
        return releases;
    }

    @ParameterizedTest
    @MethodSource("releases")
    void anInterviewIsKeptFoundAndErased(Path programs, @TempDir Path home, @TempDir Path data) throws Exception {
        // Given
        try (OutsidePostgres release = OutsidePostgres.start(programs, home, Map.of())) {
            release.prepare("recruiterbrain");
            PersistenceConfig.Server app = as(release, "app", "recruiterbrain");
            Migrations.run(
                    app.withMigration(new PersistenceConfig.Role("owner", "owner-pw")),
                    PersistenceConfig.Pool.defaults().connect());
            PersistenceConfig own = RunningPersistence.config(data);

            // When
            try (RunningPersistence node = RunningPersistence.start(
                    new PersistenceConfig(data, app, own.pool(), own.turns(), own.outbox(), own.reaper()))) {
                UUID id = Samples.inProgress(node).interviewId();
                node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "a kestrel"));
                eventually(() -> assertThat(
                                release.query("recruiterbrain", "SELECT bool_and(milvus_synced) FROM interviews"))
                        .isEqualTo("t"));

                // Then
                assertThat(node.ask(SearchTurns.ADDRESS, new SearchTurns("kestrel", SearchFilter.NONE, 1))
                                .hits())
                        .hasSize(1);
                node.ask(
                        ChangeState.ADDRESS,
                        new ChangeState(id, InterviewState.CANCELLED, Samples.NOON, RunningPersistence.NODE, null));
                node.ask(EraseInterview.ADDRESS, new EraseInterview(id, Samples.NOON));
                assertThat(release.query("recruiterbrain", "SELECT count(*) FROM turns"))
                        .isEqualTo("0");
            }
        }
    }

    private static PersistenceConfig.Server as(OutsidePostgres outside, String user, String database) {
        return new PersistenceConfig.Server(
                "localhost", outside.port(), database, user, user + "-pw", "verify-full", outside.authority());
    }
}
