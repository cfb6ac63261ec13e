package io.recruiterbrain.voice.agent.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.model.LanguageModel.Moment;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.agent.plan.InterviewPlan;
import io.recruiterbrain.voice.agent.plan.PlanConfig;
import io.recruiterbrain.voice.agent.plan.PlanStep;
import io.recruiterbrain.voice.agent.plan.SaidBefore;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.turn.TurnAction;
import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.agent.turn.TurnConfig;
import io.recruiterbrain.voice.agent.turn.TurnInput;
import io.recruiterbrain.voice.agent.turn.TurnTaking;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One interview's loop: what is heard goes to {@link TurnTaking}, what was understood to {@link InterviewPlan}, what
 * they decide is spoken. Every method must be called on the scheduler's thread.
 */
public final class Conversation {
    private static final Duration HICCUP_AGAIN = Duration.ofMinutes(1);

    /** What a conversation works with; {@code ears}, {@code voice} and {@code model} may be shared. */
    public record Parts(
            SpeechToText ears,
            TextToSpeech voice,
            VoiceActivity voiceActivity,
            LanguageModel model,
            AudioOutput output,
            TurnLog log,
            Stage stage,
            Scheduler scheduler,
            MeterRegistry meters) {}

    private final UUID interviewId;
    private final Scheduler scheduler;
    private final Stage stage;
    private final ConversationConfig config;
    private final InterviewPlan plan;
    private final TurnTaking turns;
    private final Hearing hearing;
    private final Mouth mouth;
    private final Reader reader;
    private final Transcript transcript;
    private final TurnTimes times;
    private final Presence presence = new Presence();

    private AgentState state = AgentState.INITIALIZING;
    private boolean begun;
    private boolean ended;
    private PlanStep.@Nullable Say next;
    private @Nullable CandidateTurn handedOver;
    private Map<String, Double> handedOverTimes = Map.of();
    private int candidateSegment = 1;
    private @Nullable Instant lastHiccup;
    private final Instant openedAt;
    private Scheduler.@Nullable Timer timer;

    /**
     * @param interview with its plan
     * @param before turns stored before a restart, empty for a new interview
     */
    public Conversation(
            Interview interview,
            List<Turn> before,
            Parts parts,
            TurnConfig turnConfig,
            PlanConfig planConfig,
            ConversationConfig config) {
        this.interviewId = interview.interviewId();
        this.scheduler = parts.scheduler();
        this.stage = parts.stage();
        this.config = config;
        this.openedAt = scheduler.now();
        this.plan = new InterviewPlan(
                interview.plan(),
                interview.settings().maxDuration(),
                interview.candidate().name(),
                interview.job().title(),
                planConfig);
        this.turns = new TurnTaking(turnConfig);
        this.transcript = new Transcript(parts.log(), before);
        this.times = new TurnTimes(parts.meters());
        this.reader = new Reader(parts.model(), scheduler, config.modelTimeout());
        SaidBefore saidBefore = new SaidBefore();
        before.stream()
                .filter(turn -> turn.speaker() == Speaker.AGENT)
                .forEach(turn -> saidBefore.remember(turn.text()));
        Wording wording = new Wording(
                parts.model(),
                () -> new Moment(interviewId, transcript.nextTurnNo()),
                saidBefore,
                scheduler,
                config.modelTimeout());
        this.mouth = new Mouth(
                wording,
                parts.voice(),
                parts.output(),
                scheduler,
                config.lookahead(),
                planConfig.perWord(),
                new Spoken());
        this.hearing = new Hearing(
                parts.ears(),
                new SpeechToText.Options(config.language(), Keyterms.of(interview)),
                parts.voiceActivity(),
                config,
                scheduler,
                this::heard,
                this::recogniserFailed);
        if (!before.isEmpty()) {
            plan.resume(before, scheduler.now());
        }
        plan.away(scheduler.now());
        settle();
    }

    /** The candidate can hear the agent. */
    public void voiceConnected() {
        presence.voiceConnected();
        modeOrPresenceChanged();
    }

    /** The voice connection is gone; it may come back. */
    public void voiceLost() {
        presence.voiceLost();
        modeOrPresenceChanged();
    }

