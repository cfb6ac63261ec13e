package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.recruiterbrain.voice.persistence.postgres.Fences.Fence;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Interviews and what changes them; each change and its event are one transaction under the interview's row lock. */
public final class InterviewStore {
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
    private final Fences fences;
    private final Runnable eventsWaiting;

    /**
     * @param eventsWaiting told after each commit that wrote an event
     */
    public InterviewStore(Database database, Clock clock, Fences fences, Runnable eventsWaiting) {
        this.database = database;
        this.clock = clock;
        this.fences = fences;
        this.eventsWaiting = eventsWaiting;
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
                .compose(interview -> requireHolder(connection, interview, request.fence()))
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
                .compose(interview -> request.fence() == null
                        ? Future.succeededFuture(interview)
                        : requireHolderOrEnd(connection, interview, request))
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

    /** Fails with {@code STALE_LEASE}; until the transaction ends nobody takes the interview over. */
    private Future<Interview> requireHolder(SqlConnection connection, Interview interview, @Nullable Long fence) {
        UUID interviewId = interview.interviewId();
        return fences.lock(connection, interviewId).map(locked -> {
            Fence current = locked.get(interviewId);
            if (!Fences.admits(current, fence)) {
                throw fences.refuse(interviewId, fence, current);
            }
            return interview;
        });
    }

    /** The last holder, whose lease went with the end, may ask for that end again: the first answer was lost on its way. */
    private Future<Interview> requireHolderOrEnd(SqlConnection connection, Interview interview, ChangeState request) {
        UUID interviewId = interview.interviewId();
        boolean askedAgain = interview.state().ended() && interview.state() == request.state();
        return fences.lock(connection, interviewId).map(locked -> {
            Fence current = locked.get(interviewId);
            boolean lastHolder = current != null && request.fence() != null && current.number() == request.fence();
            if (!(askedAgain && lastHolder) && !Fences.admits(current, request.fence())) {
                throw fences.refuse(interviewId, request.fence(), current);
            }
            return interview;
        });
    }

    private <T> Future<T> change(Function<SqlConnection, Future<T>> work) {
        return database.transaction(work).onSuccess(done -> eventsWaiting.run());
    }

    private static Future<Interview> update(SqlConnection connection, String sql, Tuple values, NewEvent event) {
        return connection
                .preparedQuery(sql)
                .execute(values)
                .compose(updated -> InterviewRows.find(connection, event.interviewId()))
                .compose(
                        interview -> EventLog.append(connection, List.of(event)).map(interview));
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
}
