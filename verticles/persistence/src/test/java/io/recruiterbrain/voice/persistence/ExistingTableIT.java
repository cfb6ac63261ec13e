package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static io.recruiterbrain.voice.persistence.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.persistence.embedded.DataFolder;
import io.recruiterbrain.voice.persistence.embedded.EmbeddedPostgres;
import io.recruiterbrain.voice.persistence.postgres.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns of rooms and of the vector sync come to a table that has interviews already. */
class ExistingTableIT {
    private static final UUID OPEN = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID ENDED = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final int CONNECTIONS = 20;

    @TempDir
    Path folder;

    @Test
    void interviewsFromBeforeGetARoomNameEachAndAreNotSyncedUntilTheirTurnsAreSent() throws Exception {
        // Given
        RunningPersistence.borrowServerPrograms(folder);
        Migrations.Result migrated;
        List<String> migratedRooms;
        try (DataFolder data = DataFolder.open(folder);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(data, CONNECTIONS)) {
            migrateToVersion5(postgres.server());
            execute(postgres.server(), interview(OPEN, InterviewState.SCHEDULED));
            execute(postgres.server(), interview(ENDED, InterviewState.COMPLETED));
            execute(
                    postgres.server(),
                    "INSERT INTO turns VALUES ('" + ENDED
                            + "', 1, 'CANDIDATE', 'ANSWER', 'an okapi in the index', '" + NOON + "', '" + NOON
                            + "', 1, false, true, NULL, '{}', '" + NOON + "')");

            // When
            migrated = Migrations.run(
                    postgres.server(), PersistenceConfig.Pool.defaults().connect());
            migratedRooms = rooms(postgres.server());
        }

        // Then
        assertThat(migrated.applied()).isGreaterThanOrEqualTo(2);
        assertThat(migratedRooms)
                .containsExactly("interview-" + OPEN + " false null null", "interview-" + ENDED + " false null null");
        try (RunningPersistence node = RunningPersistence.start(folder)) {
            assertThat(node.ask(FindInterview.ADDRESS, new FindInterview(OPEN)).roomName())
                    .isEqualTo("interview-" + OPEN);
            eventually(() -> assertThat(node.query("SELECT milvus_synced AND milvus_sync_at IS NOT NULL FROM interviews"
                            + " WHERE interview_id = '" + ENDED + "'"))
                    .isEqualTo("t"));
            assertThat(node.ask(SearchTurns.ADDRESS, new SearchTurns("okapi", SearchFilter.NONE, 1))
                            .hits())
                    .hasSize(1);
        }
    }

    private static void migrateToVersion5(PersistenceConfig.Server server) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url(server), server.user(), server.password())
                .locations("classpath:sql")
                .target("5")
                .load()
                .migrate();
    }

    private static String interview(UUID id, InterviewState state) {
        return "INSERT INTO interviews (interview_id, state, state_changed_at, candidate_name, job_title,"
                + " job_description, settings, created_at, link_expires_at) VALUES ('" + id + "', '" + state
                + "', '" + NOON + "', 'Ada Lovelace', 'Backend engineer', 'Java',"
                + " '{\"questionCount\":2,\"maxDuration\":\"PT12M\",\"questions\":[]}', '" + NOON + "', '" + NOON
                + "'::timestamptz + interval '3 days')";
    }

    private static void execute(PersistenceConfig.Server server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Room, sync and worker of each interview, by id. */
    private static List<String> rooms(PersistenceConfig.Server server) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT concat_ws(' ', livekit_room_name, milvus_synced::text,"
                        + " coalesce(milvus_sync_at::text, 'null'), coalesce(worker_id, 'null'))"
                        + " FROM interviews ORDER BY interview_id")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static Connection connect(PersistenceConfig.Server server) throws SQLException {
        return DriverManager.getConnection(url(server), server.user(), server.password());
    }

    private static String url(PersistenceConfig.Server server) {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database();
    }
}
