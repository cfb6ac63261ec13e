package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
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

    /** Fails with one sentence, also when a newer release has been at work on this database. */
    public static Result run(PersistenceConfig.Server server) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource(server))
                .locations("classpath:sql")
                .load();
        try {
            refuseNewer(flyway.info().applied());
            int applied = flyway.migrate().migrationsExecuted;
            MigrationInfo current = flyway.info().current();
            return new Result(applied, current == null ? "0" : String.valueOf(current.getVersion()));
        } catch (FlywayException e) {
            throw new StartFailedException(
                    "The database " + server.database() + " on " + server.host() + ":" + server.port()
                            + " cannot be brought to this release's schema: " + firstLine(e),
                    e);
        }
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

    private static PGSimpleDataSource dataSource(PersistenceConfig.Server server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {server.host()});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(server.database());
        source.setUser(server.user());
        source.setPassword(server.password());
        source.setSslMode(server.sslMode());
        if (server.sslRootCertificate() != null) {
            source.setSslRootCert(server.sslRootCertificate().toString());
        }
        source.setConnectTimeout(5);
        // For a server that takes the connection and then says nothing.
        source.setLoginTimeout(10);
        source.setApplicationName("recruiterbrain-migrations");
        return source;
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("no reason given");
    }
}
