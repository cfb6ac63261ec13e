package io.recruiterbrain.voice.agent.turn;

import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose turn it is. Takes what happened, returns what follows, and names the time at which it wants a
 * {@link TurnInput.Tick}. Not thread-safe; no clock of its own.
 */
public final class TurnTaking {
    private static final Duration TAIL_OF_QUESTION = Duration.ofSeconds(1);

    private final TurnConfig config;
    private final Endpointing endpointing;
    private final Interruption interruption;
    private final Silence silence;
    private final Voice voice = new Voice();
    private final Stretches stretches;
    private final Spoken spoken = new Spoken();
    private final List<TurnAction> actions = new ArrayList<>();

    private Floor floor = Floor.NOBODY;
    private boolean away;
    private String likelyEnd = "";
    private @Nullable Instant deadline;

    public TurnTaking(TurnConfig config) {
        this.config = config;
        this.endpointing = new Endpointing(config);
        this.interruption = new Interruption(config);
        this.silence = new Silence(config);
        this.stretches = new Stretches(new FinalDelays(config.finalWait()));
    }

    /** When to send the next {@link TurnInput.Tick}, absent when only another input can change anything. */
    public @Nullable Instant deadline() {
        return deadline;
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
        deadline = null;
        switch (input) {
            case TurnInput.VoiceStarted started -> voiceStarted(started.at());
            case TurnInput.VoiceEnded ended -> voiceEnded(ended.at(), ended.endedAt());
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
    }

    private void finalWords(TurnInput.Final words) {
        boolean understood = !words.text().isBlank();
        switch (stretches.settle(words.at())) {
            case ALREADY_USED -> {}
            case OPEN_TURN -> {
                if (understood) {
                    reopen();
                    voice.understood();
                }
                spoken.add(words.text(), words.confidence(), words.at());
            }
            case MISSED -> {
                if (understood && floor == Floor.HANDED_OVER) {
                    reopen();
                    spoken.add(words.text(), words.confidence(), words.at());
                } else if (understood) {
                    actions.add(new TurnAction.LateWords(Spoken.alone(words)));
                }
            }
        }
    }

    private void typed(TurnInput.Typed typed) {
        silence.restart(typed.at());
        if (floor == Floor.NOBODY) {
            actions.add(new TurnAction.LateWords(Spoken.alone(typed)));
            return;
        }
        reopen();
        spoken.addTyped(typed.text(), typed.at());
        if (floor == Floor.AGENT && interruption.isAllowed()) {
            floor = Floor.AGENT_CUT;
            actions.add(new TurnAction.StopSpeaking());
        }
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
        if (due != null && isDue(due, now)) {
            floor = Floor.AGENT_CUT;
            interruption.happened(now);
            actions.add(new TurnAction.StopSpeaking());
            decide(now);
        }
    }

    private void decideOnFalseInterruption(Instant now) {
        if (isDue(interruption.falseFrom(voice), now)) {
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
            return;
        }
        Instant end = voice.end();
        Thought.Shape shape = Thought.shapeOf(spoken.text());
        Instant from = (end == null ? now : end).plus(endpointing.pauseAfter(shape));
        Instant words = stretches.waitUntil();
        if (isDue(words == null ? from : later(from, words), now)) {
            close(now);
        } else if (shape == Thought.Shape.COMPLETE && !likelyEnd.equals(spoken.text())) {
            likelyEnd = spoken.text();
            actions.add(new TurnAction.EndLikely(likelyEnd));
        }
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
            if (isDue(notUnderstood, now)) {
                voice.understood();
                floor = Floor.NOBODY;
                actions.add(new TurnAction.NotUnderstood());
            }
        } else if (isDue(words == null ? silence.over() : later(silence.over(), words), now)) {
            floor = Floor.NOBODY;
            actions.add(new TurnAction.Silence());
        }
    }

    /** Whether a time has come; asks to be woken when it has not. */
    private boolean isDue(Instant at, Instant now) {
        boolean due = !now.isBefore(at);
        if (!due) {
            deadline = deadline == null || at.isBefore(deadline) ? at : deadline;
        }
        return due;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
