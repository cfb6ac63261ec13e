package io.recruiterbrain.voice.agent.turn;

import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose turn it is. Takes what happened, returns what follows, and names the time at which it wants a
 * {@link TurnInput.Tick}. Not thread-safe; no clock of its own.
 */
public final class TurnTaking {
    private static final Duration TAIL_OF_QUESTION = Duration.ofSeconds(1);
    /** Each guess may cost a call of the model, and of short pauses there are many. */
    private static final Duration BETWEEN_GUESSES = Duration.ofMillis(1500);

    private final TurnConfig config;
    private final Endpointing endpointing;
    private final Interruption interruption;
    private final Silence silence;
    private final Voice voice = new Voice();
    private final Stretches stretches;
    private final Spoken spoken = new Spoken();
    private final Deadline deadline = new Deadline();
    private final List<TurnAction> actions = new ArrayList<>();

    private Floor floor = Floor.NOBODY;
    private boolean away;
    private @Nullable Instant lastTyped;
    private String likelyEnd = "";
    private boolean paused;
    private @Nullable Instant guessedAt;

    public TurnTaking(TurnConfig config) {
        this.config = config;
        this.endpointing = new Endpointing(config);
        this.interruption = new Interruption(config);
        this.silence = new Silence(config);
        this.stretches = new Stretches(new FinalDelays(config.finalWait()));
    }

    /** When to send the next {@link TurnInput.Tick}, absent when only another input can change anything. */
    public @Nullable Instant deadline() {
        return deadline.earliest();
    }

    /** Whether the candidate is speaking right now. */
    public boolean candidateSpeaks() {
        return voice.since() != null;
    }

    /** Whether a closed turn waits for {@link TurnInput.TurnTaken}. */
    public boolean isHandedOver() {
        return floor == Floor.HANDED_OVER;
    }

    /** The words of the open turn so far, empty when there are none. */
    public String words() {
        return spoken.text();
    }

    /** Takes the next input; inputs come in the order of their times. */
    public List<TurnAction> on(TurnInput input) {
        actions.clear();
        deadline.clear();
        switch (input) {
            case TurnInput.VoiceStarted started -> voiceStarted(started.at());
            case TurnInput.VoiceEnded ended -> voiceEnded(ended.at(), ended.endedAt());
            case TurnInput.VoicePaused pause -> paused = pause.paused();
            case TurnInput.Interim interim -> spoken.interim(interim.text());
            case TurnInput.Final words -> finalWords(words);
            case TurnInput.Typed typed -> typed(typed);
            case TurnInput.Typing typing -> silence.restart(typing.at());
            case TurnInput.ModeChanged mode -> {
                silence.typing(mode.typed());
                silence.restart(mode.at());
            }
            case TurnInput.AgentStarted started -> {
                takeTurn();
                floor = Floor.AGENT;
                interruption.allow(started.interruptible());
            }
            case TurnInput.AgentFinished finished -> agentFinished(finished);
            case TurnInput.TurnTaken taken -> takeTurn();
            case TurnInput.FloorTaken taken -> keepWords(taken.at());
            case TurnInput.Connected connected -> {
                away = false;
                silence.restart(connected.at());
            }
            case TurnInput.Disconnected disconnected -> {
                keepWords(disconnected.at());
                away = true;
                voice.breakOff();
            }
            case TurnInput.Tick tick -> {}
        }
        if (!away) {
            decide(input.at());
        }
        return List.copyOf(actions);
    }

    private void takeTurn() {
        if (floor == Floor.HANDED_OVER) {
            floor = Floor.NOBODY;
            forget();
        }
    }

    private void voiceStarted(Instant at) {
        voice.start(at);
        paused = false;
        if (spoken.isTyped()) {
            // A message is whole when it comes: only words can make another turn of it.
            return;
        }
        Instant before = voice.end();
        if (before != null && !spoken.isEmpty() && (floor == Floor.CANDIDATE || floor == Floor.HANDED_OVER)) {
            endpointing.learn(Duration.between(before, at));
        }
        reopen();
        spoken.begin(at);
    }

