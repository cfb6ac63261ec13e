package io.recruiterbrain.voice.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.persistence.Eventually;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.recruiterbrain.voice.persistence.embedded.TestPrograms;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS, roles and limits of a server that somebody else runs. */
class OutsidePostgresIT {
    private static final Duration CONNECT = PersistenceConfig.Pool.defaults().connect();

    private static OutsidePostgres server;
    private static Vertx vertx;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        vertx = Vertx.vertx();
        server = OutsidePostgres.start(newest(), folder, Map.of("max_connections", "20"));
        server.prepare("recruiterbrain");
        Migrations.run(as(server, "app", "recruiterbrain").withMigration(owner()), CONNECT);
    }

    @AfterAll
    static void stop() {
        server.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "verify-full, localhost, authority, true",
        "verify-full, 127.0.0.1, authority, false",
        "verify-full, localhost, stranger, false",
        "verify-ca, 127.0.0.1, authority, true",
        "verify-ca, localhost, stranger, false",
        "require, 127.0.0.1, , true",
        "prefer, 127.0.0.1, , true",
        "disable, localhost, , false"
    })
    void bothClientsLetASslModePassOrNotAsItsNamePromises(String mode, String host, String ca, boolean passes) {
        // Given
        Path certificate = ca == null ? null : ca.equals("authority") ? server.authority() : server.stranger();
        PersistenceConfig.Server settings =
                new PersistenceConfig.Server(host, server.port(), "recruiterbrain", "app", "app-pw", mode, certificate);

        // When, Then
        if (passes) {
            assertThatCode(() -> Migrations.runIfAllowed(settings, CONNECT)).doesNotThrowAnyException();
            assertThatCode(() -> Eventually.eventually(() -> ping(settings))).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> Migrations.runIfAllowed(settings, CONNECT))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("POSTGRES_SSLMODE")
                    .hasMessageNotContaining("app-pw");
            assertThatThrownBy(() -> ping(settings)).isInstanceOf(ServiceException.class);
        }
    }

    @Test
    void aWrongPasswordOrDatabaseIsToldWithItsSetting() {
        // Given
        PersistenceConfig.Server right = as(server, "app", "recruiterbrain");
        PersistenceConfig.Server password = as(server, "app", "wrong-pw", "recruiterbrain");

        // When, Then
        assertThatThrownBy(() -> Migrations.runIfAllowed(password, CONNECT))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("check POSTGRES_USER and POSTGRES_PASSWORD")
                .hasMessageNotContaining("wrong-pw");
        assertThatThrownBy(() -> Migrations.runIfAllowed(as(server, "app", "", "recruiterbrain"), CONNECT))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("set POSTGRES_PASSWORD");
        assertThatThrownBy(() -> Migrations.runIfAllowed(as(server, "app", "nowhere"), CONNECT))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("POSTGRES_DB");
        assertThatThrownBy(() ->
                        Migrations.run(right.withMigration(new PersistenceConfig.Role("owner", "wrong")), CONNECT))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("check POSTGRES_MIGRATION_USER and POSTGRES_MIGRATION_PASSWORD");
    }

    @Test
    void theApplicationsRoleMayWorkWithRowsAndChangeNoTable() throws Exception {
        // Given
        PersistenceConfig.Server app = as(server, "app", "recruiterbrain");

        // When
        Database database = open(app, PersistenceConfig.Pool.defaults());

        // Then
        try {
            Eventually.eventually(() -> database.ping().await());
            assertThat(database.read(connection -> connection
                                    .query("SELECT count(*) FROM interviews")
                                    .execute())
                            .await()
                            .size())
                    .isEqualTo(1);
            for (String forbidden : List.of(
                    "CREATE TABLE mine (a int)",
                    "TRUNCATE turns CASCADE",
                    "DROP TABLE turns",
                    "ALTER TABLE turns ADD COLUMN a int",
                    "DELETE FROM flyway_schema_history")) {
                assertThatThrownBy(() -> database.read(connection ->
                                        connection.query(forbidden).execute())
                                .await())
                        .hasRootCauseMessage("SQL state 42501");
            }
        } finally {
            database.close().await();
        }
        assertThat(server.query("recruiterbrain", "SELECT tableowner FROM pg_tables WHERE tablename = 'turns'"))
                .isEqualTo("owner");
    }

    @Test
    void theApplicationsRoleAloneSaysThatSomebodyHasToMigrate() throws SQLException {
        // Given
        server.prepare("unmigrated");

        // When, Then
        assertThatThrownBy(() -> Migrations.runIfAllowed(as(server, "app", "unmigrated"), CONNECT))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("POSTGRES_USER app may not apply them")
                .hasMessageContaining("run ./rbv migrate with POSTGRES_MIGRATION_USER, a role that may make tables")
                .hasMessageContaining("or give this one CREATE on the schema");
    }

    @Test
    void theOnlyRoleMigratesByItselfOnceItHasTheRightThatTheSentenceNames() throws SQLException {
        // Given
        server.prepare("lonely");
        PersistenceConfig.Server app = as(server, "app", "lonely");
        server.execute("lonely", "GRANT USAGE ON SCHEMA public TO app");
        assertThatThrownBy(() -> Migrations.runIfAllowed(app, CONNECT))
                .hasMessageContaining("give this one CREATE on the schema");

        // When
        server.execute("lonely", "GRANT CREATE ON SCHEMA public TO app");

        // Then
        assertThatCode(() -> Migrations.runIfAllowed(app, CONNECT)).doesNotThrowAnyException();
    }

    @Test
    void theRoleThatDoesNotOwnTheTablesIsLedToTheirOwner() throws SQLException {
        // Given
        server.prepare("behind");
        PersistenceConfig.Server app = as(server, "app", "behind");
        Migrations.run(app.withMigration(owner()), CONNECT);

        // When
        server.execute(
                "behind",
                "DELETE FROM flyway_schema_history WHERE version = (SELECT max(version::int)::text"
                        + " FROM flyway_schema_history)");

        // Then
        assertThatThrownBy(() -> Migrations.runIfAllowed(app, CONNECT))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("lacks 1 migrations")
                .hasMessageContaining("run ./rbv migrate with POSTGRES_MIGRATION_USER, the owner of its tables");
    }

    @Test
    void migratingAsARoleThatOwnsNothingNamesTheSettingOfTheOwner() throws SQLException {
        // Given
        server.prepare("nobodys");

        // When, Then
        assertThatThrownBy(() -> Migrations.run(as(server, "app", "nobodys"), CONNECT))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("POSTGRES_USER app lacks a right there")
                .hasMessageContaining("run ./rbv migrate with POSTGRES_MIGRATION_USER, a role that may make tables");
    }

    @Test
    void aPoolThatTheServerHasNoRoomForIsRefusedAtTheStart() {
        // Given
        PersistenceConfig.Server app = as(server, "app", "recruiterbrain");
        Database fits = open(app, pool(10, 7));
        Database tooLarge = open(app, pool(10, 8));

        // When, Then
        try {
            assertThatCode(() -> Eventually.eventually(
                            () -> ServerLimits.check(fits, app, fits.maxSize()).await()))
                    .doesNotThrowAnyException();
            assertThatCode(() -> Eventually.eventually(() -> tooLarge.ping().await()))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> ServerLimits.check(tooLarge, app, tooLarge.maxSize())
                            .await())
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("POSTGRES_POOL_SIZE")
                    .hasMessageContaining("ask for 18")
                    .hasMessageContaining("at most 17");
        } finally {
            fits.close().await();
            tooLarge.close().await();
        }
    }

    @Test
    void connectionsHaveANameAndAStatementThatHangsIsEnded() throws Exception {
        // Given
        Database database = open(as(server, "app", "recruiterbrain"), PersistenceConfig.Pool.defaults());
        try {
            Eventually.eventually(() -> database.ping().await());

            // When
            var hanging = database.read(
                    connection -> connection.query("SELECT pg_sleep(60)").execute());

            // Then
            assertThatThrownBy(hanging::await)
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(server.query(
                            "recruiterbrain",
                            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'recruiterbrain'"))
                    .isNotEqualTo("0");
        } finally {
            database.close().await();
        }
    }

    private static PersistenceConfig.Role owner() {
        return new PersistenceConfig.Role("owner", "owner-pw");
    }

    private static Path newest() throws Exception {
        return TestPrograms.unpack(
                Files.createDirectories(Path.of("target", "postgres-programs").toAbsolutePath()));
    }

    private static PersistenceConfig.Pool pool(int size, int overflow) {
        return new PersistenceConfig.Pool(
                size, overflow, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(30));
    }

    private static Database open(PersistenceConfig.Server settings, PersistenceConfig.Pool pool) {
        return new Database(vertx, settings, pool, new SimpleMeterRegistry());
    }

    private static void ping(PersistenceConfig.Server settings) {
        Database database = open(settings, PersistenceConfig.Pool.defaults());
        try {
            database.ping().await();
        } finally {
            database.close().await();
        }
    }

    private static PersistenceConfig.Server as(OutsidePostgres outside, String user, String database) {
        return as(outside, user, user + "-pw", database);
    }

    private static PersistenceConfig.Server as(OutsidePostgres outside, String user, String password, String database) {
        return new PersistenceConfig.Server(
                "localhost", outside.port(), database, user, password, "verify-full", outside.authority());
    }
}
