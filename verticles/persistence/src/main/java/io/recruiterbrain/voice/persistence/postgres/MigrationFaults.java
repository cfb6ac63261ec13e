package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Why a database cannot be used, in one sentence that names the setting to mend. */
final class MigrationFaults {
    /** The second comes when it may not even use the schema, and so tries to make one. */
    private static final String[] SCHEMA_REFUSED = {"permission denied for schema", "permission denied for database"};

    private MigrationFaults() {}

    static StartFailedException toStartFailed(
            PersistenceConfig.Server server, String user, boolean migrationRole, Exception fault) {
        return new StartFailedException(
                "The database " + server.address() + " cannot be used: " + reason(server, user, migrationRole, fault),
                fault);
    }

    /** @param schema whether the role may make no table in the schema; otherwise the tables are another role's */
    static String remedy(boolean schema) {
        return "run ./rbv migrate with POSTGRES_MIGRATION_USER, "
                + (schema
                        ? "a role that may make tables, or give this one CREATE on the schema"
                        : "the owner of its tables")
                + " (docs/providers/postgresql.md)";
    }

    private static String reason(PersistenceConfig.Server server, String user, boolean migrationRole, Exception fault) {
        String state = state(fault);
        String account = migrationRole ? "POSTGRES_MIGRATION_USER" : "POSTGRES_USER";
        String password = migrationRole ? "POSTGRES_MIGRATION_PASSWORD" : "POSTGRES_PASSWORD";
        // A refused connection speaks of the hostname as well.
        boolean refused = says(fault, "check that the hostname and port are correct");
        if (!refused && says(fault, "certificate", "certpath", "pkix", "hostname", "host name")) {
            return "its certificate does not pass POSTGRES_SSLMODE " + server.sslMode()
                    + "; check POSTGRES_HOST and POSTGRES_SSLROOTCERT.";
        }
        if (says(fault, "does not support ssl")) {
            return "it speaks no TLS, which POSTGRES_SSLMODE " + server.sslMode() + " asks for.";
        }
        if (says(fault, "no encryption", "ssl off")) {
            return "it lets " + user + " in over TLS only; set POSTGRES_SSLMODE to require or stricter.";
        }
        // The driver's own words for an empty one, which it does not send.
        if (says(fault, "no password was provided", "password is an empty string")) {
            return "it asks for the password of " + user + "; set " + password + ".";
        }
        return switch (state) {
            case "28P01" -> "it refused " + user + " with this password; check " + account + " and " + password + ".";
            case "28000" -> "it does not let " + user + " in from here; check " + account + " and its pg_hba.conf.";
            case "3D000" -> "there is no such database; check POSTGRES_DB.";
            case "42501" ->
                migrationRole
                        ? "POSTGRES_MIGRATION_USER " + user
                                + " may not do that there; docs/providers/postgresql.md lists what it needs."
                        : "POSTGRES_USER " + user + " lacks a right there; " + remedy(says(fault, SCHEMA_REFUSED))
                                + ".";
            case "53300" -> "it has no connection left for us.";
            case "08001", "08004", "08006" ->
                "it cannot be reached; start it, or check POSTGRES_HOST and POSTGRES_PORT.";
            default -> firstLine(fault);
        };
    }

    private static String state(Throwable fault) {
        for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException known && known.getSQLState() != null) {
                return known.getSQLState();
            }
        }
        return "";
    }

    private static boolean says(Throwable fault, String... words) {
        for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(java.util.Locale.ROOT);
            for (String word : words) {
                if (text.contains(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String firstLine(Exception fault) {
        return String.valueOf(fault.getMessage()).strip().lines().findFirst().orElse("no reason given");
    }
}
