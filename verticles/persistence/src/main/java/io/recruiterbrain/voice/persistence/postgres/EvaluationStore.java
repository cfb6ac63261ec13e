package io.recruiterbrain.voice.persistence.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.EvaluationSaved;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.evaluation.NoEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Evaluations, one for each interview; the first one stays. */
public final class EvaluationStore {
    private static final TypeReference<Evaluation> EVALUATION = new TypeReference<>() {};
    private static final String INSERT = """
            INSERT INTO evaluations (interview_id, overall, recommendation, document, created_at)
            VALUES ($1, $2, $3, $4::text::jsonb, $5) ON CONFLICT DO NOTHING
            """;
    private static final String FIND = """
            SELECT i.state, i.erased_at, e.document::text AS document,
                CASE WHEN e.document IS NULL THEN EXISTS (
                    SELECT FROM turns t WHERE t.interview_id = i.interview_id AND t.kind = '%s') END AS answered
            FROM interviews i LEFT JOIN evaluations e USING (interview_id) WHERE i.interview_id = $1
            """.formatted(NoEvaluation.ANSWER);

    private final Database database;
    private final Clock clock;
    private final Runnable eventsWaiting;

    /**
     * @param eventsWaiting told after each commit that wrote an event
     */
    public EvaluationStore(Database database, Clock clock, Runnable eventsWaiting) {
        this.database = database;
        this.clock = clock;
        this.eventsWaiting = eventsWaiting;
    }

    public Future<EvaluationSaved> save(SaveEvaluation request) {
        Evaluation evaluation = request.evaluation();
        UUID interviewId = evaluation.interviewId();
        return database.transaction(connection -> InterviewRows.lock(connection, interviewId)
                        .compose(interview -> insert(connection, evaluation, interview)))
                .onSuccess(done -> eventsWaiting.run())
                .map(done -> new EvaluationSaved(interviewId));
    }

    public Future<Evaluation> find(FindEvaluation request) {
        return database.read(connection -> connection
                .preparedQuery(FIND)
                .execute(Tuple.of(request.interviewId()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw InterviewRows.notFound();
                    }
                    var row = rows.iterator().next();
                    if (row.getValue("erased_at") != null) {
                        throw InterviewRows.erased();
                    }
                    if (row.getValue("document") == null) {
                        InterviewState state = InterviewState.valueOf(Rows.text(row, "state"));
                        throw NoEvaluation.fault(state, row.getBoolean("answered"));
                    }
                    return Rows.json(row, "document", EVALUATION);
                }));
    }

    private Future<Void> insert(SqlConnection connection, Evaluation evaluation, Interview interview) {
        if (interview.evaluated()) {
            return Future.succeededFuture();
        }
        if (!interview.state().mayBeEvaluated()) {
            throw InterviewStore.illegalMove(interview.state(), InterviewState.EVALUATED);
        }
        Tuple values = Tuple.of(
                evaluation.interviewId(),
                evaluation.overall(),
                evaluation.recommendation().name(),
                Rows.json(evaluation),
                Rows.time(evaluation.createdAt()));
        // What was read before the row lock was granted may be old: the insert tells whether this one is the first.
        return connection
                .preparedQuery(INSERT)
                .execute(values)
                .compose(inserted -> inserted.rowCount() == 0
                        ? Future.succeededFuture()
                        : tell(connection, evaluation, interview.state()));
    }

    /** A completed interview becomes evaluated; any other keeps telling how it ended. */
    private Future<Void> tell(SqlConnection connection, Evaluation evaluation, InterviewState state) {
        UUID interviewId = evaluation.interviewId();
        ChangeState move = new ChangeState(interviewId, InterviewState.EVALUATED, clock.instant(), null, null);
        List<NewEvent> events = new ArrayList<>();
        Future<Void> moved = Future.succeededFuture();
        if (state.mayBecome(InterviewState.EVALUATED)) {
            moved = StateChange.write(connection, move);
            events.add(StateChange.event(state, move));
        }
        events.add(NewEvent.evaluated(
                interviewId,
                move.at(),
                evaluation.overall(),
                evaluation.recommendation().name()));
        return moved.compose(done -> EventLog.append(connection, events));
    }
}
