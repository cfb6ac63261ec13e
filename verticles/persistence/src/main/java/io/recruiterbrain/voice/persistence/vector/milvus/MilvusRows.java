package io.recruiterbrain.voice.persistence.vector.milvus;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Between turns and Milvus rows: one row for each window, its key made of what it stands for. */
final class MilvusRows {
    private MilvusRows() {}

    /** {@code interview:turn:window}. */
    static String key(UUID interviewId, int turnNo, int window) {
        return interviewId + ":" + turnNo + ":" + window;
    }

    static String firstKey(TurnVectors turn) {
        return key(turn.interviewId(), turn.turnNo(), 0);
    }

    static VectorMatch match(String key, double score) {
        String[] parts = key.split(":");
        return new VectorMatch(
                UUID.fromString(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), score);
    }

    static List<JsonObject> of(TurnVectors turn) {
        List<JsonObject> rows = new ArrayList<>(turn.windows().size());
        for (int window = 0; window < turn.windows().size(); window++) {
            JsonObject row = new JsonObject();
            row.addProperty(MilvusSchema.ID, key(turn.interviewId(), turn.turnNo(), window));
            row.addProperty(MilvusSchema.INTERVIEW, turn.interviewId().toString());
            row.addProperty(MilvusSchema.TURN, turn.turnNo());
            row.addProperty(MilvusSchema.WINDOW, window);
            row.addProperty(MilvusSchema.WINDOWS, turn.windows().size());
            row.addProperty(MilvusSchema.SPEAKER, turn.speaker().name());
            row.addProperty(MilvusSchema.STARTED, MilvusFilter.micros(turn.startedAt()));
            // Nullable fields came with Milvus 2.5; an empty id stands for none.
            row.addProperty(MilvusSchema.JOB, turn.jobId() == null ? "" : turn.jobId());
            row.addProperty(MilvusSchema.CANDIDATE, turn.candidateId() == null ? "" : turn.candidateId());
            row.addProperty(MilvusSchema.MODEL, turn.model());
            row.add(MilvusSchema.VECTOR, vector(turn.windows().get(window)));
            rows.add(row);
        }
        return rows;
    }

    private static JsonArray vector(Vector vector) {
        JsonArray numbers = new JsonArray(vector.size());
        for (float number : vector.toArray()) {
            numbers.add(number);
        }
        return numbers;
    }
}
