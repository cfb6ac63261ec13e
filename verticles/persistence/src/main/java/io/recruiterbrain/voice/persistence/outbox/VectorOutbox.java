package io.recruiterbrain.voice.persistence.outbox;

import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.postgres.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The queue's tables. Turns get in by the transaction that saves them. */
public final class VectorOutbox {
    private static final String CLAIM = """
            WITH due AS (
                SELECT interview_id, turn_no FROM vector_outbox WHERE due_at <= $1 OR due_at > $4
                ORDER BY queued_at, interview_id, turn_no LIMIT $3 FOR UPDATE SKIP LOCKED),
            claimed AS (
                UPDATE vector_outbox o SET due_at = $2, attempts = o.attempts + 1 FROM due
                WHERE o.interview_id = due.interview_id AND o.turn_no = due.turn_no
                    AND EXISTS (
                        SELECT 1 FROM turns t WHERE t.interview_id = due.interview_id AND t.turn_no = due.turn_no)
                RETURNING o.interview_id, o.turn_no, o.attempts),
            -- A turn may have been deleted past us, by hand or a node of an older version.
            orphans AS (
                DELETE FROM vector_outbox o USING due
                WHERE o.interview_id = due.interview_id AND o.turn_no = due.turn_no
                    AND NOT EXISTS (
                        SELECT 1 FROM turns t WHERE t.interview_id = due.interview_id AND t.turn_no = due.turn_no))
            SELECT c.interview_id, c.turn_no, c.attempts, t.speaker, t.text, t.started_at, i.job_id, i.candidate_id
            FROM claimed c JOIN turns t USING (interview_id, turn_no) JOIN interviews i USING (interview_id)
            """;
    private static final String REMOVE = """
            DELETE FROM vector_outbox o USING unnest($1::uuid[], $2::int[]) AS d (interview_id, turn_no)
            WHERE o.interview_id = d.interview_id AND o.turn_no = d.turn_no
            """;
    private static final String POSTPONE = """
            UPDATE vector_outbox o SET due_at = $3 FROM unnest($1::uuid[], $2::int[]) AS d (interview_id, turn_no)
            WHERE o.interview_id = d.interview_id AND o.turn_no = d.turn_no
            """;
    /** Waits for turns that are being saved; the next statement sees them. */
    private static final String LOCK =
            "SELECT 1 FROM interviews WHERE interview_id = ANY($1) ORDER BY interview_id FOR UPDATE";

    private static final String SYNCED = """
            UPDATE interviews i SET milvus_synced = true, milvus_sync_at = $2
            WHERE interview_id = ANY($1) AND erased_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM vector_outbox o WHERE o.interview_id = i.interview_id)
            """;
    /** Vectors may have been written after their interview was erased. */
    private static final String ERASE_AGAIN = """
            INSERT INTO vector_erasures (interview_id, queued_at)
            SELECT interview_id, $2 FROM interviews WHERE interview_id = ANY($1) AND erased_at IS NOT NULL
            ON CONFLICT DO NOTHING
            """;

    private static final String ADOPT = """
            INSERT INTO vector_store (identity) VALUES ($1)
            ON CONFLICT (only_row) DO UPDATE SET identity = $1 WHERE vector_store.identity <> $1
            """;
    /** Under a lock of each turn: an erasure waits for it, and takes the turn off the queue again. */
    private static final String QUEUE_ALL = """
            INSERT INTO vector_outbox (interview_id, turn_no, queued_at, due_at)
            SELECT interview_id, turn_no, $1, $1 FROM turns FOR KEY SHARE ON CONFLICT DO NOTHING
            """;

    private static final String DEPTH = """
            SELECT (SELECT count(*) FROM vector_outbox)::int AS turns, (SELECT min(queued_at) FROM vector_outbox) AS oldest
            """;

    /** A turn to be made searchable. */
    record Queued(
            UUID interviewId,
            int turnNo,
            int attempts,
            Speaker speaker,
            String text,
            Instant startedAt,
            @Nullable String jobId,
            @Nullable String candidateId) {
        @Override
        public String toString() {
            return "Queued[" + interviewId + ", " + turnNo + "]";
        }
    }

    /**
     * @param turns stored and not searchable yet
     * @param oldest when the first of them was saved, null when there is none
     */
    public record Depth(int turns, @Nullable Instant oldest) {
        /** Of the oldest, never negative: it may have been noted by a clock that runs ahead. */
        public Duration age(Instant now) {
            return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
        }
    }

