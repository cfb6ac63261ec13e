package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings a database to the schema of this release: the files of {@code sql/}, in order, each once. Blocks. */
public final class Migrations {
    /**
     * @param applied files run now
     * @param version of the schema, the number of the last file
     */
    public record Result(int applied, String version) {}

    private Migrations() {}

    /**
     * Applies what is missing, as the migration role when there is one, which then grants the application's role what it
     * needs. Fails with one sentence, also when a newer release has been at work on this database.
     */
    public static Result run(PersistenceConfig.Server server, Duration connect) {
        PersistenceConfig.Role migration = server.migration();
        PersistenceConfig.Role role =
                migration == null ? new PersistenceConfig.Role(server.user(), server.password()) : migration;
        PGSimpleDataSource source = dataSource(server, role, connect);
        try {
            Flyway flyway = flyway(source);
            refuseNewer(flyway.info().applied());
            int applied = flyway.migrate().migrationsExecuted;
            if (!role.user().equals(server.user())) {
                MigrationRights.grant(source, server.user());
            }
            MigrationInfo current = flyway.info().current();
            return new Result(applied, current == null ? "0" : String.valueOf(current.getVersion()));
        } catch (FlywayException | SQLException e) {
            throw MigrationFaults.toStartFailed(server, role.user(), migration != null, e);
        }
    }

    /** As a node does at its start: applies what is missing where its role may, otherwise says who has to. */
    public static Result runIfAllowed(PersistenceConfig.Server server, Duration connect) {
        PersistenceConfig.Server own = server.withMigration(null);
        PGSimpleDataSource source = dataSource(own, new PersistenceConfig.Role(own.user(), own.password()), connect);
        try {
            Flyway flyway = flyway(source);
            refuseNewer(flyway.info().applied());
            int missing = flyway.info().pending().length;
            MigrationRights.Obstacle obstacle =
                    missing > 0 ? MigrationRights.obstacle(source) : MigrationRights.Obstacle.NONE;
            if (obstacle != MigrationRights.Obstacle.NONE) {
                throw new StartFailedException("The database " + own.address() + " lacks " + missing
                        + " migrations of this release, and POSTGRES_USER " + own.user()
                        + " may not apply them: "
                        + MigrationFaults.remedy(obstacle == MigrationRights.Obstacle.NO_CREATE) + ".");
            }
        } catch (FlywayException | SQLException e) {
            throw MigrationFaults.toStartFailed(own, own.user(), false, e);
        }
        return run(own, connect);
    }

    private static Flyway flyway(PGSimpleDataSource source) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:sql")
                .load();
    }

    private static void refuseNewer(MigrationInfo[] applied) {
        Arrays.stream(applied)
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .reduce((first, last) -> last)
                .ifPresent(newest -> {
                    throw new StartFailedException("The database has schema version " + newest.getVersion()
                            + ", made by a newer release than this one: start that release, or use another database.");
                });
    }

    private static PGSimpleDataSource dataSource(
            PersistenceConfig.Server server, PersistenceConfig.Role role, Duration connect) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {server.host()});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(server.database());
        source.setUser(role.user());
        source.setPassword(role.password());
        source.setSslMode(server.sslMode());
        if (server.sslRootCertificate() != null) {
            source.setSslRootCert(server.sslRootCertificate().toString());
        }
        // In whole seconds, of which zero means for ever.
        int seconds = Math.toIntExact(connect.plusMillis(999).toSeconds());
        source.setConnectTimeout(seconds);
        // For a server that takes the connection and then says nothing.
        source.setLoginTimeout(2 * seconds);
        source.setApplicationName("recruiterbrain-migrations");
        return source;
    }
}
