package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;

/** Whether a server run by somebody else is one that a node can work with: its release, and room for the pool. */
public final class ServerLimits {
    private static final int OLDEST = 140_000;

    /** Reserved connections came in two steps; a role's limit of -1 is none. */
    private static final String READ = """
            SELECT current_setting('server_version_num')::int AS version,
                current_setting('max_connections')::int
                    - current_setting('superuser_reserved_connections')::int
                    - coalesce(current_setting('reserved_connections', true), '0')::int AS room,
                (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS of_role
            """;

    private ServerLimits() {}

    /**
     * Fails with a {@link StartFailedException} of one sentence.
     *
     * @param wanted connections of the node
     */
    public static Future<Void> check(Database database, PersistenceConfig.Server server, int wanted) {
        return database.read(connection -> connection
                        .query(READ)
                        .execute()
                        .map(rows -> rows.iterator().next()))
                .compose(row -> {
                    String problem = problem(row, wanted, server);
                    return problem.isEmpty()
                            ? Future.succeededFuture()
                            : Future.failedFuture(new StartFailedException(problem));
                });
    }

    private static String problem(Row row, int wanted, PersistenceConfig.Server server) {
        int version = Rows.number(row, "version");
        if (version < OLDEST) {
            return "The database " + server.address() + " is PostgreSQL " + version / 10_000
                    + ", this program needs 14 or newer.";
        }
        int room = Rows.number(row, "room");
        int ofRole = Rows.number(row, "of_role");
        int allowed = ofRole < 0 ? room : Math.min(room, ofRole);
        return wanted <= allowed
                ? ""
                : "POSTGRES_POOL_SIZE and POSTGRES_MAX_OVERFLOW ask for " + wanted
                        + " connections together with those for leases, the database "
                        + server.address() + " gives " + server.user() + " at most " + allowed
                        + ": lower them, or raise its max_connections"
                        + (ofRole >= 0 && ofRole < room ? " and the role's CONNECTION LIMIT." : ".");
    }
}
