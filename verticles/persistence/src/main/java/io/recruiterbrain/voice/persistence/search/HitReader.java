package io.recruiterbrain.voice.persistence.search;

import io.recruiterbrain.voice.contract.search.SearchHit;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.postgres.Rows;
import io.recruiterbrain.voice.persistence.postgres.TurnRows;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the turns of matches with their question and their neighbours; several windows of a turn count once. */
public final class HitReader {
    /** The turn itself and the ones right before and after it. */
    private static final String READ = "SELECT m.place, t.turn_no - m.turn_no AS distance, " + TurnRows.COLUMNS + """
            , i.candidate_name, i.job_title,
                (SELECT q ->> 'text' FROM jsonb_array_elements(i.plan) q
                 WHERE (q ->> 'questionNo')::int = t.question_no LIMIT 1) AS question
            FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS m (interview_id, turn_no, place)
            JOIN interviews i ON i.interview_id = m.interview_id AND i.erased_at IS NULL
            JOIN turns t ON t.interview_id = m.interview_id AND t.turn_no BETWEEN m.turn_no - 1 AND m.turn_no + 1
            ORDER BY m.place, t.turn_no
            """;

    private record Key(UUID interviewId, int turnNo) {}

    private final Database database;

    public HitReader(Database database) {
        this.database = database;
    }

    /** In the order of the matches, at most {@code limit}; turns that are gone are left out. */
    Future<List<SearchHit>> read(List<VectorMatch> matches, int limit) {
        Map<Key, Double> scores = new LinkedHashMap<>();
        matches.forEach(match -> scores.merge(new Key(match.interviewId(), match.turnNo()), match.score(), Math::max));
        if (scores.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Tuple keys = Tuple.tuple()
                .addArrayOfUUID(scores.keySet().stream().map(Key::interviewId).toArray(UUID[]::new))
                .addArrayOfInteger(scores.keySet().stream().map(Key::turnNo).toArray(Integer[]::new));
        return database.read(connection -> connection.preparedQuery(READ).execute(keys))
                .map(rows -> {
                    Map<Long, List<Row>> byPlace = new LinkedHashMap<>();
                    rows.forEach(row -> byPlace.computeIfAbsent(row.getLong("place"), place -> new ArrayList<>())
                            .add(row));
                    return byPlace.values().stream()
                            .map(group -> hit(group, scores))
                            .flatMap(Stream::ofNullable)
                            .limit(limit)
                            .toList();
                });
    }

    private static @Nullable SearchHit hit(List<Row> group, Map<Key, Double> scores) {
        List<Turn> context = new ArrayList<>();
        @Nullable Row own = null;
        for (Row row : group) {
            if (Rows.number(row, "distance") == 0) {
                own = row;
            } else {
                context.add(TurnRows.turn(row));
            }
        }
        if (own == null) {
            return null;
        }
        Key key = new Key(Rows.uuid(own, "interview_id"), Rows.number(own, "turn_no"));
        return new SearchHit(
                Objects.requireNonNull(scores.get(key)),
                key.interviewId(),
                Rows.text(own, "candidate_name"),
                Rows.text(own, "job_title"),
                TurnRows.turn(own),
                own.getString("question"),
                context);
    }
}
