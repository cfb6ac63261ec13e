package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends interviews that nobody ends. The rule, in the order of certainty:
 *
 * <ul>
 *   <li>SCHEDULED past its link's expiry becomes EXPIRED.
 *   <li>When a node starts, what it held when it went down becomes RECOVERING from now on: no agent has it any more. An
 *       agent that takes it again moves it back to IN_PROGRESS.
 *   <li>RECOVERING with an agent for longer than the reconnect time and a margin becomes ABANDONED. A living agent gives
 *       up by itself before that.
 *   <li>RECOVERING without an agent, since its node went down, becomes ABANDONED when nobody came back in the time for
 *       that.
 *   <li>WAITING or IN_PROGRESS without a turn or a move for longer than the interview may last, the reconnect time and
 *       the margin becomes ABANDONED: every living agent has closed it by then. WAITING may last as long again as a
 *       candidate may take to set up the microphone.
 *   <li>While somebody holds its lease, an interview that began is the agents' matter: a holder that gives no sign of life
 *       is replaced within seconds, a start of a node included. Only when nobody is there to do that, so that the holder's
 *       beat stood still from one look to the next and nothing moved in the time for coming back, it becomes ABANDONED and
 *       its lease ends.
 * </ul>
 */
public final class Reaper {
    /** For clocks that differ and for an agent's own closing words. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** The longest that a living agent waits for an open page to connect its microphone. */
    private static final Duration SETUP = Duration.ofMinutes(10);

    private static final int AT_ONCE = 100;

    private static final String EXPIRED = """
            SELECT interview_id, state FROM interviews
            WHERE state = 'SCHEDULED' AND erased_at IS NULL AND link_expires_at < $1
            LIMIT 100 FOR NO KEY UPDATE SKIP LOCKED
            """;
    private static final String LEFT_ALONE = """
            SELECT interview_id, state FROM interviews i
            LEFT JOIN LATERAL (
                SELECT greatest(i.state_changed_at, max(saved_at)) AS moved_at FROM turns t
                WHERE t.interview_id = i.interview_id) last ON true
            LEFT JOIN interview_leases l USING (interview_id)
            WHERE state IN ('WAITING', 'IN_PROGRESS', 'RECOVERING') AND erased_at IS NULL
                AND CASE
                    WHEN l.owner IS NOT NULL THEN l.owner = ANY($4) AND moved_at < least($3::timestamptz,
                        $2::timestamptz - (settings ->> 'maxDuration')::interval)
                    WHEN state = 'RECOVERING' THEN
                        state_changed_at < (CASE WHEN worker_id IS NULL THEN $3::timestamptz ELSE $1::timestamptz END)
                    ELSE moved_at < (CASE WHEN state = 'WAITING' THEN $2::timestamptz ELSE $1::timestamptz END)
                            - (settings ->> 'maxDuration')::interval
                    END
            LIMIT 100 FOR NO KEY UPDATE OF i SKIP LOCKED
            """;
    private static final String NOT_HELD = """
            AND NOT EXISTS (SELECT 1 FROM interview_leases l WHERE l.interview_id = i.interview_id AND l.owner IS NOT NULL)
            """;
    private static final String HELD = """
            SELECT interview_id, state FROM interviews i
            WHERE state IN ('WAITING', 'IN_PROGRESS') AND erased_at IS NULL AND ($1::text IS NULL OR worker_id = $1)
            """ + NOT_HELD + "FOR NO KEY UPDATE";
    private static final String RELEASE = """
            UPDATE interviews i SET worker_id = NULL, state_changed_at = greatest(state_changed_at, $2)
            WHERE state IN ('WAITING', 'IN_PROGRESS', 'RECOVERING') AND erased_at IS NULL
                AND ($1::text IS NULL OR worker_id = $1)
            """ + NOT_HELD;

    /** After the interviews are locked nobody can take their leases; what was taken just before shows here. */
    private static final String TAKEN = """
            SELECT interview_id FROM interview_leases
            WHERE interview_id = ANY($1) AND owner IS NOT NULL AND NOT owner = ANY($2)
            """;

    private static final String END_LEASES = """
            UPDATE interview_leases SET owner = NULL WHERE interview_id IN (
                SELECT l.interview_id FROM interview_leases l JOIN interviews i USING (interview_id)
                WHERE l.owner = ANY($1) AND i.state NOT IN ('SCHEDULED', 'WAITING', 'IN_PROGRESS', 'RECOVERING')
                FOR UPDATE OF l SKIP LOCKED)
            """;

    private final Database database;
    private final SilentOwners silentOwners;
    private final Duration reconnectTime;
    private final Duration resumeTime;
    private final Clock clock;
    private final Runnable eventsWaiting;

