package io.recruiterbrain.voice.agent.turn;

import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
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
    private enum Floor {
        /** The agent thinks, or goes on in a moment. */
        NOBODY,
        AGENT,
        /** The agent was stopped and may go on. */
        AGENT_CUT,
        CANDIDATE,
        /** The candidate's turn was closed and is being understood. */
        HANDED_OVER
    }

    /** A pause no longer than this is one that a split of a long stretch made. */
    private static final Duration NO_PAUSE = Duration.ofMillis(150);

    private static final Duration UNDERSTOOD_NOTHING_SPEECH = Duration.ofMillis(1500);
    private static final Duration UNDERSTOOD_NOTHING_WAIT = Duration.ofMillis(1500);
    /** Where it is noisy, the agent does not stop for sound alone again and again within one turn. */
    private static final int FALSE_INTERRUPTIONS = 2;

    private static final Duration TAIL_OF_QUESTION = Duration.ofSeconds(1);

    private final TurnConfig config;
    private final Pauses pauses = new Pauses();
    private final Stretches stretches;
    private final Spoken spoken = new Spoken();
    private final List<TurnAction> actions = new ArrayList<>();

    private Floor floor = Floor.NOBODY;
    private boolean interruptible;
    private boolean away;
    private boolean typedMode;
    private boolean patient;
    private PlannedQuestion.@Nullable Kind kind;
    private @Nullable Instant voiceSince;
    private @Nullable Instant voiceEnd;
    private Duration longestStretch = Duration.ZERO;
    private Duration wordlessSpeech = Duration.ZERO;
    private Instant cutAt = Instant.MIN;
    private int falseInterruptions;
    private Instant silentSince = Instant.MIN;
    private String likelyEnd = "";
    private @Nullable Instant deadline;

    public TurnTaking(TurnConfig config) {
        this.config = config;
        this.stretches = new Stretches(new FinalDelays(config.finalWait()));
    }

    /** When to send the next {@link TurnInput.Tick}, absent when only another input can change anything. */
    public @Nullable Instant deadline() {
        return deadline;
    }

    /** Whether the candidate is speaking right now. */
    public boolean candidateSpeaks() {
        return voiceSince != null;
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
            case TurnInput.Typing typing -> silentSince = typing.at();
            case TurnInput.ModeChanged mode -> {
                typedMode = mode.typed();
                silentSince = mode.at();
            }
            case TurnInput.AgentStarted started -> {
                takeTurn();
                floor = Floor.AGENT;
                interruptible = started.interruptible();
            }
            case TurnInput.AgentFinished finished -> agentFinished(finished);
            case TurnInput.TurnTaken taken -> takeTurn();
            case TurnInput.FloorTaken taken -> keepWords(taken.at());
            case TurnInput.Connected connected -> {
                away = false;
                silentSince = connected.at();
            }
            case TurnInput.Disconnected disconnected -> {
                keepWords(disconnected.at());
                away = true;
                voiceSince = null;
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
        voiceSince = at;
        if (voiceEnd != null && !spoken.isEmpty() && (floor == Floor.CANDIDATE || floor == Floor.HANDED_OVER)) {
            Duration pause = Duration.between(voiceEnd, at);
            if (pause.compareTo(NO_PAUSE) > 0 && pause.compareTo(config.openDelay()) <= 0) {
                pauses.learn(pause);
            }
        }
        reopen();
        spoken.begin(at);
    }

    private void voiceEnded(Instant at, Instant endedAt) {
        if (voiceSince == null) {
            return;
        }
        Duration length = Duration.between(voiceSince, endedAt);
        longestStretch = length.compareTo(longestStretch) > 0 ? length : longestStretch;
        wordlessSpeech = wordlessSpeech.plus(length.isNegative() ? Duration.ZERO : length);
        voiceSince = null;
        voiceEnd = endedAt;
        silentSince = later(silentSince, endedAt);
        stretches.finished(at);
    }

    private void finalWords(TurnInput.Final words) {
        boolean understood = !words.text().isBlank();
        switch (stretches.settle(words.at())) {
            case ALREADY_USED -> {}
            case OPEN_TURN -> {
                if (understood) {
                    reopen();
                    wordlessSpeech = Duration.ZERO;
                }
                spoken.add(words.text(), words.confidence(), words.at());
            }
            case MISSED -> {
                if (understood && floor == Floor.HANDED_OVER) {
                    reopen();
                    spoken.add(words.text(), words.confidence(), words.at());
                } else if (understood) {
                    Spoken late = new Spoken();
                    late.add(words.text(), words.confidence(), words.at());
                    actions.add(new TurnAction.LateWords(late.asTurn(words.at(), null)));
                }
            }
        }
    }

    private void typed(TurnInput.Typed typed) {
        silentSince = typed.at();
        if (floor == Floor.NOBODY) {
            Spoken late = new Spoken();
            late.addTyped(typed.text(), typed.at());
            actions.add(new TurnAction.LateWords(late.asTurn(typed.at(), null)));
            return;
        }
        reopen();
        spoken.addTyped(typed.text(), typed.at());
        if (floor == Floor.AGENT && interruptible) {
            floor = Floor.AGENT_CUT;
            actions.add(new TurnAction.StopSpeaking());
        }
    }

    private void agentFinished(TurnInput.AgentFinished finished) {
        takeTurn();
        boolean heardNoticeOnly = !interruptible;
        falseInterruptions = 0;
        floor = finished.awaitsAnswer() ? Floor.CANDIDATE : Floor.NOBODY;
        patient = finished.patient();
        kind = finished.kind();
        silentSince = finished.at();
        boolean longAgo = voiceEnd == null || voiceEnd.isBefore(finished.at().minus(TAIL_OF_QUESTION));
        boolean aside = longAgo && Backchannel.meaningfulWords(spoken.text()) < config.bargeInWords();
        if (voiceSince == null && !spoken.isTyped() && (heardNoticeOnly || aside)) {
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
            actions.add(new TurnAction.WordsKept(spoken.asTurn(at, voiceEnd)));
        }
        stretches.close(spoken.hasInterim());
        forget();
        floor = Floor.NOBODY;
    }

    private void forget() {
        spoken.clear();
        longestStretch = Duration.ZERO;
        wordlessSpeech = Duration.ZERO;
        likelyEnd = "";
        if (voiceSince != null) {
            spoken.begin(voiceSince);
        }
    }

    private void decide(Instant now) {
        switch (floor) {
            case NOBODY, HANDED_OVER -> {}
            case AGENT -> decideOnInterruption(now);
            case AGENT_CUT -> {
                if (spoken.isTyped() || Backchannel.meaningfulWords(spoken.text()) > 0) {
                    decideOnEndOfTurn(now);
                } else if (voiceSince == null) {
                    decideOnFalseInterruption(now);
                }
            }
            case CANDIDATE -> {
                if (!spoken.isEmpty()) {
                    decideOnEndOfTurn(now);
                } else if (voiceSince == null) {
                    decideOnSilence(now);
                }
            }
        }
    }

    private void decideOnInterruption(Instant now) {
        if (!interruptible) {
            return;
        }
        boolean enoughWords = Backchannel.meaningfulWords(spoken.text()) >= config.bargeInWords();
        Instant since = voiceSince;
        boolean stop;
        if (since == null) {
            stop = enoughWords && longestStretch.compareTo(config.bargeInSpeech()) >= 0;
        } else {
            Instant from = since.plus(enoughWords ? config.bargeInSpeech() : config.wordlessBargeIn());
            boolean allowed = enoughWords || falseInterruptions < FALSE_INTERRUPTIONS;
            stop = allowed && !now.isBefore(from);
            if (allowed && !stop) {
                wake(from);
            }
        }
        if (stop) {
            floor = Floor.AGENT_CUT;
            cutAt = now;
            actions.add(new TurnAction.StopSpeaking());
            decide(now);
        }
    }

    private void decideOnFalseInterruption(Instant now) {
        Instant from = later(cutAt, voiceEnd == null ? cutAt : voiceEnd).plus(config.falseInterruption());
        if (now.isBefore(from)) {
            wake(from);
            return;
        }
        floor = Floor.AGENT;
        falseInterruptions++;
        forget();
        actions.add(new TurnAction.ResumeSpeech());
    }

    private void decideOnEndOfTurn(Instant now) {
        if (spoken.isTyped()) {
            close(now);
            return;
        }
        if (voiceSince != null) {
            return;
        }
        Instant ended = voiceEnd == null ? now : voiceEnd;
        Thought.Shape shape = Thought.shapeOf(spoken.text());
        Instant from = ended.plus(pauseFor(shape));
        Instant words = stretches.waitUntil();
        Instant closing = words == null ? from : later(from, words);
        if (!now.isBefore(closing)) {
            close(now);
            return;
        }
        if (shape == Thought.Shape.COMPLETE && !likelyEnd.equals(spoken.text())) {
            likelyEnd = spoken.text();
            actions.add(new TurnAction.EndLikely(likelyEnd));
        }
        wake(closing);
    }

    private void close(Instant now) {
        CandidateTurn turn = spoken.asTurn(now, voiceEnd);
        stretches.close(spoken.hasInterim());
        floor = Floor.HANDED_OVER;
        falseInterruptions = 0;
        actions.add(new TurnAction.CloseTurn(turn));
    }

    private Duration pauseFor(Thought.Shape shape) {
        double patience = kind == PlannedQuestion.Kind.TECHNICAL ? config.technicalPatience() : 1;
        Duration least = Duration.ofMillis(Math.round(config.completeDelay().toMillis() * patience));
        return switch (shape) {
            case COMPLETE -> pauses.grant(least, config.openDelay().dividedBy(2));
            case UNCLEAR -> pauses.grant(longer(least, config.unclearDelay()), config.openDelay());
            case OPEN -> config.openDelay();
        };
    }

    private void decideOnSilence(Instant now) {
        Instant words = stretches.waitUntil();
        if (words == null && wordlessSpeech.compareTo(UNDERSTOOD_NOTHING_SPEECH) >= 0 && voiceEnd != null) {
            Instant from = voiceEnd.plus(UNDERSTOOD_NOTHING_WAIT);
            if (!now.isBefore(from)) {
                wordlessSpeech = Duration.ZERO;
                floor = Floor.NOBODY;
                actions.add(new TurnAction.NotUnderstood());
            } else {
                wake(from);
            }
            return;
        }
        Duration allowed = typedMode ? config.typedSilence() : config.silence();
        Instant from = silentSince.plus(patient ? allowed.multipliedBy(2) : allowed);
        if (words != null) {
            from = later(from, words);
        }
        if (now.isBefore(from)) {
            wake(from);
            return;
        }
        floor = Floor.NOBODY;
        actions.add(new TurnAction.Silence());
    }

    private void wake(Instant at) {
        deadline = deadline == null || at.isBefore(deadline) ? at : deadline;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
