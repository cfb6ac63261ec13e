package io.recruiterbrain.voice.agent.spool;

import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Turns as an interview makes them, numbered. */
public final class SpoolTurns {
    private SpoolTurns() {}

    public static Turn turn(int turnNo) {
        Instant at = Instant.parse("2026-11-23T10:00:00Z").plusSeconds(turnNo);
        Speaker speaker = turnNo % 2 == 0 ? Speaker.CANDIDATE : Speaker.AGENT;
        TurnKind kind = turnNo % 2 == 0 ? TurnKind.ANSWER : TurnKind.QUESTION;
        String text = "Grüße, turn " + turnNo + " – " + "x".repeat(turnNo * 7 % 50);
        return new Turn(turnNo, speaker, kind, text, at, at.plusMillis(900), 1, false, false, 0.5, Map.of());
    }

    public static SaveTurn save(UUID interviewId, long fence, int turnNo) {
        return new SaveTurn(interviewId, turn(turnNo), fence);
    }

    static List<SaveTurn> saves(UUID interviewId, int turns) {
        return IntStream.rangeClosed(1, turns)
                .mapToObj(turnNo -> save(interviewId, 3, turnNo))
                .toList();
    }
}