    private final Database database;

    public VectorOutbox(Database database) {
        this.database = database;
    }

    public Future<Depth> depth() {
        return database.read(connection -> connection
                .preparedQuery(DEPTH)
                .execute()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Depth(
                            Rows.number(row, "turns"),
                            row.getValue("oldest") == null ? null : Rows.instant(row, "oldest"));
                }));
    }

    /**
     * Takes note of the vector store in use; when it is another one than before, queues every turn.
     *
     * @return turns queued
     */
    Future<Integer> adopt(String identity, Instant now) {
        return database.longTransaction(connection -> connection
                .preparedQuery(ADOPT)
                .execute(Tuple.of(identity))
                .compose(adopted -> adopted.rowCount() == 0
                        ? Future.succeededFuture(0)
                        : connection
                                .query("UPDATE interviews SET milvus_synced = false WHERE milvus_synced")
                                .execute()
                                .compose(unsynced ->
                                        connection.preparedQuery(QUEUE_ALL).execute(Tuple.of(Rows.time(now))))
                                .map(queued -> queued.rowCount())));
    }

    /**
     * Takes due turns, oldest first; until the lease is over no other dispatcher does.
     *
     * @param farthest later than any wait from now on ends: what is due after it was noted by a clock that ran ahead
     */
    Future<List<Queued>> claim(int limit, Instant now, Instant leaseUntil, Instant farthest) {
        return database.transaction(connection -> connection
                .query(Database.PLAN_ANEW)
                .execute()
                .compose(set -> connection
                        .preparedQuery(CLAIM)
                        .execute(Tuple.of(Rows.time(now), Rows.time(leaseUntil), limit, Rows.time(farthest))))
                .map(rows -> Rows.map(rows, VectorOutbox::queued)));
    }

    /** The turns are durable in the vector store. */
    Future<Void> done(List<Queued> turns, Instant now) {
        UUID[] interviewIds = turns.stream().map(Queued::interviewId).distinct().toArray(UUID[]::new);
        Tuple interviews = Tuple.tuple().addArrayOfUUID(interviewIds);
        Tuple interviewsAndTime = Tuple.tuple().addArrayOfUUID(interviewIds).addOffsetDateTime(Rows.time(now));
        return database.transaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(interviews)
                .compose(locked -> connection.preparedQuery(REMOVE).execute(keys(turns)))
                .compose(removed -> connection.preparedQuery(SYNCED).execute(interviewsAndTime))
                .compose(synced -> connection.preparedQuery(ERASE_AGAIN).execute(interviewsAndTime))
                .mapEmpty());
    }

    /** Gives turns back, to be taken again from {@code due} on. */
    Future<Void> postpone(List<Queued> turns, Instant due) {
        return database.transaction(connection -> connection
                .preparedQuery(POSTPONE)
                .execute(keys(turns).addOffsetDateTime(Rows.time(due)))
                .mapEmpty());
    }

    Future<List<UUID>> erasures() {
        return database.read(connection -> connection
                .preparedQuery("SELECT interview_id FROM vector_erasures ORDER BY queued_at LIMIT 100")
                .execute()
                .map(rows -> Rows.map(rows, row -> Rows.uuid(row, "interview_id"))));
    }

    Future<Void> erased(UUID interviewId) {
        return database.transaction((SqlConnection connection) -> connection
                .preparedQuery("DELETE FROM vector_erasures WHERE interview_id = $1")
                .execute(Tuple.of(interviewId))
                .mapEmpty());
    }

    private static Tuple keys(List<Queued> turns) {
        return Tuple.tuple()
                .addArrayOfUUID(turns.stream().map(Queued::interviewId).toArray(UUID[]::new))
                .addArrayOfInteger(turns.stream().map(Queued::turnNo).toArray(Integer[]::new));
    }

    private static Queued queued(Row row) {
        return new Queued(
                Rows.uuid(row, "interview_id"),
                Rows.number(row, "turn_no"),
                Rows.number(row, "attempts"),
                Speaker.valueOf(Rows.text(row, "speaker")),
                Rows.text(row, "text"),
                Rows.instant(row, "started_at"),
                row.getString("job_id"),
                row.getString("candidate_id"));
    }
}