    /** The candidate's page is open, or not any more. */
    public void page(boolean open) {
        presence.page(open);
        if (open && !presence.isThere()) {
            plan.keepWaiting(scheduler.now());
        }
        modeOrPresenceChanged();
        if (open) {
            stage.show(new LiveUpdate.AgentStateChanged(interviewId, state));
            showProgress();
        }
    }

    /** The candidate answers by typing from now on. */
    public void textMode() {
        presence.textMode();
        AgentTurn speaking = mouth.turn();
        if (speaking != null) {
            speaking.utterance().fallSilent();
        }
        modeOrPresenceChanged();
    }

    /** The next 10 ms of the microphone. */
    public void audio(AudioFrame frame) {
        if (!ended && presence.isThere()) {
            hearing.accept(frame);
        }
    }

    public void typing() {
        take(new TurnInput.Typing(scheduler.now()));
    }

    /** A whole typed message; who types while no voice is connected has chosen to type. */
    public void typed(String text) {
        if (ended || text.isBlank()) {
            return;
        }
        if (!presence.isThere()) {
            textMode();
        }
        take(new TurnInput.Typed(scheduler.now(), text));
    }

    /** Another browser takes over; it will connect in its own way. */
    public void takenOver() {
        presence.reset();
        modeOrPresenceChanged();
    }

    /** Ends at once, without a closing sentence. */
    public void cutShort(EndReason reason) {
        finish(reason);
    }

    /** The candidate ended the interview and is gone. */
    public void leave() {
        finish(EndReason.CANDIDATE_STOPPED);
    }

    /** Says a closing sentence and ends; ends at once when nobody is there to hear it. */
    public void close(CloseReason reason) {
        if (!ended) {
            apply(plan.close(reason, scheduler.now()));
            settle();
        }
    }

    public boolean hasEnded() {
        return ended;
    }

    /** Whether there is anything to evaluate. */
    public boolean hasAnswer() {
        return transcript.hasAnswer();
    }

    private void modeOrPresenceChanged() {
        if (ended) {
            return;
        }
        Instant now = scheduler.now();
        if (presence.modeChanged()) {
            take(new TurnInput.ModeChanged(now, presence.isTyping()));
        }
        switch (presence.change()) {
            case NONE -> {}
            case CAME -> cameBack(now);
            case WENT -> wentAway(now);
        }
        settle();
    }

    private void cameBack(Instant now) {
        take(new TurnInput.Connected(now));
        PlanStep step = plan.back(now);
        stage.moved(InterviewState.IN_PROGRESS);
        if (begun) {
            stage.show(new LiveUpdate.CandidateBack(interviewId));
        }
        begun = true;
        AgentTurn greeting = mouth.turn();
        if (greeting != null && greeting.utterance().isCut()) {
            show(AgentState.THINKING);
            greeting.resume();
        } else {
            apply(step);
        }
        showProgress();
    }

    private void wentAway(Instant now) {
        hearing.interrupt();
        keepHandedOver();
        take(new TurnInput.Disconnected(now));
        AgentTurn turn = mouth.turn();
        if (turn != null && turn.say.kind() == TurnKind.GREETING) {
            turn.cut(now);
        } else if (turn != null) {
            stopSpeakingForGood();
        }
        plan.away(now);
        next = null;
        if (plan.isClosing()) {
            apply(plan.spoken(now));
            return;
        }
        show(AgentState.LISTENING);
        stage.moved(InterviewState.RECOVERING);
        Instant deadline = plan.waitUntil();
        if (deadline != null) {
            stage.show(new LiveUpdate.CandidateAway(interviewId, deadline));
        }
    }

    private void heard(TurnInput input) {
        take(input);
        if (input instanceof TurnInput.Interim || input instanceof TurnInput.Final) {
            String words = turns.words();
            if (!words.isEmpty()) {
                caption("candidate-" + candidateSegment, Speaker.CANDIDATE, words, false);
            }
        }
    }

