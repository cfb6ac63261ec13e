package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.join.SessionClaimed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Candidates who wait for a free room, and the browser that each interview is open in. Time is the server's alone: a place
 * counts while it was asked for within the last 30 s, and not while its interview is held: the lease counts instead, from the
 * same moment. It goes when the candidate has joined, and with the end of the interview or its erasure.
 */
public final class JoinQueue {
    private static final String KEPT = "%s.asked_at > clock_timestamp() - interval '30 seconds'";
    private static final String WAITS = KEPT + """
             AND NOT EXISTS (
                SELECT FROM interview_leases WHERE interview_id = %<s.interview_id AND owner IS NOT NULL)
            """;

    private static final String GIVEN_UP =
            "DELETE FROM join_queue WHERE interview_id = $1 AND NOT (" + KEPT.formatted("join_queue") + ")";

    /**
     * One statement, as hundreds come at once; without a row for a place that had been given up. Its own row is not among
     * those that the statement sees, and is counted apart.
     */
    private static final String ENTER = """
            WITH entered AS (
                INSERT INTO join_queue AS known (interview_id) VALUES ($1)
                ON CONFLICT (interview_id) DO UPDATE SET asked_at = clock_timestamp() WHERE %s
                RETURNING seq)
            SELECT 1 + count(other.seq) FILTER (WHERE other.seq < entered.seq) AS position,
                1 + count(other.seq) AS waiting,
                (SELECT count(*) FROM interview_leases WHERE owner IS NOT NULL) AS held
            FROM entered LEFT JOIN join_queue other ON other.interview_id <> $1 AND %s
            GROUP BY entered.seq
            """.formatted(KEPT.formatted("known"), WAITS.formatted("other"));

    /** With rows of candidates who never came back; whoever deletes one of these first, the others pass it over. */
    private static final String LEAVE = """
            DELETE FROM join_queue WHERE interview_id = $1 OR interview_id IN (
                SELECT interview_id FROM join_queue WHERE asked_at < clock_timestamp() - interval '5 minutes'
                LIMIT 100 FOR UPDATE SKIP LOCKED)
            """;

    private static final String PLACE = """
            SELECT count(*) FILTER (WHERE seq <= (SELECT seq FROM join_queue WHERE interview_id = $1 AND %1$s)) AS position,
                count(*) AS waiting
            FROM join_queue WHERE %1$s
            """.formatted(WAITS.formatted("join_queue"));

    private static final String CLAIM = """
            INSERT INTO candidate_sessions AS known (interview_id, session_id) VALUES ($1, $2)
            ON CONFLICT (interview_id) DO UPDATE SET session_id = EXCLUDED.session_id
            WHERE known.session_id = EXCLUDED.session_id OR NOT $3
            RETURNING session_id
            """;

    private final Database database;

    public JoinQueue(Database database) {
        this.database = database;
    }

    public Future<QueuePlace> enter(EnterQueue request) {
        Tuple interview = Tuple.of(request.interviewId());
        return database.read(connection -> connection
                .preparedQuery(ENTER)
                .execute(interview)
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture(rows)
                        // A place that had been given up is a new one, at the end.
                        : connection
                                .preparedQuery(GIVEN_UP)
                                .execute(interview)
                                .compose(gone -> connection.preparedQuery(ENTER).execute(interview)))
                .map(JoinQueue::place));
    }

    public Future<QueuePlace> leave(LeaveQueue request) {
        return database.read(connection -> connection
                .preparedQuery(LEAVE)
                .execute(Tuple.of(request.interviewId()))
                .map(left -> new QueuePlace(0, 0)));
    }

    public Future<QueuePlace> find(FindQueuePlace request) {
        return database.read(connection -> connection
                .preparedQuery(PLACE)
                .execute(Tuple.tuple().addUUID(request.interviewId()))
                .map(JoinQueue::place));
    }

    public Future<SessionClaimed> claim(ClaimSession request) {
        UUID session = request.sessionId();
        return database.read(connection -> connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(request.interviewId(), session, request.again()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new ServiceException(
                                ErrorCode.SESSION_TAKEN_OVER, "the interview was opened in another browser since");
                    }
                    return new SessionClaimed(request.interviewId(), session);
                }));
    }

    private static QueuePlace place(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        Long held = row.getColumnIndex("held") < 0 ? null : row.getLong("held");
        return new QueuePlace(
                Math.toIntExact(row.getLong("position")),
                Math.toIntExact(row.getLong("waiting")),
                held == null ? null : Math.toIntExact(held));
    }
}
