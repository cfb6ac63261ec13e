package io.recruiterbrain.voice.persistence.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code interviews}. */
final class InterviewRows {
    /** Every column an {@link Interview} needs; ends before WHERE. */
    static final String SELECT = """
            SELECT i.interview_id, i.state, i.candidate_id, i.candidate_name, i.candidate_email, i.candidate_resume,
                i.job_id, i.job_title, i.job_company, i.job_description, i.settings::text AS settings,
                i.plan::text AS plan, i.livekit_room_name, i.worker_id, i.consent_version, i.consent_sha256,
                i.consent_accepted_at, i.decision_by, i.decision_outcome, i.decision_reason, i.decision_at,
                i.created_at, i.link_expires_at, i.started_at, i.ended_at, i.end_reason, i.erased_at,
                t.turn_count, t.last_question_no, l.owner AS lease_owner, l.fence AS lease_fence,
                EXISTS (SELECT 1 FROM evaluations e WHERE e.interview_id = i.interview_id) AS evaluated
            FROM interviews i
            LEFT JOIN interview_leases l ON l.interview_id = i.interview_id AND l.owner IS NOT NULL
            LEFT JOIN LATERAL (
                SELECT count(*)::int AS turn_count, coalesce(max(question_no), 0) AS last_question_no
                FROM turns WHERE turns.interview_id = i.interview_id) t ON true
            """;

    private static final String BY_ID = SELECT + " WHERE i.interview_id = $1";
    private static final TypeReference<InterviewSettings> SETTINGS = new TypeReference<>() {};
    private static final TypeReference<List<PlannedQuestion>> PLAN = new TypeReference<>() {};

    private InterviewRows() {}

    /** Fails with {@code NOT_FOUND} or {@code ERASED}. */
    static Future<Interview> find(SqlConnection connection, UUID interviewId) {
        return connection.preparedQuery(BY_ID).execute(Tuple.of(interviewId)).map(InterviewRows::only);
    }

    /** The same, and nobody else changes the interview until the transaction ends. */
    static Future<Interview> lock(SqlConnection connection, UUID interviewId) {
        return connection
                .preparedQuery(BY_ID + " FOR NO KEY UPDATE OF i")
                .execute(Tuple.of(interviewId))
                .map(InterviewRows::only);
    }

    private static Interview only(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw notFound();
        }
        Row row = rows.iterator().next();
        if (row.getValue("erased_at") != null) {
            throw erased();
        }
        return interview(row);
    }

    static ServiceException notFound() {
        return new ServiceException(ErrorCode.NOT_FOUND, "there is no such interview");
    }

    static ServiceException erased() {
        return new ServiceException(ErrorCode.ERASED, "the interview was erased");
    }

    static Interview interview(Row row) {
        return new Interview(
                Rows.uuid(row, "interview_id"),
                InterviewState.valueOf(Rows.text(row, "state")),
                new CandidateData(
                        row.getString("candidate_id"),
                        Rows.text(row, "candidate_name"),
                        row.getString("candidate_email"),
                        row.getString("candidate_resume")),
                new JobDescriptionData(
                        row.getString("job_id"),
                        Rows.text(row, "job_title"),
                        row.getString("job_company"),
                        Rows.text(row, "job_description")),
                Rows.json(row, "settings", SETTINGS),
                Rows.json(row, "plan", PLAN),
                Rows.text(row, "livekit_room_name"),
                row.getString("worker_id"),
                consent(row),
                decision(row),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "link_expires_at"),
                Rows.instantOrNull(row, "started_at"),
                Rows.instantOrNull(row, "ended_at"),
                row.getString("end_reason"),
                Rows.number(row, "turn_count"),
                Rows.number(row, "last_question_no"),
                row.getBoolean("evaluated"),
                lease(row));
    }

    private static @Nullable Lease lease(Row row) {
        String owner = row.getString("lease_owner");
        return owner == null ? null : new Lease(owner, row.getLong("lease_fence"));
    }

    private static @Nullable Consent consent(Row row) {
        return row.getValue("consent_accepted_at") == null
                ? null
                : new Consent(
                        Rows.text(row, "consent_version"),
                        Rows.text(row, "consent_sha256"),
                        Rows.instant(row, "consent_accepted_at"));
    }

    private static @Nullable Decision decision(Row row) {
        return row.getValue("decision_at") == null
                ? null
                : new Decision(
                        Rows.text(row, "decision_by"),
                        Decision.Outcome.valueOf(Rows.text(row, "decision_outcome")),
                        Rows.text(row, "decision_reason"),
                        Rows.instant(row, "decision_at"));
    }
}