    private void voiceEnded(Instant at, Instant endedAt) {
        Instant since = voice.since();
        if (since == null) {
            return;
        }
        voice.stop(since, endedAt);
        silence.notBefore(endedAt);
        stretches.finished(at);
        if (lastTyped != null && !endedAt.isAfter(lastTyped)) {
            // Spoken before the message, noticed after it.
            stretches.close(false);
        }
    }

    private void finalWords(TurnInput.Final words) {
        Stretches.Use use = stretches.settle(words.at());
        boolean ofOpenTurn = use == Stretches.Use.OPEN_TURN;
        boolean handedOver = floor == Floor.HANDED_OVER;
        if (use == Stretches.Use.ALREADY_USED) {
            return;
        }
        if (words.text().isBlank()) {
            if (ofOpenTurn) {
                spoken.nothing();
            }
            return;
        }
        if (!ofOpenTurn && !handedOver) {
            actions.add(new TurnAction.LateWords(Spoken.alone(words)));
            return;
        }
        if (ofOpenTurn) {
            voice.understood();
        }
        reopen();
        if (!spoken.isTyped()) {
            spoken.add(words.text(), words.confidence(), words.at());
        } else if (ofOpenTurn && handedOver) {
            actions.add(
                    new TurnAction.WordsKept(spoken.asTurn(Objects.requireNonNullElse(lastTyped, words.at()), null)));
            spoken.clear();
            spoken.begin(Objects.requireNonNullElse(voice.begun(), words.at()));
            spoken.add(words.text(), words.confidence(), words.at());
        } else {
            // Said before the message, which stays what is answered.
            actions.add(new TurnAction.WordsKept(Spoken.alone(words)));
        }
    }

    private void typed(TurnInput.Typed typed) {
        silence.restart(typed.at());
        lastTyped = typed.at();
        if (floor == Floor.NOBODY) {
            actions.add(new TurnAction.LateWords(Spoken.alone(typed)));
            return;
        }
        boolean aside = floor == Floor.AGENT && Backchannel.meaningfulWords(spoken.text()) == 0;
        reopen();
        if (floor == Floor.AGENT && interruption.isAllowed()) {
            floor = Floor.AGENT_CUT;
            actions.add(new TurnAction.StopSpeaking());
        }
        if (!spoken.isTyped()) {
            endSpoken(typed.at(), aside);
        }
        spoken.addTyped(typed);
    }

    /** What was said before a message is a turn of its own; words of a stretch that still goes on come at its end. */
    private void endSpoken(Instant at, boolean aside) {
        if (candidateSpeaks()) {
            spoken.nothing();
        }
        if (!spoken.isEmpty() && !aside) {
            actions.add(new TurnAction.WordsKept(spoken.asTurn(at, voice.end())));
        }
        stretches.close(spoken.hasInterim());
        spoken.clear();
    }

    private void agentFinished(TurnInput.AgentFinished finished) {
        takeTurn();
        interruption.forget();
        floor = finished.awaitsAnswer() ? Floor.CANDIDATE : Floor.NOBODY;
        endpointing.question(finished.kind());
        silence.patient(finished.patient());
        silence.restart(finished.at());
        Instant end = voice.end();
        boolean longAgo = end == null || end.isBefore(finished.at().minus(TAIL_OF_QUESTION));
        boolean aside = longAgo && Backchannel.meaningfulWords(spoken.text()) < config.bargeInWords();
        boolean heardNoticeOnly = !interruption.isAllowed();
        if (!candidateSpeaks() && !spoken.isTyped() && (heardNoticeOnly || aside)) {
            stretches.close(true);
            forget();
        }
    }

    private void reopen() {
        if (floor == Floor.HANDED_OVER) {
            floor = Floor.CANDIDATE;
            actions.add(new TurnAction.ReopenTurn());
        }
    }

