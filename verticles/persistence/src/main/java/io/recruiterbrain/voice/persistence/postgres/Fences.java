package io.recruiterbrain.voice.persistence.postgres;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a writer holds the interview that it writes of.
 *
 * <p>Order of locks, so that two transactions cannot lock each other out: interviews by their id, then their leases by the
 * same, then owners, then places in the queue. With the lease's row locked nobody takes the interview over before the write is committed, so a new
 * holder reads every turn that was acknowledged, and none comes after.
 */
public final class Fences {
    private static final Logger LOG = LoggerFactory.getLogger(Fences.class);
    private static final String LOCK = """
            SELECT interview_id, fence, owner IS NOT NULL AS held FROM interview_leases
            WHERE interview_id = ANY($1) ORDER BY interview_id FOR SHARE
            """;
    private static final String RELEASE = "UPDATE interview_leases SET owner = NULL WHERE interview_id = $1";

    private final Counter refused;

    public Fences(MeterRegistry registry) {
        this.refused = Counter.builder("rbv.persistence.fenced")
                .description("writes refused because another process holds the interview by now")
                .register(registry);
    }

    /**
     * @param held false when its last holder gave it back
     */
    record Fence(long number, boolean held) {}

    /** Those that were ever held; they stay as they are until the transaction ends. */
    Future<Map<UUID, Fence>> lock(SqlConnection connection, UUID... interviewIds) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfUUID(interviewIds))
                .map(rows -> {
                    Map<UUID, Fence> fences = new HashMap<>();
                    rows.forEach(row -> fences.put(
                            Rows.uuid(row, "interview_id"), new Fence(row.getLong("fence"), row.getBoolean("held"))));
                    return fences;
                });
    }

    /**
     * @param current of the interview, absent when it was never held
     * @param offered by the writer, absent when it knows of no lease
     */
    static boolean admits(@Nullable Fence current, @Nullable Long offered) {
        return current == null ? offered == null : offered != null && current.held() && offered == current.number();
    }

    /** Ends the lease with the work that the transaction writes down. */
    static Future<Void> release(SqlConnection connection, UUID interviewId) {
        return connection.preparedQuery(RELEASE).execute(Tuple.of(interviewId)).mapEmpty();
    }

    /** Counts and notes a write that comes too late; the fault is for who sent it. */
    ServiceException refuse(UUID interviewId, @Nullable Long offered, @Nullable Fence current) {
        refused.increment();
        LOG.atInfo()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("fence", offered)
                .addKeyValue("current", current == null ? null : current.number())
                .addKeyValue("errorCode", ErrorCode.STALE_LEASE)
                .log("write without the lease refused");
        return new ServiceException(ErrorCode.STALE_LEASE, "the interview is held by another process");
    }
}
