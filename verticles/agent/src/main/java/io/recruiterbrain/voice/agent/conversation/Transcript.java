package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.contract.evaluation.NoEvaluation;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Numbers finished turns, without gaps, and hands them to the log. On the conversation's thread. */
final class Transcript {
    private final TurnLog log;
    private final Messages messages;
    private final List<Turn> turns;

    /**
     * @param messages told of each that is in a turn
     * @param before turns stored before a restart
     */
    Transcript(TurnLog log, Messages messages, List<Turn> before) {
        this.log = log;
        this.messages = messages;
        this.turns = new ArrayList<>(before);
    }

    /** Adds an agent's turn; one of which nothing was heard is none. */
    void agent(Say say, String heard, Instant from, Instant to, boolean interrupted, Map<String, Double> latencies) {
        append(
                Speaker.AGENT,
                say.kind(),
                heard,
                from,
                to,
                say.questionNo(),
                interrupted,
                false,
                null,
                latencies,
                List.of());
    }

    void candidate(CandidateTurn turn, TurnKind kind, @Nullable Integer questionNo, Map<String, Double> latencies) {
        append(
                Speaker.CANDIDATE,
                kind,
                turn.text(),
                turn.startedAt(),
                turn.endedAt(),
                questionNo,
                false,
                turn.typed(),
                turn.confidence(),
                latencies,
                turn.messageIds());
    }

    /** Turns on a question, oldest first. */
    List<Turn> on(int questionNo) {
        return turns.stream()
                .filter(turn -> Objects.equals(turn.questionNo(), questionNo))
                .toList();
    }

    /** The number that the next turn gets. */
    int nextTurnNo() {
        return turns.isEmpty() ? 1 : turns.get(turns.size() - 1).turnNo() + 1;
    }

    /** Whether the candidate has answered anything. */
    boolean hasAnswer() {
        return NoEvaluation.hasAnswer(turns);
    }

    private void append(
            Speaker speaker,
            TurnKind kind,
            String text,
            Instant from,
            Instant to,
            @Nullable Integer questionNo,
            boolean interrupted,
            boolean typed,
            @Nullable Double confidence,
            Map<String, Double> latencies,
            List<UUID> messageIds) {
        if (text.isBlank()) {
            return;
        }
        String kept = text.length() > Turn.MAX_TEXT ? text.substring(0, Turn.MAX_TEXT) : text;
        Turn turn = new Turn(
                nextTurnNo(),
                speaker,
                kind,
                kept,
                from,
                to.isBefore(from) ? from : to,
                questionNo,
                interrupted,
                typed,
                confidence,
                latencies,
                messageIds);
        turns.add(turn);
        log.append(turn);
        if (!messageIds.isEmpty()) {
            messages.inTurn(messageIds, log.durable());
        }
    }
}
