package io.recruiterbrain.voice.persistence.vector;

import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a vector store knows of a turn: where it stands, what it can be filtered by, and its windows' vectors.
 *
 * @param model that made the vectors
 */
public record TurnVectors(
        UUID interviewId,
        int turnNo,
        Speaker speaker,
        Instant startedAt,
        @Nullable String jobId,
        @Nullable String candidateId,
        String model,
        List<Vector> windows) {
    public TurnVectors {
        windows = List.copyOf(windows);
    }
}
