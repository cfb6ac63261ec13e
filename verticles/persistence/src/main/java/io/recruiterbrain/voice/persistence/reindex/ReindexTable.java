package io.recruiterbrain.voice.persistence.reindex;

import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.postgres.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a reindex is, kept so that the next one can go on; and the turns, in the order of their keys. */
final class ReindexTable {
    /** Clocks of nodes differ; what was saved shortly before the beginning is sent once more. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private static final String PAGE = """
            SELECT t.interview_id, t.turn_no, t.speaker, t.text, t.started_at, i.job_id, i.candidate_id
            FROM turns t JOIN interviews i USING (interview_id)
            WHERE (t.interview_id, t.turn_no) > ($1, $2) AND i.erased_at IS NULL
            ORDER BY t.interview_id, t.turn_no LIMIT $3
            """;
    private static final String BEGIN = """
            INSERT INTO vector_reindex (identity, model, started_at) VALUES ($1, $2, $3)
            ON CONFLICT (only_row) DO UPDATE SET identity = $1, model = $2, started_at = $3,
                last_interview_id = DEFAULT, last_turn_no = DEFAULT, turns = DEFAULT
            """;
    private static final String ADVANCE =
            "UPDATE vector_reindex SET last_interview_id = $1, last_turn_no = $2, turns = turns + $3";

    /** What was saved or erased meanwhile went to the old collection, and goes to the new one by the usual queue. */
    private static final List<String> FINISH = List.of("""
            INSERT INTO vector_store (identity) SELECT identity FROM vector_reindex
            ON CONFLICT (only_row) DO UPDATE SET identity = excluded.identity
            """, """
            INSERT INTO vector_outbox (interview_id, turn_no, queued_at, due_at)
            SELECT t.interview_id, t.turn_no, r.started_at, r.started_at FROM turns t, vector_reindex r
            WHERE t.saved_at >= r.started_at FOR KEY SHARE OF t ON CONFLICT DO NOTHING
            """, """
            INSERT INTO vector_erasures (interview_id, queued_at)
            SELECT i.interview_id, r.started_at FROM interviews i, vector_reindex r
            WHERE i.erased_at >= r.started_at ON CONFLICT DO NOTHING
            """, "DELETE FROM vector_reindex");

    record Begun(String identity, String model, UUID lastInterviewId, int lastTurnNo, long turns) {}

    record StoredTurn(
            UUID interviewId,
            int turnNo,
            Speaker speaker,
            String text,
            Instant startedAt,
            @Nullable String jobId,
            @Nullable String candidateId) {
        @Override
        public String toString() {
            return "StoredTurn[" + interviewId + ", " + turnNo + "]";
        }
    }

    private final Database database;

    ReindexTable(Database database) {
        this.database = database;
    }

    Future<Optional<Begun>> begun() {
        return database.read(connection -> connection
                .query("SELECT * FROM vector_reindex")
                .execute()
                .map(rows -> Rows.map(rows, ReindexTable::begun).stream().findFirst()));
    }

    Future<Void> begin(String identity, String model, Instant now) {
        return database.transaction(connection -> connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(identity, model, Rows.time(now.minus(MARGIN))))
                .mapEmpty());
    }

    Future<Long> count() {
        return database.longTransaction(connection -> connection
                .query("SELECT count(*) AS turns FROM turns")
                .execute()
                .map(rows -> rows.iterator().next().getLong("turns")));
    }

    Future<List<StoredTurn>> page(UUID afterInterviewId, int afterTurnNo, int limit) {
        return database.read(connection -> connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(afterInterviewId, afterTurnNo, limit))
                .map(rows -> Rows.map(rows, ReindexTable::turn)));
    }

    Future<Void> advance(StoredTurn last, int turns) {
        return database.transaction(connection -> connection
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(last.interviewId(), last.turnNo(), turns))
                .mapEmpty());
    }

    Future<Void> finish() {
        return database.longTransaction(connection -> {
            Future<Void> done = Future.succeededFuture();
            for (String statement : FINISH) {
                done = done.compose(
                        before -> connection.query(statement).execute().mapEmpty());
            }
            return done;
        });
    }

    private static Begun begun(Row row) {
        return new Begun(
                Rows.text(row, "identity"),
                Rows.text(row, "model"),
                Rows.uuid(row, "last_interview_id"),
                Rows.number(row, "last_turn_no"),
                row.getLong("turns"));
    }

    private static StoredTurn turn(Row row) {
        return new StoredTurn(
                Rows.uuid(row, "interview_id"),
                Rows.number(row, "turn_no"),
                Speaker.valueOf(Rows.text(row, "speaker")),
                Rows.text(row, "text"),
                Rows.instant(row, "started_at"),
                row.getString("job_id"),
                row.getString("candidate_id"));
    }
}
