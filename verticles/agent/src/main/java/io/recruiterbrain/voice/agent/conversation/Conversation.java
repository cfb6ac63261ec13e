package io.recruiterbrain.voice.agent.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.model.LanguageModel.Moment;
import io.recruiterbrain.voice.agent.plan.Arrival;
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
import io.recruiterbrain.voice.agent.turn.TurnConfig;
import io.recruiterbrain.voice.agent.turn.TurnInput;
import io.recruiterbrain.voice.agent.turn.TurnTaking;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One interview's loop: who is there, what is heard, how long it may last; what is said is {@link Dialogue}'s. Every
 * method must be called on the scheduler's thread.
 */
public final class Conversation {
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

    private final Scheduler scheduler;
    private final Stage stage;
    private final ConversationConfig config;
    private final InterviewPlan plan;
    private final TurnTaking turns;
    private final Messages messages;
    private final Transcript transcript;
    private final Hearing hearing;
    private final Dialogue dialogue;
    private final Display display;
    private final Presence presence = new Presence();
    private final Alarm alarm;
    private final Instant openedAt;

    private boolean begun;
    private boolean ended;

    /**
     * @param interview with its plan
     * @param before turns stored before a restart, empty for a new interview
     * @param arrival how the agent came to it
     */
    public Conversation(
            Interview interview,
            List<Turn> before,
            Arrival arrival,
            Parts parts,
            TurnConfig turnConfig,
            PlanConfig planConfig,
            ConversationConfig config) {
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
        this.messages = new Messages(scheduler, before);
        this.transcript = new Transcript(parts.log(), messages, before);
        this.display = new Display(interview.interviewId(), parts.stage());
        this.alarm = new Alarm(scheduler, this::tick);
        SaidBefore saidBefore = SaidBefore.in(before);
        Wording wording = new Wording(
                parts.model(),
                () -> new Moment(interview.interviewId(), transcript.nextTurnNo()),
                saidBefore,
                scheduler,
                config.modelTimeout());
        this.dialogue = new Dialogue(
                plan,
                turns,
                transcript,
                new TurnTimes(parts.meters()),
                new Reader(parts.model(), interview.interviewId(), scheduler, config.modelTimeout()),
                listener -> new Mouth(
                        wording,
                        new Acknowledgements(parts.voice(), scheduler, saidBefore, interview.interviewId()),
                        parts.voice(),
                        parts.output(),
                        scheduler,
                        config.lookahead(),
                        planConfig.perWord(),
                        listener),
                display,
                presence,
                scheduler,
                this::settle,
                this::finish);
        this.hearing = new Hearing(
                parts.ears(),
                new SpeechToText.Options(config.language(), Keyterms.of(interview)),
                parts.voiceActivity(),
                config,
                scheduler,
                parts.meters(),
                dialogue::take,
                dialogue::recogniserFailed);
        if (!before.isEmpty()) {
            plan.resume(before, scheduler.now());
        }
        plan.arrived(arrival);
        plan.away(scheduler.now());
        settle();
    }

    /** The candidate can hear the agent. */
    public void voiceConnected() {
        presence.voiceConnected();
        modeOrPresenceChanged();
    }

    /** The page asks for a voice connection, which brings back a candidate who had chosen to type. */
    public void voiceWanted() {
        presence.voiceWanted();
    }

    /** The candidate speaks from now on, as soon as there is a voice connection, which there may be already. */
    public void voiceMode() {
        presence.voiceMode();
        modeOrPresenceChanged();
    }

    /** The voice connection is gone; it may come back. */
    public void voiceLost() {
        presence.voiceLost();
        modeOrPresenceChanged();
    }

    /**
     * The candidate's page is open.
     *
     * @param via process that the page reads its event stream from, absent when it is not known
     */
    public void pageOpened(@Nullable UUID via) {
        presence.pageOpened(via);
        if (!presence.isThere()) {
            plan.keepWaiting(scheduler.now());
        }
        modeOrPresenceChanged();
        display.repeatState();
        display.progress(plan, scheduler.now());
    }

    /** The page's stream has ended at this process; the page may read by another one since, and then is still there. */
    public void pageClosed(@Nullable UUID via) {
        presence.pageClosed(via);
        modeOrPresenceChanged();
    }

    /** The candidate answers by typing from now on. */
    public void textMode() {
        presence.textMode();
        AgentTurn speaking = dialogue.agentTurn();
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
        dialogue.take(new TurnInput.Typing(scheduler.now()));
    }

    /**
     * A whole typed message, of which a second one with the same id is not taken; completes when the turn with it is
     * durable, and fails with {@code TIMEOUT} when it is not within seconds.
     */
    public Future<Void> typed(UUID messageId, String text) {
        return messages.take(messageId, () -> take(text, messageId));
    }

    /** A whole typed message that nobody will send again. */
    public void typed(String text) {
        take(text, null);
    }

    /** Who types while no voice is connected has chosen to type. */
    private void take(String text, @Nullable UUID messageId) {
        if (ended || text.isBlank()) {
            return;
        }
        if (!presence.isThere()) {
            textMode();
        }
        dialogue.take(new TurnInput.Typed(scheduler.now(), text, messageId));
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

    /** Says a closing sentence and ends; ends at once when nobody is there to hear it. */
    public void close(CloseReason reason) {
        if (!ended) {
            dialogue.apply(plan.close(reason, scheduler.now()));
            settle();
        }
    }

    /** Ends here without a word to anybody: the interview goes on elsewhere. What was said so far goes to the log. */
    public void leave() {
        if (!ended) {
            ended = true;
            dialogue.end(hearing::interrupt);
            hearing.close();
            alarm.cancel();
        }
    }

    /** Whether nobody is speaking or being understood, so that the agent can be replaced unnoticed. */
    public boolean isBetweenTurns() {
        return ended || !dialogue.isBusy();
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
            dialogue.take(new TurnInput.ModeChanged(now, presence.isTyping()));
        }
        switch (presence.change()) {
            case NONE -> {}
            case CAME -> cameBack(now);
            case WENT -> wentAway(now);
        }
        settle();
    }

    private void cameBack(Instant now) {
        dialogue.take(new TurnInput.Connected(now));
        PlanStep step = plan.back(now);
        stage.moved(InterviewState.IN_PROGRESS);
        if (begun) {
            display.back();
        }
        begun = true;
        AgentTurn notice = dialogue.agentTurn();
        if (notice != null && notice.utterance().isCut()) {
            display.state(AgentState.THINKING);
            notice.resume();
        } else {
            dialogue.apply(step);
        }
        display.progress(plan, now);
    }

    private void wentAway(Instant now) {
        hearing.interrupt();
        dialogue.suspend(now);
        plan.away(now);
        if (plan.isClosing()) {
            dialogue.apply(plan.spoken(now));
            return;
        }
        display.state(AgentState.LISTENING);
        stage.moved(InterviewState.RECOVERING);
        Instant deadline = plan.waitUntil();
        if (deadline != null) {
            display.away(deadline);
        }
    }

    private void finish(EndReason reason) {
        if (ended) {
            return;
        }
        leave();
        display.state(AgentState.CLOSED);
        stage.ended(reason);
    }

    private void tick() {
        dialogue.take(new TurnInput.Tick(scheduler.now()));
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
        PlanStep due = plan.tick(now, dialogue.isBusy());
        if (!(due instanceof PlanStep.Stay)) {
            dialogue.apply(due);
        }
        if (!ended) {
            alarm.set(plan.deadline(now), turns.deadline());
        }
    }
}
