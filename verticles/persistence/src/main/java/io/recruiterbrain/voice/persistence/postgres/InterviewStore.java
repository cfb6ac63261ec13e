package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewCreated;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Interviews and what changes them; each change and its event are one transaction under the interview's row lock. */
public final class InterviewStore {
    private static final String INSERT = """
            INSERT INTO interviews (interview_id, state, state_changed_at, candidate_id, candidate_name,
                candidate_email, candidate_resume, job_id, job_title, job_company, job_description, settings,
                created_at, link_expires_at, idempotency_key_hash, request_hash, livekit_room_name)
            VALUES ($1::uuid, 'SCHEDULED', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::jsonb, $2, $12, $13, $14,
                'interview-' || $1::uuid)
            ON CONFLICT DO NOTHING
            """;
    private static final String FIND_KEY =
            "SELECT interview_id, request_hash, erased_at FROM interviews WHERE idempotency_key_hash = $1";
    private static final String SET_CONSENT = """
            UPDATE interviews SET consent_version = $2, consent_sha256 = $3, consent_accepted_at = $4
            WHERE interview_id = $1
            """;
    private static final String SET_PLAN = "UPDATE interviews SET plan = $2::text::jsonb WHERE interview_id = $1";
    private static final String SET_DECISION = """
            UPDATE interviews SET decision_by = $2, decision_outcome = $3, decision_reason = $4, decision_at = $5
            WHERE interview_id = $1
            """;

    private final Database database;
    private final Clock clock;
    private final Runnable eventsWaiting;

    /**
     * @param eventsWaiting told after each commit that wrote an event
     */
    public InterviewStore(Database database, Clock clock, Runnable eventsWaiting) {
        this.database = database;
        this.clock = clock;
        this.eventsWaiting = eventsWaiting;
    }

    public Future<InterviewCreated> create(CreateInterview request) {
        @Nullable String keyHash = request.idempotencyKey() == null ? null : sha256(request.idempotencyKey());
        return change(connection -> connection
                .preparedQuery(INSERT)
                .execute(newRow(request, keyHash))
                .compose(inserted -> inserted.rowCount() == 1
                        ? EventLog.append(
                                        connection,
                                        List.of(NewEvent.created(request.interviewId(), request.createdAt())))
                                .compose(done -> InterviewRows.find(connection, request.interviewId()))
                                .map(interview -> new InterviewCreated(interview, false))
                        : replay(connection, request, keyHash)));
    }

    public Future<Interview> find(FindInterview request) {
        return database.read(connection -> InterviewRows.find(connection, request.interviewId()));
    }

    public Future<Interview> saveConsent(SaveConsent request) {
        Consent consent = request.consent();
        return change(connection -> InterviewRows.lock(connection, request.interviewId())
                .compose(interview -> {
                    if (interview.consent() != null) {
                        return Future.succeededFuture(interview);
                    }
                    requireNotEnded(interview);
                    Tuple values = Tuple.of(
                            interview.interviewId(),
                            consent.version(),
                            consent.sha256(),
                            Rows.time(consent.acceptedAt()));
                    return update(
                            connection, SET_CONSENT, values, NewEvent.consented(interview.interviewId(), consent));
                }));
    }

    public Future<Interview> savePlan(SavePlan request) {
        return change(connection -> InterviewRows.lock(connection, request.interviewId())
                .compose(interview -> {
                    if (!interview.plan().isEmpty()) {
                        return Future.succeededFuture(interview);
                    }
                    requireNotEnded(interview);
                    return update(
                            connection,
                            SET_PLAN,
                            Tuple.of(interview.interviewId(), Rows.json(request.plan())),
                            NewEvent.planned(
                                    interview.interviewId(),
                                    clock.instant(),
                                    request.plan().size()));
                }));
    }

    public Future<Interview> changeState(ChangeState request) {
        return change(connection -> InterviewRows.lock(connection, request.interviewId())
                .compose(interview -> StateChange.apply(connection, interview, request)));
    }

    public Future<Interview> saveDecision(SaveDecision request) {
        Decision decision = request.decision();
        return change(connection -> InterviewRows.lock(connection, request.interviewId())
                .compose(interview -> {
                    if (!interview.state().ended()) {
                        throw invalidState("the interview has not ended, it is " + interview.state());
                    }
                    Tuple values = Tuple.of(
                            interview.interviewId(),
                            decision.decidedBy(),
                            decision.outcome().name(),
                            decision.reason(),
                            Rows.time(decision.decidedAt()));
                    return update(
                            connection, SET_DECISION, values, NewEvent.decided(interview.interviewId(), decision));
                }));
    }

    private <T> Future<T> change(Function<SqlConnection, Future<T>> work) {
        return database.transaction(work).onSuccess(done -> eventsWaiting.run());
    }

    private static Future<Interview> update(SqlConnection connection, String sql, Tuple values, NewEvent event) {
        return connection
                .preparedQuery(sql)
                .execute(values)
                .compose(updated -> EventLog.append(connection, List.of(event)))
                .compose(done -> InterviewRows.find(connection, event.interviewId()));
    }

    private static Future<InterviewCreated> replay(
            SqlConnection connection, CreateInterview request, @Nullable String keyHash) {
        if (keyHash == null) {
            return InterviewRows.find(connection, request.interviewId())
                    .map(interview -> new InterviewCreated(interview, true));
        }
        return connection.preparedQuery(FIND_KEY).execute(Tuple.of(keyHash)).compose(rows -> {
            if (rows.size() == 0) {
                throw new ServiceException(
                        ErrorCode.IDEMPOTENCY_CONFLICT, "the interview id is taken by another request");
            }
            var row = rows.iterator().next();
            if (row.getValue("erased_at") != null) {
                throw InterviewRows.erased();
            }
            if (!String.valueOf(request.requestHash()).equals(row.getString("request_hash"))) {
                throw new ServiceException(
                        ErrorCode.IDEMPOTENCY_CONFLICT, "the idempotency key was used for a different request");
            }
            UUID stored = Rows.uuid(row, "interview_id");
            return InterviewRows.find(connection, stored).map(interview -> new InterviewCreated(interview, true));
        });
    }

    private static Tuple newRow(CreateInterview request, @Nullable String keyHash) {
        CandidateData candidate = request.candidate();
        JobDescriptionData job = request.job();
        return Tuple.tuple()
                .addUUID(request.interviewId())
                .addOffsetDateTime(Rows.time(request.createdAt()))
                .addString(candidate.candidateId())
                .addString(candidate.name())
                .addString(candidate.email())
                .addString(candidate.resume())
                .addString(job.jobId())
                .addString(job.title())
                .addString(job.company())
                .addString(job.description())
                .addString(Rows.json(request.settings()))
                .addOffsetDateTime(Rows.time(request.linkExpiresAt()))
                .addString(keyHash)
                .addString(request.requestHash());
    }

    private static void requireNotEnded(Interview interview) {
        if (interview.state().ended()) {
            throw invalidState("the interview has ended, it is " + interview.state());
        }
    }

    static ServiceException invalidState(String text) {
        return new ServiceException(ErrorCode.INVALID_STATE, text);
    }

    static ServiceException illegalMove(InterviewState from, InterviewState to) {
        return invalidState("the interview is " + from + " and cannot become " + to);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
