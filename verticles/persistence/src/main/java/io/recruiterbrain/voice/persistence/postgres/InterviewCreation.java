package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewCreated;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores new interviews, in groups as turns are: one by one, each would wait for the commits of all before it. A known
 * idempotency key is answered with the interview stored first.
 */
public final class InterviewCreation {
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

    private final Database database;
    private final GroupCommit<CreateInterview, InterviewCreated> commits;
    private final Runnable eventsWaiting;

    /**
     * @param eventsWaiting told after each commit that wrote an event
     */
    public InterviewCreation(Vertx vertx, Database database, PersistenceConfig.Turns config, Runnable eventsWaiting) {
        this.database = database;
        this.commits = new GroupCommit<>(vertx, config.commitWindow(), config.queueLimit(), this::write);
        this.eventsWaiting = eventsWaiting;
    }

    public Future<InterviewCreated> create(CreateInterview request) {
        return commits.add(request);
    }

    private Future<List<Future<InterviewCreated>>> write(List<CreateInterview> group) {
        return database.transaction(connection -> insert(connection, group))
                .onSuccess(inserted -> eventsWaiting.run())
                .map(inserted -> {
                    List<Future<InterviewCreated>> outcomes = new ArrayList<>(group.size());
                    for (int i = 0; i < group.size(); i++) {
                        CreateInterview request = group.get(i);
                        outcomes.add(
                                inserted.get(i)
                                        ? Future.succeededFuture(new InterviewCreated(scheduled(request), false))
                                        : database.read(connection -> replay(connection, request)));
                    }
                    return outcomes;
                });
    }

    /** Whether each one is new. */
    private static Future<List<Boolean>> insert(SqlConnection connection, List<CreateInterview> group) {
        List<Tuple> rows = group.stream().map(InterviewCreation::newRow).toList();
        return connection.preparedQuery(INSERT).executeBatch(rows).compose(results -> {
            List<Boolean> inserted = new ArrayList<>(group.size());
            List<NewEvent> events = new ArrayList<>(group.size());
            RowSet<Row> result = results;
            for (CreateInterview request : group) {
                boolean isNew = result.rowCount() == 1;
                inserted.add(isNew);
                if (isNew) {
                    events.add(NewEvent.created(request.interviewId(), request.createdAt()));
                }
                result = result.next();
            }
            return EventLog.append(connection, events).map(inserted);
        });
    }

    private static Future<InterviewCreated> replay(SqlConnection connection, CreateInterview request) {
        if (request.idempotencyKey() == null) {
            return InterviewRows.find(connection, request.interviewId())
                    .map(interview -> new InterviewCreated(interview, true));
        }
        return connection
                .preparedQuery(FIND_KEY)
                .execute(Tuple.of(sha256(request.idempotencyKey())))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        throw conflict("the interview id is taken by another request");
                    }
                    Row row = rows.iterator().next();
                    if (row.getValue("erased_at") != null) {
                        throw InterviewRows.erased();
                    }
                    if (!String.valueOf(request.requestHash()).equals(row.getString("request_hash"))) {
                        throw conflict("the idempotency key was used for a different request");
                    }
                    return InterviewRows.find(connection, Rows.uuid(row, "interview_id"))
                            .map(interview -> new InterviewCreated(interview, true));
                });
    }

    /** What a later read gives. */
    private static Interview scheduled(CreateInterview request) {
        return new Interview(
                request.interviewId(),
                InterviewState.SCHEDULED,
                request.candidate(),
                request.job(),
                request.settings(),
                List.of(),
                "interview-" + request.interviewId(),
                null,
                null,
                null,
                stored(request.createdAt()),
                stored(request.linkExpiresAt()),
                null,
                null,
                null,
                0,
                0,
                false,
                null);
    }

    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static ServiceException conflict(String text) {
        return new ServiceException(ErrorCode.IDEMPOTENCY_CONFLICT, text);
    }

    private static Tuple newRow(CreateInterview request) {
        @Nullable String keyHash = request.idempotencyKey() == null ? null : sha256(request.idempotencyKey());
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

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
