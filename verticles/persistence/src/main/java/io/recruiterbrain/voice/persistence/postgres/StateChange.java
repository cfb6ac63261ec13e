package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** One move of an interview, inside a transaction that holds its row lock. */
final class StateChange {
    /** What an agent says when its node goes down, and it leaves the interview to whoever takes it next. */
    private static final String SHUTDOWN = "shutdown";

    /**
     * Start and end keep their first time; the room is nobody's once the interview has ended or its agent left it. Nobody
     * waits for the room of one that has ended.
     */
    private static final String MOVE = """
            WITH waits_no_more AS (DELETE FROM join_queue WHERE $4 AND interview_id = $1)
            UPDATE interviews SET state = $2, state_changed_at = $3,
                worker_id = CASE WHEN $4 OR $8 THEN NULL ELSE coalesce($5, worker_id) END,
                started_at = CASE WHEN $6 THEN coalesce(started_at, $3) ELSE started_at END,
                ended_at = CASE WHEN $4 THEN coalesce(ended_at, $3) ELSE ended_at END,
                end_reason = CASE WHEN $4 THEN coalesce(end_reason, $7) ELSE end_reason END
            WHERE interview_id = $1
            """;

    private static final String TAKE_ROOM = "UPDATE interviews SET worker_id = $2 WHERE interview_id = $1";

    private StateChange() {}

    /** Being in the state already is success; an illegal move fails with {@code INVALID_STATE}. */
    static Future<Interview> apply(SqlConnection connection, Interview interview, ChangeState change) {
        InterviewState next = change.state();
        if (interview.state() == next) {
            return takeRoom(connection, interview, change);
        }
        if (!interview.state().mayBecome(next)) {
            throw InterviewStore.illegalMove(interview.state(), next);
        }
        return write(connection, change)
                // Who ends it by its lease needs the lease no more. A recruiter who ends it leaves it to its holder,
                // which
                // is told by its fencing number.
                .compose(written -> change.fence() != null && next.ended()
                        ? Fences.release(connection, change.interviewId())
                        : Future.succeededFuture())
                .compose(written -> InterviewRows.find(connection, change.interviewId()))
                .compose(moved -> EventLog.append(connection, List.of(event(interview.state(), change)))
                        .map(moved));
    }

    /** The event of a move. */
    static NewEvent event(InterviewState from, ChangeState change) {
        return NewEvent.stateChanged(change.interviewId(), change.at(), from, change.state(), change.reason());
    }

    /** Writes a move that was found legal; its event is the caller's to append. */
    static Future<Void> write(SqlConnection connection, ChangeState change) {
        Tuple values = Tuple.tuple()
                .addUUID(change.interviewId())
                .addString(change.state().name())
                .addOffsetDateTime(Rows.time(change.at()))
                .addBoolean(change.state().ended())
                .addString(change.workerId())
                .addBoolean(change.state() == InterviewState.IN_PROGRESS)
                .addString(change.reason())
                .addBoolean(change.state() == InterviewState.RECOVERING && SHUTDOWN.equals(change.reason()));
        return connection.preparedQuery(MOVE).execute(values).mapEmpty();
    }

    private static Future<Interview> takeRoom(SqlConnection connection, Interview interview, ChangeState change) {
        if (change.workerId() == null
                || interview.state().ended()
                || change.workerId().equals(interview.workerId())) {
            return Future.succeededFuture(interview);
        }
        return connection
                .preparedQuery(TAKE_ROOM)
                .execute(Tuple.of(interview.interviewId(), change.workerId()))
                .compose(updated -> InterviewRows.find(connection, interview.interviewId()));
    }
}
