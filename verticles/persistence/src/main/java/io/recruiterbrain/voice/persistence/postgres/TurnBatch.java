package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.recruiterbrain.voice.persistence.postgres.Fences.Fence;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes turns of any interviews in one transaction: the turns, their place in the outbox, their events. */
final class TurnBatch {
    /**
     * Holds off an erasure and other writers until the commit; ordered, so that two of them cannot lock each other out. As
     * strong as the update of the same row below needs it: it must not wait while it holds the lease.
     */
    private static final String LOCK = """
            SELECT interview_id, erased_at IS NOT NULL AS erased FROM interviews
            WHERE interview_id = ANY($1) ORDER BY interview_id FOR NO KEY UPDATE
            """;

    private static final String INSERT = """
            WITH saved AS (
                INSERT INTO turns (interview_id, turn_no, speaker, kind, text, started_at, ended_at, question_no,
                    interrupted, typed, confidence, latencies, message_ids, saved_at)
                SELECT n.interview_id, n.turn_no, n.speaker, n.kind, n.text, n.started_at, n.ended_at, n.question_no,
                    n.interrupted, n.typed, n.confidence, n.latencies::jsonb, n.message_ids::uuid[],
                    $14
                FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                    $7::timestamptz[], $8::int[], $9::boolean[], $10::boolean[], $11::float8[], $12::text[],
                    $13::text[])
                    AS n (interview_id, turn_no, speaker, kind, text, started_at, ended_at, question_no,
                        interrupted, typed, confidence, latencies, message_ids)
                ON CONFLICT DO NOTHING
                RETURNING interview_id, turn_no),
            queued AS (
                INSERT INTO vector_outbox (interview_id, turn_no, queued_at, due_at)
                SELECT interview_id, turn_no, $14, $14 FROM saved),
            unsynced AS (
                UPDATE interviews SET milvus_synced = false
                WHERE milvus_synced AND interview_id IN (SELECT interview_id FROM saved))
            SELECT interview_id, turn_no FROM saved
            """;

    /** What the database knows of the interview of a turn, and of who writes it. */
    enum Standing {
        WHOLE,
        ERASED,
        ABSENT,
        STALE
    }

    /**
     * What became of a turn.
     *
     * @param fence of its interview, absent when it was never held
     */
    record Written(Standing standing, @Nullable Fence fence) {}

    private record Key(UUID interviewId, int turnNo) {}

    private final Clock clock;
    private final Fences fences;

    TurnBatch(Clock clock, Fences fences) {
        this.clock = clock;
        this.fences = fences;
    }

    /** Writes what can be written; answers for each turn in its order whether it is. */
    Future<List<Written>> write(SqlConnection connection, List<SaveTurn> group) {
        UUID[] interviewIds =
                group.stream().map(SaveTurn::interviewId).distinct().toArray(UUID[]::new);
        Future<Map<UUID, Standing>> interviews = connection
                .preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfUUID(interviewIds))
                .map(TurnBatch::standings);
        // On its way behind the other, which the server answers first.
        Future<Map<UUID, Fence>> leases = fences.lock(connection, interviewIds);
        return interviews.compose(standings -> leases.compose(locked -> {
            List<Written> outcomes = new ArrayList<>(group.size());
            List<SaveTurn> writable = new ArrayList<>(group.size());
            for (SaveTurn save : group) {
                Fence fence = locked.get(save.interviewId());
                Standing standing = standings.getOrDefault(save.interviewId(), Standing.ABSENT);
                if (standing == Standing.WHOLE && !Fences.admits(fence, save.fence())) {
                    standing = Standing.STALE;
                }
                if (standing == Standing.WHOLE) {
                    writable.add(save);
                }
                outcomes.add(new Written(standing, fence));
            }
            return insert(connection, writable).map(outcomes);
        }));
    }

    private Future<Void> insert(SqlConnection connection, List<SaveTurn> turns) {
        if (turns.isEmpty()) {
            return Future.succeededFuture();
        }
        Instant now = clock.instant();
        return connection
                .preparedQuery(INSERT)
                .execute(values(turns, now))
                .compose(rows -> EventLog.append(connection, events(turns, saved(rows), now)));
    }

    private static Map<UUID, Standing> standings(RowSet<Row> rows) {
        Map<UUID, Standing> standings = new HashMap<>();
        rows.forEach(row -> standings.put(
                Rows.uuid(row, "interview_id"), row.getBoolean("erased") ? Standing.ERASED : Standing.WHOLE));
        return standings;
    }

    private static Set<Key> saved(RowSet<Row> rows) {
        Set<Key> saved = new HashSet<>();
        rows.forEach(row -> saved.add(new Key(Rows.uuid(row, "interview_id"), Rows.number(row, "turn_no"))));
        return saved;
    }

    /** In the order of arrival; of turns with the same number the first one was stored. */
    private static List<NewEvent> events(List<SaveTurn> turns, Set<Key> saved, Instant now) {
        return turns.stream()
                .filter(save ->
                        saved.remove(new Key(save.interviewId(), save.turn().turnNo())))
                .map(save -> NewEvent.turnSaved(save.interviewId(), now, save.turn()))
                .toList();
    }

    private static Tuple values(List<SaveTurn> turns, Instant now) {
        return Tuple.tuple()
                .addArrayOfUUID(turns.stream().map(SaveTurn::interviewId).toArray(UUID[]::new))
                .addArrayOfInteger(column(turns, Turn::turnNo).toArray(Integer[]::new))
                .addArrayOfString(column(turns, turn -> turn.speaker().name()).toArray(String[]::new))
                .addArrayOfString(column(turns, turn -> turn.kind().name()).toArray(String[]::new))
                .addArrayOfString(column(turns, Turn::text).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        column(turns, turn -> Rows.time(turn.startedAt())).toArray(OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(
                        column(turns, turn -> Rows.time(turn.endedAt())).toArray(OffsetDateTime[]::new))
                .addArrayOfInteger(
                        turns.stream().map(save -> save.turn().questionNo()).toArray(Integer[]::new))
                .addArrayOfBoolean(column(turns, Turn::interrupted).toArray(Boolean[]::new))
                .addArrayOfBoolean(column(turns, Turn::typed).toArray(Boolean[]::new))
                .addArrayOfDouble(
                        turns.stream().map(save -> save.turn().confidence()).toArray(Double[]::new))
                .addArrayOfString(
                        column(turns, turn -> Rows.json(turn.latencies())).toArray(String[]::new))
                .addArrayOfString(
                        column(turns, turn -> array(turn.messageIds())).toArray(String[]::new))
                .addOffsetDateTime(Rows.time(now));
    }

    /** An array of arrays would have to be a matrix. */
    private static String array(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> List<T> column(List<SaveTurn> turns, Function<Turn, T> value) {
        return turns.stream().map(save -> value.apply(save.turn())).toList();
    }
}
