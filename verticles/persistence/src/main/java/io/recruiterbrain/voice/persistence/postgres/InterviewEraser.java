package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.CandidateErased;
import io.recruiterbrain.voice.contract.interview.EraseCandidate;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases an interview, or all of a candidate, in one transaction: everything that was said, judged or known of a person.
 * The removal of the vectors is queued with it, so it happens even when the node dies next.
 */
public final class InterviewEraser {
    private static final Logger LOG = LoggerFactory.getLogger(InterviewEraser.class);

    /** FOR UPDATE waits for turns that are being saved, and makes later ones find the tombstone. */
    private static final String LOCK = "SELECT state, erased_at FROM interviews WHERE interview_id = $1 FOR UPDATE";

    /** In the order in which all take several of these locks. */
    private static final String LOCK_CANDIDATE = """
            SELECT interview_id, state FROM interviews WHERE candidate_id = $1 AND erased_at IS NULL
            ORDER BY interview_id FOR UPDATE
            """;

    private static final List<String> DELETIONS = List.of(
            "DELETE FROM turns WHERE interview_id = ANY($1)",
            // After the turns: who queues a turn holds its row, so what was queued meanwhile is seen here.
            "DELETE FROM vector_outbox WHERE interview_id = ANY($1)",
            "DELETE FROM evaluations WHERE interview_id = ANY($1)",
            "UPDATE interview_leases SET owner = NULL WHERE interview_id = ANY($1)",
            "DELETE FROM join_queue WHERE interview_id = ANY($1)",
            // Of the events, numbers and states stay: a reader's cursor goes on, and nothing personal is in them.
            """
            UPDATE events SET data = CASE type
                WHEN 'interview.state_changed' THEN data - 'reason'
                WHEN 'turn.saved' THEN jsonb_build_object('turn_no', data -> 'turn_no', 'erased', true)
                ELSE '{"erased": true}' END
            WHERE interview_id = ANY($1)
            """);
    private static final String QUEUE = """
            INSERT INTO vector_erasures (interview_id, queued_at) SELECT id, $2 FROM unnest($1::uuid[]) AS id
            ON CONFLICT DO NOTHING
            """;
    private static final String BURY = """
            UPDATE interviews SET erased_at = $2, candidate_id = NULL, candidate_name = NULL, candidate_email = NULL,
                candidate_resume = NULL, job_title = NULL, job_company = NULL, job_description = NULL,
                settings = '{}', plan = '[]', consent_version = NULL, consent_sha256 = NULL,
                consent_accepted_at = NULL, decision_by = NULL, decision_outcome = NULL, decision_reason = NULL,
                decision_at = NULL, end_reason = NULL, request_hash = NULL, worker_id = NULL,
                milvus_synced = false, milvus_sync_at = NULL
            WHERE interview_id = ANY($1)
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
                                    : erase(connection, List.of(interviewId), at)
                                            .map(at);
                        }))
                .compose(done -> erased(1).map(new InterviewErased(interviewId, done.toInstant())));
    }

    /** All interviews of the candidate that are there, or none when one of them is running. */
    public Future<CandidateErased> eraseCandidate(EraseCandidate request) {
        return database.transaction(connection -> connection
                        .preparedQuery(LOCK_CANDIDATE)
                        .execute(Tuple.of(request.candidateId()))
                        .compose(rows -> {
                            List<UUID> interviews = erasable(rows);
                            return erase(connection, interviews, Rows.time(request.at()))
                                    .map(interviews.size());
                        }))
                .compose(count -> erased(count).map(new CandidateErased(count, request.at())));
    }

    /** What is left to do after the commit; never fails. */
    private Future<Void> erased(int interviews) {
        eventsWaiting.run();
        return removeVectors.get().otherwise(fault -> {
            LOG.atWarn()
                    .addKeyValue("interviews", interviews)
                    .setCause(fault)
                    .log("vectors of erased interviews are removed later");
            return null;
        });
    }

    private static @Nullable OffsetDateTime erasedBefore(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw InterviewRows.notFound();
        }
        Row row = rows.iterator().next();
        OffsetDateTime before = row.getOffsetDateTime("erased_at");
        if (before == null && isRunning(row)) {
            throw InterviewStore.invalidState("the interview is running: cancel it first");
        }
        return before;
    }

    private static List<UUID> erasable(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "there is no interview of this candidate");
        }
        List<UUID> running = new ArrayList<>();
        List<UUID> all = new ArrayList<>();
        rows.forEach(row -> (isRunning(row) ? running : all).add(Rows.uuid(row, "interview_id")));
        if (!running.isEmpty()) {
            throw InterviewStore.invalidState(
                    "the interview " + running.getFirst() + " of this candidate is running: cancel it first");
        }
        return all;
    }

    private static boolean isRunning(Row row) {
        InterviewState state = InterviewState.valueOf(Rows.text(row, "state"));
        return !state.ended() && state != InterviewState.SCHEDULED;
    }

    private static Future<Void> erase(SqlConnection connection, List<UUID> interviews, OffsetDateTime at) {
        UUID[] ids = interviews.toArray(UUID[]::new);
        Future<Void> done = Future.succeededFuture();
        for (String deletion : DELETIONS) {
            done = done.compose(before -> connection
                    .preparedQuery(deletion)
                    .execute(Tuple.tuple().addArrayOfUUID(ids))
                    .mapEmpty());
        }
        Tuple idsAndTime = Tuple.tuple().addArrayOfUUID(ids).addOffsetDateTime(at);
        return done.compose(deleted -> connection.preparedQuery(QUEUE).execute(idsAndTime))
                .compose(queued -> connection.preparedQuery(BURY).execute(idsAndTime))
                .compose(buried -> EventLog.append(
                        connection,
                        interviews.stream()
                                .map(id -> NewEvent.erased(id, at.toInstant()))
                                .toList()));
    }
}
