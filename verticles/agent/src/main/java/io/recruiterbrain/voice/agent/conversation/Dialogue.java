package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.agent.plan.InterviewPlan;
import io.recruiterbrain.voice.agent.plan.PlanStep;
import io.recruiterbrain.voice.agent.turn.TurnAction;
import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.agent.turn.TurnInput;
import io.recruiterbrain.voice.agent.turn.TurnTaking;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of turns: what {@link TurnTaking} decides is understood and stored, what {@link InterviewPlan} decides is
 * said. On the conversation's thread.
 */
final class Dialogue {
    private static final Duration HICCUP_AGAIN = Duration.ofMinutes(1);
    /** Of a question of which less was heard, nobody knows what it asked. */
    private static final double HEARD_ENOUGH = 0.6;

    private final InterviewPlan plan;
    private final TurnTaking turns;
    private final Transcript transcript;
    private final TurnTimes times;
    private final Understanding understanding;
    private final Mouth mouth;
    private final Display display;
    private final Presence presence;
    private final Scheduler scheduler;
    private final Runnable settled;
    private final Consumer<EndReason> finished;

    private PlanStep.@Nullable Say next;
    private @Nullable Instant lastHiccup;
    private boolean ended;

    /**
     * @param mouth who words and speaks, given whom to report to
     * @param settled called when something changed, to look at the time again
     * @param finished called when the plan has nothing more to say
     */
    Dialogue(
            InterviewPlan plan,
            TurnTaking turns,
            Transcript transcript,
            TurnTimes times,
            Reader reader,
            Function<Mouth.Listener, Mouth> mouth,
            Display display,
            Presence presence,
            Scheduler scheduler,
            Runnable settled,
            Consumer<EndReason> finished) {
        this.plan = plan;
        this.turns = turns;
        this.transcript = transcript;
        this.times = times;
        this.understanding = new Understanding(plan, reader, transcript, times, display, scheduler, this::understood);
        this.mouth = mouth.apply(new Report());
        this.display = display;
        this.presence = presence;
        this.scheduler = scheduler;
        this.settled = settled;
        this.finished = finished;
    }

    /** Takes what happened and does what follows. */
    void take(TurnInput input) {
        if (ended) {
            return;
        }
        for (TurnAction action : turns.on(input)) {
            if (!ended) {
                act(action);
            }
        }
        if (ended) {
            return;
        }
        if (input instanceof TurnInput.Interim || input instanceof TurnInput.Final) {
            display.candidateWords(turns.words(), false);
        }
        settled.run();
    }

    /** What the agent is saying, cut or not; absent when it is silent. */
    @Nullable
    AgentTurn agentTurn() {
        return mouth.turn();
    }

    /** Whether somebody is speaking or being understood. */
    boolean isBusy() {
        return mouth.turn() != null || understanding.isBusy() || turns.candidateSpeaks();
    }

    /** The candidate is gone: keeps what was said on both sides; only the notice will be taken up again. */
    void suspend(Instant now) {
        keepHandedOver();
        take(new TurnInput.Disconnected(now));
        AgentTurn turn = mouth.turn();
        if (turn != null && turn.say.kind() == TurnKind.GREETING) {
            turn.cut(now);
        } else if (turn != null) {
            stopSpeakingForGood();
        }
        next = null;
    }

    /** Keeps everything that was said and does nothing any more. */
    void end(Runnable lastWords) {
        keepHandedOver();
        stopSpeakingForGood();
        lastWords.run();
        take(new TurnInput.FloorTaken(scheduler.now()));
        ended = true;
        understanding.takeBack();
    }

    private void act(TurnAction action) {
        AgentTurn speaking = mouth.turn();
        switch (action) {
            case TurnAction.StopSpeaking stop -> {
                if (speaking != null) {
                    speaking.cut(scheduler.now());
                    if (next != null) {
                        // Something else is to be said anyway: this turn is not taken up again.
                        speaking.utterance().finishSentence();
                    }
                    display.state(AgentState.LISTENING);
                }
            }
            case TurnAction.ResumeSpeech resume -> {
                if (speaking != null) {
                    speaking.resume();
                }
            }
            case TurnAction.EndLikely likely -> {
                if (understanding.readAhead(likely.text()) && !presence.isTyping()) {
                    mouth.expectToWait();
                }
            }
            case TurnAction.CloseTurn close -> handOver(close.turn());
            case TurnAction.ReopenTurn reopen -> {
                understanding.takeBack();
                display.state(AgentState.LISTENING);
            }
            case TurnAction.WordsKept kept -> {
                if (speaking != null && speaking.say.interruptible()) {
                    stopWhenCut();
                }
                understanding.keep(kept.turn());
            }
            case TurnAction.LateWords late -> understanding.keepLate(late.turn());
            case TurnAction.Silence silence -> apply(plan.silent(scheduler.now()));
            case TurnAction.NotUnderstood nothing -> apply(plan.notUnderstood(scheduler.now()));
        }
    }