    private void keepWords(Instant at) {
        if (floor != Floor.HANDED_OVER && !spoken.isEmpty()) {
            actions.add(new TurnAction.WordsKept(spoken.asTurn(at, voice.end())));
        }
        stretches.close(spoken.hasInterim());
        forget();
        floor = Floor.NOBODY;
    }

    private void forget() {
        spoken.clear();
        voice.forget();
        likelyEnd = "";
        Instant since = voice.since();
        if (since != null) {
            spoken.begin(since);
        }
    }

    private void decide(Instant now) {
        switch (floor) {
            case NOBODY, HANDED_OVER -> {}
            case AGENT -> decideOnInterruption(now);
            case AGENT_CUT -> {
                if (spoken.isTyped() || Backchannel.meaningfulWords(spoken.text()) > 0) {
                    decideOnEndOfTurn(now);
                } else if (!candidateSpeaks()) {
                    decideOnFalseInterruption(now);
                }
            }
            case CANDIDATE -> {
                if (!spoken.isEmpty()) {
                    decideOnEndOfTurn(now);
                } else if (!candidateSpeaks()) {
                    decideOnSilence(now);
                }
            }
        }
    }

    private void decideOnInterruption(Instant now) {
        Instant due = interruption.due(voice, spoken.text(), now);
        if (due != null && deadline.isDue(due, now)) {
            floor = Floor.AGENT_CUT;
            interruption.happened(now);
            actions.add(new TurnAction.StopSpeaking());
            decide(now);
        }
    }

    private void decideOnFalseInterruption(Instant now) {
        if (deadline.isDue(interruption.falseFrom(voice), now)) {
            floor = Floor.AGENT;
            interruption.wasFalse();
            forget();
            actions.add(new TurnAction.ResumeSpeech());
        }
    }

    private void decideOnEndOfTurn(Instant now) {
        if (spoken.isTyped()) {
            close(now);
            return;
        }
        if (candidateSpeaks()) {
            guessEnd(now);
            return;
        }
        Instant end = voice.end();
        Thought.Shape shape = Thought.shapeOf(spoken.text());
        Instant from = (end == null ? now : end).plus(endpointing.pauseAfter(shape));
        if (deadline.isDue(from, stretches.waitUntil(), now)) {
            close(now);
        } else {
            expectEnd(shape);
        }
    }

    /** A pause that may become the end: now and then that is worth a guess. */
    private void guessEnd(Instant now) {
        boolean due = guessedAt == null || !now.isBefore(guessedAt.plus(BETWEEN_GUESSES));
        if (paused && due && expectEnd(Thought.shapeOf(spoken.text()))) {
            guessedAt = now;
        }
    }

    private boolean expectEnd(Thought.Shape shape) {
        boolean expected = shape == Thought.Shape.COMPLETE && !likelyEnd.equals(spoken.text());
        if (expected) {
            likelyEnd = spoken.text();
            actions.add(new TurnAction.EndLikely(likelyEnd));
        }
        return expected;
    }

    private void close(Instant now) {
        CandidateTurn turn = spoken.asTurn(now, voice.end());
        stretches.close(spoken.hasInterim());
        floor = Floor.HANDED_OVER;
        interruption.forget();
        actions.add(new TurnAction.CloseTurn(turn));
    }

    private void decideOnSilence(Instant now) {
        Instant words = stretches.waitUntil();
        Instant notUnderstood = voice.notUnderstoodFrom();
        if (words == null && notUnderstood != null) {
            if (deadline.isDue(notUnderstood, now)) {
                voice.understood();
                floor = Floor.NOBODY;
                actions.add(new TurnAction.NotUnderstood());
            }
        } else if (deadline.isDue(silence.over(), words, now)) {
            floor = Floor.NOBODY;
            actions.add(new TurnAction.Silence());
        }
    }
}
