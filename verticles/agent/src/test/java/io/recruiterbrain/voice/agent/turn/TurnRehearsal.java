package io.recruiterbrain.voice.agent.turn;

import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A turn taking whose time passes when it is told so. */
final class TurnRehearsal {
    private final TurnTaking turns = new TurnTaking(TurnConfig.defaults());
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Instant start = now;

    void listening(Kind kind) {
        on(new TurnInput.AgentFinished(now, true, false, kind));
    }

    void agentSpeaks(boolean interruptible) {
        on(new TurnInput.AgentStarted(now, interruptible));
    }

    List<TurnAction> on(TurnInput input) {
        return turns.on(input);
    }

    /** Lets time pass, with a tick at each deadline. */
    List<TurnAction> pass(long millis) {
        List<TurnAction> actions = new ArrayList<>();
        Instant until = now.plusMillis(millis);
        Instant deadline = turns.deadline();
        while (deadline != null && !deadline.isAfter(until)) {
            now = deadline.isAfter(now) ? deadline : now;
            actions.addAll(on(new TurnInput.Tick(now)));
            deadline = turns.deadline();
        }
        now = until;
        return actions;
    }

    void voice(long millis) {
        on(new TurnInput.VoiceStarted(now));
        pass(millis);
        on(new TurnInput.VoiceEnded(now, now));
    }

    void speak(String text) {
        if (!turns.candidateSpeaks()) {
            on(new TurnInput.VoiceStarted(now));
        }
        pass(1000);
        on(new TurnInput.VoiceEnded(now, now));
        on(new TurnInput.Final(now, text, 0.9));
    }

    Duration pauseUntilClosed(String text) {
        speak(text);
        Instant ended = now;
        while (Duration.between(ended, now).toSeconds() < 10) {
            Instant next = Objects.requireNonNull(turns.deadline());
            now = next;
            if (!closed(on(new TurnInput.Tick(now))).isEmpty()) {
                return Duration.between(ended, now);
            }
        }
        throw new AssertionError("not closed within 10 s, begun at " + start);
    }

    static List<String> turnsIn(List<TurnAction> actions) {
        List<String> found = new ArrayList<>();
        for (TurnAction action : actions) {
            switch (action) {
                case TurnAction.CloseTurn(CandidateTurn turn) -> found.add(told(turn, "closed"));
                case TurnAction.WordsKept(CandidateTurn turn) -> found.add(told(turn, "kept"));
                case TurnAction.LateWords(CandidateTurn turn) -> found.add(told(turn, "late"));
                default -> {}
            }
        }
        return found;
    }

    private static String told(CandidateTurn turn, String how) {
        return (turn.typed() ? "typed, " : "spoken, ") + how + ": " + turn.text();
    }

    static List<CandidateTurn> closed(List<TurnAction> actions) {
        return actions.stream()
                .filter(TurnAction.CloseTurn.class::isInstance)
                .map(action -> ((TurnAction.CloseTurn) action).turn())
                .toList();
    }
}