    /**
     * @param eventsWaiting told after each commit that may have written an event
     */
    public Reaper(Database database, PersistenceConfig.Reaper config, Clock clock, Runnable eventsWaiting) {
        this.database = database;
        this.silentOwners = new SilentOwners(database);
        this.reconnectTime = config.reconnectTime();
        this.resumeTime = config.resumeTime();
        this.clock = clock;
        this.eventsWaiting = eventsWaiting;
    }

    /**
     * Called once when a node starts, before it takes any interview.
     *
     * @param nodeId the node, or null when no other node can share this database: then nobody holds anything
     * @return interviews that lost their agent
     */
    public Future<Integer> releaseHeldBy(@Nullable String nodeId) {
        Instant now = clock.instant();
        Tuple holder = Tuple.tuple().addString(nodeId);
        Tuple holderAndTime = Tuple.tuple().addString(nodeId).addOffsetDateTime(Rows.time(now));
        Move move = new Move(InterviewState.RECOVERING, "node_restarted", now);
        return database.transaction(connection -> connection
                        .preparedQuery(HELD)
                        .execute(holder)
                        .compose(held -> connection
                                .preparedQuery(RELEASE)
                                .execute(holderAndTime)
                                .compose(released -> moveAll(connection, held, move))))
                .onSuccess(moved -> eventsWaiting.run());
    }

    /**
     * Ends what is due now.
     *
     * @return interviews ended
     */
    public Future<Integer> reap() {
        Instant now = clock.instant();
        Move expire = new Move(InterviewState.EXPIRED, "link_expired", now);
        Move abandon = new Move(InterviewState.ABANDONED, "candidate_left", now);
        return page(connection -> connection.preparedQuery(EXPIRED).execute(Tuple.of(Rows.time(now))), expire)
                .compose(expired -> silentOwners
                        .look()
                        .compose(silent -> page(connection -> leftAlone(connection, now, silent), abandon)
                                .compose(abandoned -> endLeases(silent).map(expired + abandoned))));
    }

    private record Move(InterviewState to, String reason, Instant at) {}

    /** Locks them; those whose lease is taken by somebody alive are left out. */
    private Future<List<Row>> leftAlone(SqlConnection connection, Instant now, String[] silent) {
        Instant patience = now.minus(reconnectTime).minus(MARGIN);
        Tuple limits = Tuple.of(Rows.time(patience), Rows.time(patience.minus(SETUP)), Rows.time(now.minus(resumeTime)))
                .addArrayOfString(silent);
        return connection.preparedQuery(LEFT_ALONE).execute(limits).compose(rows -> {
            UUID[] ids = Rows.map(rows, row -> Rows.uuid(row, "interview_id")).toArray(UUID[]::new);
            Tuple values = Tuple.tuple().addArrayOfUUID(ids).addArrayOfString(silent);
            return connection.preparedQuery(TAKEN).execute(values).map(taken -> {
                Set<UUID> held = new HashSet<>(Rows.map(taken, row -> Rows.uuid(row, "interview_id")));
                return Rows.map(rows, row -> row).stream()
                        .filter(row -> !held.contains(Rows.uuid(row, "interview_id")))
                        .toList();
            });
        });
    }

    /** What silent owners still hold of interviews that are over. */
    private Future<Void> endLeases(String[] silent) {
        return silent.length == 0
                ? Future.succeededFuture()
                : database.transaction(connection -> connection
                        .preparedQuery(END_LEASES)
                        .execute(Tuple.tuple().addArrayOfString(silent))
                        .mapEmpty());
    }

    private Future<Integer> page(Function<SqlConnection, Future<? extends Iterable<Row>>> select, Move move) {
        return database.transaction(
                        connection -> select.apply(connection).compose(rows -> moveAll(connection, rows, move)))
                .compose(moved -> {
                    if (moved > 0) {
                        eventsWaiting.run();
                    }
                    return moved < AT_ONCE
                            ? Future.succeededFuture(moved)
                            : page(select, move).map(more -> moved + more);
                });
    }

    private static Future<Integer> moveAll(SqlConnection connection, Iterable<Row> rows, Move move) {
        Future<Void> done = Future.succeededFuture();
        List<NewEvent> events = new ArrayList<>();
        for (Row row : rows) {
            InterviewState from = InterviewState.valueOf(Rows.text(row, "state"));
            ChangeState change =
                    new ChangeState(Rows.uuid(row, "interview_id"), move.to(), move.at(), null, move.reason());
            events.add(StateChange.event(from, change));
            done = done.compose(before -> StateChange.write(connection, change));
        }
        return done.compose(written -> EventLog.append(connection, events)).map(events.size());
    }
}
