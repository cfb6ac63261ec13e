package io.recruiterbrain.voice.persistence.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.EvaluationSaved;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
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
            SELECT i.erased_at, e.document::text AS document
            FROM interviews i LEFT JOIN evaluations e USING (interview_id) WHERE i.interview_id = $1
            """;

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
                        .compose(interview -> insert(connection, evaluation, interview.state())))
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
                        throw new ServiceException(ErrorCode.EVALUATION_PENDING, "the evaluation is not written yet");
                    }
                    return Rows.json(row, "document", EVALUATION);
                }));
    }

    private Future<Void> insert(SqlConnection connection, Evaluation evaluation, InterviewState state) {
        if (state == InterviewState.EVALUATED) {
            return Future.succeededFuture();
        }
        if (!state.mayBecome(InterviewState.EVALUATED)) {
            throw InterviewStore.illegalMove(state, InterviewState.EVALUATED);
        }
        UUID interviewId = evaluation.interviewId();
        Tuple values = Tuple.of(
                interviewId,
                evaluation.overall(),
                evaluation.recommendation().name(),
                Rows.json(evaluation),
                Rows.time(evaluation.createdAt()));
        ChangeState evaluated = new ChangeState(interviewId, InterviewState.EVALUATED, clock.instant(), null, null);
        return connection
                .preparedQuery(INSERT)
                .execute(values)
                .compose(inserted -> StateChange.write(connection, evaluated))
                .compose(moved -> EventLog.append(
                        connection,
                        List.of(
                                StateChange.event(state, evaluated),
                                NewEvent.evaluated(
                                        interviewId,
                                        evaluated.at(),
                                        evaluation.overall(),
                                        evaluation.recommendation().name()))));
    }
}
