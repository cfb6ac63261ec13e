package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a fault of the database client means to a caller. */
final class Faults {
    /** Resources and system: a full disk (53100), too many connections (53300), a disk that cannot be read. */
    private static final Set<String> REFUSES = Set.of("53", "58");

    /** Connection, operator, and a statement or lock that took too long. */
    private static final Set<String> AWAY = Set.of("08", "57");

    /** Deadlock, serialization, a transaction that stood still: the same request may be sent again. */
    private static final Set<String> AGAIN = Set.of("25P03", "40001", "40P01", "55P03");

    /** A character that PostgreSQL cannot store, which is U+0000 only. */
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

    private Faults() {}

    static ServiceException toServiceException(Throwable fault) {
        return switch (fault) {
            case ServiceException known -> known;
            case PgException database when database.getSqlState() != null -> ofState(database);
            case VertxException connection -> away(connection);
            case RuntimeException bug -> new ServiceException(ErrorCode.INTERNAL, "internal error", bug);
            // What is left is about the connection: refused, closed, not in time.
            default -> away(fault);
        };
    }

    /** The text of values may stand in the database's own message, so that goes nowhere. */
    private static ServiceException ofState(PgException fault) {
        String state = fault.getSqlState();
        if (REFUSES.contains(state.substring(0, 2))) {
            return away(new IllegalStateException("SQL state " + state));
        }
        if (AGAIN.contains(state) || AWAY.contains(state.substring(0, 2))) {
            return away(null);
        }
        if (UNSTORABLE.contains(state)) {
            return new ServiceException(ErrorCode.INVALID_REQUEST, "a text holds the character U+0000");
        }
        return new ServiceException(
                ErrorCode.INTERNAL, "internal error", new IllegalStateException("SQL state " + state));
    }

    /** Whether the database is there and refuses to work, which a person has to mend. */
    static boolean refusesWork(ServiceException fault) {
        return fault.code() == ErrorCode.UNAVAILABLE && fault.getCause() instanceof IllegalStateException;
    }

    private static ServiceException away(@Nullable Throwable cause) {
        String text = "the database cannot be reached now";
        return cause == null
                ? new ServiceException(ErrorCode.UNAVAILABLE, text)
                : new ServiceException(ErrorCode.UNAVAILABLE, text, cause);
    }
}