    private void handOver(CandidateTurn turn) {
        stopWhenCut();
        if (!understanding.begin(turn)) {
            take(new TurnInput.TurnTaken(scheduler.now()));
        }
    }

    private void stopWhenCut() {
        if (mouth.isCut()) {
            stopSpeakingForGood();
        }
    }

    private void understood(CandidateTurn turn, LanguageModel.Reading reading) {
        Instant now = scheduler.now();
        take(new TurnInput.TurnTaken(now));
        apply(plan.answered(reading, turn.text(), now));
        settled.run();
    }

    /** Does what the plan decided. */
    void apply(PlanStep step) {
        Instant now = scheduler.now();
        switch (step) {
            case PlanStep.Stay stay -> {}
            case PlanStep.Say say -> {
                AgentTurn speaking = mouth.turn();
                if (speaking == null) {
                    speak(say);
                } else {
                    next = say;
                    speaking.utterance().finishSentence();
                }
            }
            case PlanStep.Listen listen -> {
                PlannedQuestion open = plan.question();
                take(new TurnInput.AgentFinished(now, true, listen.patient(), open == null ? null : open.kind()));
                if (!understanding.isBusy() && mouth.turn() == null) {
                    display.state(AgentState.LISTENING);
                }
            }
            case PlanStep.End end -> finished.accept(end.reason());
        }
    }

    private void speak(PlanStep.Say say) {
        Instant now = scheduler.now();
        if (say.move() instanceof LanguageModel.Move.Close) {
            keepHandedOver();
            take(new TurnInput.FloorTaken(now));
        }
        display.state(AgentState.THINKING);
        times.modelAsked(now);
        mouth.speak(say, presence.isTyping(), plan.hardStop());
    }

    /** What the agent is saying ends here; the transcript holds what was heard of it. */
    private void stopSpeakingForGood() {
        AgentTurn turn = mouth.turn();
        if (turn == null) {
            return;
        }
        if (turn.say.kind() == TurnKind.QUESTION || turn.say.kind() == TurnKind.FOLLOW_UP) {
            plan.interrupted(turn.utterance().heardShare() >= HEARD_ENOUGH);
        }
        mouth.drop();
        saveAgent(turn, true);
    }

    private void saveAgent(AgentTurn turn, boolean interrupted) {
        String heard = turn.utterance().heard();
        transcript.agent(turn.say, heard, turn.startedAt(), turn.endedAt(scheduler.now()), interrupted, turn.latencies);
        display.agentWords(turn, heard, true);
    }

    /** What is being understood is stored as it is, and not answered. */
    private void keepHandedOver() {
        if (understanding.keep()) {
            take(new TurnInput.TurnTaken(scheduler.now()));
        }
    }

    /** The recogniser broke down for good. */
    void recogniserFailed() {
        Instant now = scheduler.now();
        if (!ended && mouth.turn() == null && !understanding.isBusy() && isNewHiccup(now)) {
            apply(plan.hiccup(now));
        }
    }

    private boolean isNewHiccup(Instant now) {
        boolean isNew = lastHiccup == null || !now.isBefore(lastHiccup.plus(HICCUP_AGAIN));
        lastHiccup = isNew ? now : lastHiccup;
        return isNew;
    }

    /** What the mouth reports. */
    private final class Report implements Mouth.Listener {
        @Override
        public void started(AgentTurn turn, Instant at) {
            if (turn.heardFrom == null) {
                turn.heardFrom = at;
                turn.latencies = times.heard(
                        turn.utterance().firstSentenceAt(), turn.utterance().firstFrameAt(), at);
                display.progress(plan, scheduler.now());
            }
            display.state(AgentState.SPEAKING);
            take(new TurnInput.AgentStarted(at, turn.say.interruptible()));
        }

        @Override
        public void progressed(AgentTurn turn, String heard) {
            display.agentWords(turn, heard, false);
        }

        @Override
        public void finished(AgentTurn turn) {
            saveAgent(turn, turn.utterance().isCut());
            PlanStep step = next == null ? plan.spoken(scheduler.now()) : next;
            next = null;
            if (!(step instanceof PlanStep.Listen)) {
                take(new TurnInput.AgentFinished(scheduler.now(), false, false, null));
            }
            if (!ended) {
                apply(step);
                settled.run();
            }
        }

        @Override
        public void voiceFailed() {
            Instant now = scheduler.now();
            if (isNewHiccup(now)) {
                display.hiccup(now);
            }
        }

        @Override
        public void worded() {
            times.modelAnswered(scheduler.now());
        }
    }
}
