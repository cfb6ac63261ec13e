package io.recruiterbrain.voice.persistence.postgres;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.LeaseReleased;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leases of interviews. No clock is read here, neither ours nor the database's: who watches an owner judges by its own
 * clock how long the owner's beat stood still, and the lease changes hands only while beat and lease are as it saw them.
 */
public final class LeaseStore {
    /** Beats of all owners after which one that held nothing in all that time is forgotten; a living one just comes back. */
    private static final int FORGOTTEN_AFTER = 1_000;

    /** Above every other owner's, so that it grows even when the row was forgotten in between. */
    private static final String BEAT = """
            INSERT INTO agent_owners AS o (owner, beat)
            SELECT $1, coalesce(max(beat), 0) + 1 FROM agent_owners
            ON CONFLICT (owner) DO UPDATE SET beat = greatest(o.beat + 1, excluded.beat)
            RETURNING beat, xmax = 0 AS is_new
            """;

    private static final String FORGET = """
            DELETE FROM agent_owners WHERE owner IN (
                SELECT owner FROM agent_owners o
                WHERE beat < $1 AND NOT EXISTS (SELECT 1 FROM interview_leases l WHERE l.owner = o.owner)
                FOR UPDATE SKIP LOCKED)
            """;
    private static final String OF_OWNER = """
            SELECT l.interview_id, l.owner, l.fence, $2::bigint AS beat FROM interview_leases l WHERE l.owner = $1
            """;
    private static final String OF_ALL = """
            SELECT l.interview_id, l.owner, l.fence, o.beat
            FROM interview_leases l JOIN agent_owners o USING (owner) JOIN interviews i USING (interview_id)
            WHERE i.erased_at IS NULL AND i.state IN ('SCHEDULED', 'WAITING', 'IN_PROGRESS', 'RECOVERING')
            """;
    private static final String LOCK_INTERVIEW =
            "SELECT state, erased_at FROM interviews WHERE interview_id = $1 FOR NO KEY UPDATE";
    private static final String LOCK_LEASE =
            "SELECT owner, fence FROM interview_leases WHERE interview_id = $1 FOR UPDATE";

    /** Waits for a sign of life that is being written, and holds off the next one until the lease has changed hands. */
    private static final String LOCK_OWNER = "SELECT beat FROM agent_owners WHERE owner = $1 FOR SHARE";

    private static final String TAKE = """
            WITH entered AS (
                INSERT INTO agent_owners (owner, beat)
                SELECT $2, coalesce(max(beat), 0) + 1 FROM agent_owners ON CONFLICT DO NOTHING)
            INSERT INTO interview_leases AS l (interview_id, owner, fence) VALUES ($1, $2, 1)
            ON CONFLICT (interview_id) DO UPDATE SET owner = excluded.owner, fence = l.fence + 1
            RETURNING owner, fence
            """;

    private static final String RELEASE = """
            UPDATE interview_leases SET owner = NULL WHERE interview_id = $1 AND owner = $2 AND fence = $3
            """;

    private final Database database;
    private final Counter takenOver;

    public LeaseStore(Database database, MeterRegistry registry) {
        this.database = database;
        this.takenOver = Counter.builder("rbv.persistence.leases.taken_over")
                .description("interviews taken from an owner that gave no sign of life")
                .register(registry);
    }

    /** Fails with {@code NOT_FOUND}, {@code ERASED}, and with {@code INVALID_STATE} when the interview is over. */
    public Future<LeaseOutcome> acquire(AcquireLease request) {
        return database.transaction(connection -> connection
                        .preparedQuery(LOCK_INTERVIEW)
                        .execute(Tuple.of(request.interviewId()))
                        .compose(interview -> {
                            requireRunning(interview);
                            return connection.preparedQuery(LOCK_LEASE).execute(Tuple.of(request.interviewId()));
                        })
                        .compose(rows -> acquire(connection, request, lease(rows))))
                .onSuccess(outcome -> {
                    if (request.expired() != null && outcome instanceof LeaseOutcome.Acquired) {
                        takenOver.increment();
                    }
                });
    }

    /**
     * Two statements, so that the second one sees a lease that was lost while the first one waited: an owner that is
     * answered with a lease holds it after the beat that nobody has to have seen yet.
     */
    public Future<HeldLeases> keep(KeepLeases request) {
        return database.transaction(connection -> connection
                .preparedQuery(BEAT)
                .execute(Tuple.of(request.owner()))
                .compose(rows -> {
                    Row row = rows.iterator().next();
                    long beat = row.getLong("beat");
                    Future<Void> tidied =
                            row.getBoolean("is_new") ? forget(connection, beat) : Future.succeededFuture();
                    return tidied.compose(
                            done -> connection.preparedQuery(OF_OWNER).execute(Tuple.of(request.owner(), beat)));
                })
                .map(LeaseStore::held));
    }

    public Future<HeldLeases> find(FindLeases request) {
        return database.read(
                connection -> connection.preparedQuery(OF_ALL).execute().map(LeaseStore::held));
    }

    public Future<LeaseReleased> release(ReleaseLease request) {
        Lease lease = request.lease();
        return database.transaction(connection -> connection
                .preparedQuery(RELEASE)
                .execute(Tuple.of(request.interviewId(), lease.owner(), lease.fence()))
                .map(new LeaseReleased(request.interviewId())));
    }

    private static Future<LeaseOutcome> acquire(
            SqlConnection connection, AcquireLease request, @Nullable Lease current) {
        if (current == null) {
            return take(connection, request);
        }
        if (current.owner().equals(request.owner())) {
            return Future.succeededFuture(new LeaseOutcome.Acquired(request.interviewId(), current));
        }
        LeaseOutcome heldBy = new LeaseOutcome.HeldBy(request.interviewId(), current);
        if (!current.equals(request.expired())) {
            return Future.succeededFuture(heldBy);
        }
        return connection
                .preparedQuery(LOCK_OWNER)
                .execute(Tuple.of(current.owner()))
                .compose(rows -> rows.iterator().next().getLong("beat") == request.beat()
                        ? take(connection, request)
                        : Future.succeededFuture(heldBy));
    }

    private static Future<LeaseOutcome> take(SqlConnection connection, AcquireLease request) {
        UUID interviewId = request.interviewId();
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(interviewId, request.owner()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new LeaseOutcome.Acquired(
                            interviewId, new Lease(Rows.text(row, "owner"), row.getLong("fence")));
                });
    }

    private static Future<Void> forget(SqlConnection connection, long beat) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(beat - FORGOTTEN_AFTER))
                .mapEmpty();
    }

    private static void requireRunning(RowSet<Row> interview) {
        if (interview.size() == 0) {
            throw InterviewRows.notFound();
        }
        Row row = interview.iterator().next();
        if (row.getValue("erased_at") != null) {
            throw InterviewRows.erased();
        }
        InterviewState state = InterviewState.valueOf(Rows.text(row, "state"));
        if (state.ended()) {
            throw InterviewStore.invalidState("the interview has ended, it is " + state);
        }
    }

    private static @Nullable Lease lease(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return null;
        }
        Row row = rows.iterator().next();
        String owner = row.getString("owner");
        return owner == null ? null : new Lease(owner, row.getLong("fence"));
    }

    private static HeldLeases held(RowSet<Row> rows) {
        return new HeldLeases(Rows.map(
                rows,
                row -> new HeldLease(
                        Rows.uuid(row, "interview_id"),
                        new Lease(Rows.text(row, "owner"), row.getLong("fence")),
                        row.getLong("beat"))));
    }
}
