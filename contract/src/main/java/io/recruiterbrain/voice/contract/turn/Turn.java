package io.recruiterbrain.voice.contract.turn;

import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One finished turn.
 *
 * @param turnNo 1-based, without gaps, in the order of the conversation
 * @param text what was said, for an interrupted agent turn only what was played; candidate data, never logged
 * @param startedAt by the agent node's clock
 * @param questionNo the question it belongs to, absent for greeting and closing
 * @param confidence of the recogniser from 0 to 1, absent when typed or not known
 * @param latencies seconds by metric name, for example {@code e2e_latency}; empty when not measured
 * @param messageIds of the typed messages in it, by which a message sent again is known; empty when none was typed
 */
public record Turn(
        int turnNo,
        Speaker speaker,
        TurnKind kind,
        String text,
        Instant startedAt,
        Instant endedAt,
        @Nullable Integer questionNo,
        boolean interrupted,
        boolean typed,
        @Nullable Double confidence,
        Map<String, Double> latencies,
        List<UUID> messageIds) {
    public static final int MAX_TEXT = 20_000;

    /** A turn without a typed message of a page. */
    public Turn(
            int turnNo,
            Speaker speaker,
            TurnKind kind,
            String text,
            Instant startedAt,
            Instant endedAt,
            @Nullable Integer questionNo,
            boolean interrupted,
            boolean typed,
            @Nullable Double confidence,
            Map<String, Double> latencies) {
        this(
                turnNo,
                speaker,
                kind,
                text,
                startedAt,
                endedAt,
                questionNo,
                interrupted,
                typed,
                confidence,
                latencies,
                List.of());
    }

    public Turn {
        Checks.range(turnNo, "turnNo", 1, 100_000);
        Checks.present(speaker, "speaker");
        Checks.present(kind, "kind");
        Checks.text(text, "text", MAX_TEXT);
        Checks.present(startedAt, "startedAt");
        Checks.present(endedAt, "endedAt");
        Checks.require(!endedAt.isBefore(startedAt), "endedAt must not be before startedAt");
        latencies = latencies == null ? Map.of() : Map.copyOf(latencies);
        messageIds = messageIds == null ? List.of() : List.copyOf(messageIds);
    }

    @Override
    public String toString() {
        return "Turn[" + turnNo + ", " + speaker + ", " + kind + ", length=" + text.length() + "]";
    }
}
