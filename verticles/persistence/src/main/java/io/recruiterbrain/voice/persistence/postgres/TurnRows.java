package io.recruiterbrain.voice.persistence.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;

/** Reads rows of {@code turns t} joined with {@code interviews i}. */
public final class TurnRows {
    public static final String COLUMNS = """
            i.erased_at, t.interview_id, t.turn_no, t.speaker, t.kind, t.text, t.started_at, t.ended_at, t.question_no,
            t.interrupted, t.typed, t.confidence, t.latencies::text AS latencies, t.message_ids""";

    private static final TypeReference<Map<String, Double>> LATENCIES = new TypeReference<>() {};

    private TurnRows() {}

    public static Turn turn(Row row) {
        return new Turn(
                Rows.number(row, "turn_no"),
                Speaker.valueOf(Rows.text(row, "speaker")),
                TurnKind.valueOf(Rows.text(row, "kind")),
                Rows.text(row, "text"),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "ended_at"),
                row.getInteger("question_no"),
                row.getBoolean("interrupted"),
                row.getBoolean("typed"),
                row.getDouble("confidence"),
                Rows.json(row, "latencies", LATENCIES),
                List.of(row.getArrayOfUUIDs("message_ids")));
    }
}
