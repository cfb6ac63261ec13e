package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.InterviewErased;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases an interview in one transaction: everything that was said, judged or known of a person. The removal of its
 * vectors is queued with it, so it happens even when the node dies next.
 */
public final class InterviewEraser {
    private static final Logger LOG = LoggerFactory.getLogger(InterviewEraser.class);

    /** FOR UPDATE waits for turns that are being saved, and makes later ones find the tombstone. */
    private static final String LOCK = "SELECT state, erased_at FROM interviews WHERE interview_id = $1 FOR UPDATE";

    private static final List<String> DELETIONS = List.of(
            "DELETE FROM vector_outbox WHERE interview_id = $1",
            "DELETE FROM turns WHERE interview_id = $1",
            "DELETE FROM evaluations WHERE interview_id = $1",
            "UPDATE interview_leases SET owner = NULL WHERE interview_id = $1",
            // Of the events, numbers and states stay: a reader's cursor goes on, and nothing personal is in them.
            """
            UPDATE events SET data = CASE type
                WHEN 'interview.state_changed' THEN data - 'reason'
                WHEN 'turn.saved' THEN jsonb_build_object('turn_no', data -> 'turn_no', 'erased', true)
                ELSE '{"erased": true}' END
            WHERE interview_id = $1
            """);
    private static final String QUEUE =
            "INSERT INTO vector_erasures (interview_id, queued_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private static final String BURY = """
            UPDATE interviews SET erased_at = $2, candidate_id = NULL, candidate_name = NULL, candidate_email = NULL,
                candidate_resume = NULL, job_title = NULL, job_company = NULL, job_description = NULL,
                settings = '{}', plan = '[]', consent_version = NULL, consent_sha256 = NULL,
                consent_accepted_at = NULL, decision_by = NULL, decision_outcome = NULL, decision_reason = NULL,
                decision_at = NULL, end_reason = NULL, request_hash = NULL, worker_id = NULL,
                milvus_synced = false, milvus_sync_at = NULL
            WHERE interview_id = $1
            """;

    private final Database database;
    private final Runnable eventsWaiting;
    private final Supplier<Future<Void>> removeVectors;

    /**
     * @param eventsWaiting told after each commit that wrote an event
     * @param removeVectors works off the queued removals; what fails stays queued
     */
    public InterviewEraser(Database database, Runnable eventsWaiting, Supplier<Future<Void>> removeVectors) {
        this.database = database;
        this.eventsWaiting = eventsWaiting;
        this.removeVectors = removeVectors;
    }

    public Future<InterviewErased> erase(EraseInterview request) {
        UUID interviewId = request.interviewId();
        OffsetDateTime at = Rows.time(request.at());
        return database.transaction(connection -> connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(interviewId))
                        .compose(rows -> {
                            OffsetDateTime before = erasedBefore(rows);
                            return before != null
                                    ? Future.succeededFuture(before)
                                    : erase(connection, interviewId, at).map(at);
                        }))
                .onSuccess(done -> eventsWaiting.run())
                .compose(done -> removeVectors
                        .get()
                        .otherwise(fault -> {
                            LOG.atWarn()
                                    .addKeyValue("interviewId", interviewId)
                                    .setCause(fault)
                                    .log("vectors of an erased interview are removed later");
                            return null;
                        })
                        .map(removed -> new InterviewErased(interviewId, done.toInstant())));
    }

    private static @Nullable OffsetDateTime erasedBefore(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw InterviewRows.notFound();
        }
        Row row = rows.iterator().next();
        OffsetDateTime before = row.getOffsetDateTime("erased_at");
        InterviewState state = InterviewState.valueOf(Rows.text(row, "state"));
        if (before == null && !state.ended() && state != InterviewState.SCHEDULED) {
            throw InterviewStore.invalidState("the interview is running: cancel it first");
        }
        return before;
    }

    private static Future<Void> erase(SqlConnection connection, UUID interviewId, OffsetDateTime at) {
        Future<Void> done = Future.succeededFuture();
        for (String deletion : DELETIONS) {
            done = done.compose(before -> connection
                    .preparedQuery(deletion)
                    .execute(Tuple.of(interviewId))
                    .mapEmpty());
        }
        return done.compose(deleted -> connection.preparedQuery(QUEUE).execute(Tuple.of(interviewId, at)))
                .compose(queued -> connection.preparedQuery(BURY).execute(Tuple.of(interviewId, at)))
                .compose(buried -> EventLog.append(connection, List.of(NewEvent.erased(interviewId, at.toInstant()))));
    }
}