    private void take(TurnInput input) {
        if (ended) {
            return;
        }
        for (TurnAction action : turns.on(input)) {
            act(action);
        }
        settle();
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
                    show(AgentState.LISTENING);
                }
            }
            case TurnAction.ResumeSpeech resume -> {
                if (speaking != null) {
                    speaking.resume();
                }
            }
            case TurnAction.EndLikely likely -> {
                LanguageModel.Exchange exchange = exchange(likely.text());
                if (exchange != null) {
                    reader.readAhead(exchange);
                }
            }
            case TurnAction.CloseTurn close -> handOver(close.turn());
            case TurnAction.ReopenTurn reopen -> {
                handedOver = null;
                reader.forget();
                show(AgentState.LISTENING);
            }
            case TurnAction.WordsKept kept -> saveCandidate(kept.turn(), TurnKind.ANSWER, Map.of());
            case TurnAction.LateWords late -> saveCandidate(late.turn(), TurnKind.ANSWER, Map.of());
            case TurnAction.Silence silence -> apply(plan.silent(scheduler.now()));
            case TurnAction.NotUnderstood nothing -> apply(plan.notUnderstood(scheduler.now()));
        }
    }

    private void handOver(CandidateTurn turn) {
        if (mouth.isCut()) {
            stopSpeakingForGood();
        }
        Instant now = scheduler.now();
        handedOverTimes = times.closed(turn.endedAt(), turn.transcriptionDelay(), turn.endOfTurnDelay(), now);
        LanguageModel.Exchange exchange = exchange(turn.text());
        if (exchange == null) {
            saveCandidate(turn, TurnKind.ANSWER, handedOverTimes);
            take(new TurnInput.TurnTaken(now));
            return;
        }
        handedOver = turn;
        show(AgentState.THINKING);
        times.modelAsked(now);
        reader.read(exchange, reading -> understood(turn, reading));
    }

    private void understood(CandidateTurn turn, LanguageModel.Reading reading) {
        if (ended) {
            return;
        }
        handedOver = null;
        Instant now = scheduler.now();
        times.modelAnswered(now);
        TurnKind kind = switch (reading.intent()) {
            case ANSWER -> TurnKind.ANSWER;
            case SKIP -> TurnKind.SKIP;
            case REPEAT, WAIT, STOP, ASKS_WHO_IS_SPEAKING -> TurnKind.REQUEST;
        };
        saveCandidate(turn, kind, handedOverTimes);
        take(new TurnInput.TurnTaken(now));
        apply(plan.answered(reading, turn.text(), now));
        settle();
    }

    private void apply(PlanStep step) {
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
                if (mouth.turn() == null && handedOver == null) {
                    show(AgentState.LISTENING);
                }
            }
            case PlanStep.End end -> finish(end.reason());
        }
    }

    private void speak(PlanStep.Say say) {
        Instant now = scheduler.now();
        if (say.move() instanceof LanguageModel.Move.Close) {
            keepHandedOver();
            take(new TurnInput.FloorTaken(now));
        }
        show(AgentState.THINKING);
        times.modelAsked(now);
        mouth.speak(say, presence.isTyping(), plan.end(now));
    }

    /** What the agent is saying ends here; the transcript holds what was heard of it. */
    private void stopSpeakingForGood() {
        AgentTurn turn = mouth.turn();
        if (turn == null) {
            return;
        }
        boolean heard = turn.utterance().heardShare() > 0.6;
        boolean asks = turn.say.kind() == TurnKind.QUESTION || turn.say.kind() == TurnKind.FOLLOW_UP;
        if (asks) {
            plan.interrupted(heard);
        }
        mouth.drop();
        saveAgent(turn, true);
    }

    private void saveAgent(AgentTurn turn, boolean interrupted) {
        String heard = turn.utterance().heard();
        transcript.agent(turn.say, heard, turn.startedAt(), turn.endedAt(scheduler.now()), interrupted, turn.latencies);
        caption(turn.segmentId, Speaker.AGENT, heard, true);
    }

    private void saveCandidate(CandidateTurn turn, TurnKind kind, Map<String, Double> latencies) {
        transcript.candidate(turn, kind, plan.questionNo(), latencies);
        caption("candidate-" + candidateSegment++, Speaker.CANDIDATE, turn.text(), true);
    }

    private void keepHandedOver() {
        CandidateTurn turn = handedOver;
        if (turn != null) {
            handedOver = null;
            reader.forget();
            saveCandidate(turn, TurnKind.ANSWER, handedOverTimes);
            take(new TurnInput.TurnTaken(scheduler.now()));
        }
    }

    private void recogniserFailed() {
        Instant now = scheduler.now();
        boolean saidJustNow = lastHiccup != null && now.isBefore(lastHiccup.plus(HICCUP_AGAIN));
        if (!ended && !saidJustNow && mouth.turn() == null && handedOver == null) {
            lastHiccup = now;
            apply(plan.hiccup(now));
        }
    }

    private void finish(EndReason reason) {
        if (ended) {
            return;
        }
        keepHandedOver();
        stopSpeakingForGood();
        hearing.interrupt();
        take(new TurnInput.FloorTaken(scheduler.now()));
        ended = true;
        hearing.close();
        reader.forget();
        if (timer != null) {
            timer.cancel();
        }
        show(AgentState.CLOSED);
        stage.ended(reason);
    }

    /** Lets the plan see the time and asks to be woken for the next deadline. */
    private void settle() {
        if (ended) {
            return;
        }
        Instant now = scheduler.now();
        boolean settingUp = !begun && presence.pageOpen() && now.isBefore(openedAt.plus(config.setupWait()));
        if (settingUp) {
            plan.keepWaiting(now);
        }
        boolean busy = mouth.turn() != null || handedOver != null || turns.candidateSpeaks();
        PlanStep due = plan.tick(now, busy);
        if (!(due instanceof PlanStep.Stay)) {
            apply(due);
        }
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        Instant wake = earlier(plan.deadline(now), turns.deadline());
        if (wake != null && !ended) {
            timer = scheduler.at(wake, () -> take(new TurnInput.Tick(scheduler.now())));
        }
    }

    private void show(AgentState now) {
        if (state != now) {
            state = now;
            stage.show(new LiveUpdate.AgentStateChanged(interviewId, now));
        }
    }

    private void showProgress() {
        Integer questionNo = plan.questionNo();
        stage.show(new LiveUpdate.Progress(
                interviewId,
                questionNo == null ? 0 : questionNo,
                plan.questionCount(),
                plan.remaining(scheduler.now()).toSeconds()));
    }

    private void caption(String segmentId, Speaker speaker, String text, boolean isFinal) {
        if (!text.isBlank()) {
            stage.show(new LiveUpdate.Caption(interviewId, segmentId, speaker, text, isFinal));
        }
    }

    private LanguageModel.@Nullable Exchange exchange(String answer) {
        PlannedQuestion question = plan.question();
        return question == null
                ? null
                : new LanguageModel.Exchange(question, plan.prompt(), answer, transcript.on(question.questionNo()));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** What the mouth reports. */
    private final class Spoken implements Mouth.Listener {
        @Override
        public void started(AgentTurn turn, Instant at) {
            if (turn.heardFrom == null) {
                turn.heardFrom = at;
                turn.latencies = times.heard(
                        turn.utterance().firstSentenceAt(), turn.utterance().firstFrameAt(), at);
                showProgress();
            }
            show(AgentState.SPEAKING);
            take(new TurnInput.AgentStarted(at, turn.say.interruptible()));
        }

        @Override
        public void progressed(AgentTurn turn, String heard) {
            caption(turn.segmentId, Speaker.AGENT, heard, false);
        }

        @Override
        public void finished(AgentTurn turn) {
            saveAgent(turn, turn.utterance().isCut());
            PlanStep.Say queued = next;
            next = null;
            PlanStep step = queued == null ? plan.spoken(scheduler.now()) : queued;
            if (!(step instanceof PlanStep.Listen)) {
                take(new TurnInput.AgentFinished(scheduler.now(), false, false, null));
            }
            if (!ended) {
                apply(step);
                settle();
            }
        }

        @Override
        public void voiceFailed() {
            Instant now = scheduler.now();
            if (lastHiccup == null || !now.isBefore(lastHiccup.plus(HICCUP_AGAIN))) {
                lastHiccup = now;
                List<String> words =
                        FallbackWords.of(new LanguageModel.Move.Remark(LanguageModel.RemarkKind.TECHNICAL_HICCUP));
                caption("agent-hiccup-" + now.toEpochMilli(), Speaker.AGENT, String.join(" ", words), true);
            }
        }

        @Override
        public void worded() {
            times.modelAnswered(scheduler.now());
        }
    }
}
