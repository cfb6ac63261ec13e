package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Conversation;
import io.recruiterbrain.voice.agent.conversation.RetryingTurnLog;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.conversation.Stage;
import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomListener;
import io.recruiterbrain.voice.agent.spool.TurnSpool;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One interview between bus, store, room and conversation: prepares the plan, keeps state and transcript stored, and
 * ends in order. What happens before the conversation is ready waits for it. On the scheduler's thread; the room may
 * call from any.
 */
final class InterviewSession implements Stage, RoomListener, Parting.Leaver {
    private static final Logger LOG = LoggerFactory.getLogger(InterviewSession.class);
    private static final int MOST_WAITING = 100;
    /** A store that was slow for a moment is no event of an interview. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    /** With the store away, candidates are let go before the end is stored. */
    private static final Duration LONGEST_UNTOLD = Duration.ofSeconds(5);

    private static final String PREPARATION_FAILED = "preparation_failed";

    private final Interview interview;
    private final UUID interviewId;
    private final Holding holding;
    private final LeasedStore store;
    private final AgentConfig config;
    private final AgentPorts ports;
    private final Bus bus;
    private final Room room;
    private final Scheduler scheduler;
    private final MeterRegistry meters;
    private final StateKeeper states;
    private final RetryingTurnLog log;
    private final Ending ending;
    private final Parting parting;
    private final Shown shown;
    private final AudioMailbox audio;
    private final List<Consumer<Conversation>> waiting = new ArrayList<>();
    private @Nullable Conversation conversation;
    private @Nullable String cancelReason;
    private boolean over;
    private boolean endTold;
    private boolean goesOnElsewhere;

    /**
     * @param spool keeps turns that the store does not take, absent for memory alone
     * @param leaseLost called when the store says that another holds the interview; {@link #lost} is to follow
     */
    InterviewSession(
            Holding holding,
            AgentConfig config,
            AgentPorts ports,
            Bus bus,
            Room room,
            Scheduler scheduler,
            MeterRegistry meters,
            Optional<TurnSpool> spool,
            Runnable leaseLost) {
        this.holding = holding;
        this.interview = holding.interview();
        this.interviewId = interview.interviewId();
        this.store = new LeasedStore(bus, interviewId, holding.lease().fence(), leaseLost);
        this.config = config;
        this.ports = ports.reportingTo(new Incidents(interview.interviewId(), bus, scheduler));
        this.bus = bus;
        this.room = room;
        this.scheduler = scheduler;
        this.meters = meters;
        this.states = new StateKeeper(
                interviewId,
                config.nodeId(),
                store::change,
                scheduler,
                () -> onConversation(started -> started.close(CloseReason.RECRUITER_CANCELLED)));
        this.log = new RetryingTurnLog(
                interviewId,
                store::save,
                scheduler,
                config.conversation().unsavedTurns(),
                spool.map(disk -> disk.file(interviewId, holding.lease().fence()))
                        .orElse(null),
                holding.gate(),
                this::delivered,
                meters);
        this.ending = new Ending(interviewId, room, log, states, scheduler, meters);
        ending.done().onComplete(done -> log.leave());
        this.parting = new Parting(holding.gate(), store, log, ending, scheduler, this);
        this.shown = new Shown(holding, bus, room, scheduler);
        this.audio = new AudioMailbox(interviewId, scheduler, this::heard, meters);
    }

    /** Completes when the conversation is over and everything that was said is stored. */
    Future<EndedInterview> ended() {
        return ending.done();
    }

    @Override
    public boolean isOver() {
        return over;
    }

    /** Whether the conversation runs, so that the candidate can be answered. */
    boolean isReady() {
        return conversation != null && !over;
    }

    /** Whether it ended here only: another agent goes on with it. */
    boolean goesOnElsewhere() {
        return goesOnElsewhere;
    }

    /** The agent is in the room. */
    void entered() {
        if (interview.state() == InterviewState.SCHEDULED) {
            states.move(InterviewState.WAITING, null);
        } else if (interview.state() == InterviewState.IN_PROGRESS) {
            // The agent before left it so; the candidate's coming makes it so again.
            states.move(InterviewState.RECOVERING, null);
        }
        show(new LiveUpdate.AgentStateChanged(interviewId, AgentState.INITIALIZING));
    }

    /** Reads or makes what the conversation needs and begins it; faults end the interview as failed. */
    void prepare() {
        if (over) {
            return;
        }
        new Preparation(bus, ports.languageModel(), store, scheduler)
                .of(interview)
                .onComplete(outcome -> scheduler.execute(() -> {
                    if (over) {
                        return;
                    }
                    if (outcome.failed()) {
                        failed(outcome.cause());
                    } else {
                        begin(outcome.result().interview(), outcome.result().before());
                    }
                }));
    }

    /** The lease is lost: silent at once, nothing more is written, the room is left. */
    void lost() {
        parting.atOnce();
    }

    /** Leaves the interview to another agent between two turns, without a word. */
    Future<EndedInterview> handOver(Duration atMost) {
        parting.whenQuiet(atMost);
        return ending.done();
    }

    @Override
    public boolean isQuiet() {
        return conversation == null || conversation.isBetweenTurns();
    }

    @Override
    public void leave() {
        over = true;
        goesOnElsewhere = true;
        waiting.clear();
        if (conversation != null) {
            conversation.leave();
        }
    }

    /** Does something with the conversation, as soon as there is one. */
    void onConversation(Consumer<Conversation> task) {
        Conversation running = conversation;
        if (running != null) {
            try {
                task.accept(running);
            } catch (RuntimeException e) {
                stepFailed(e);
            }
        } else if (!over && waiting.size() < MOST_WAITING) {
            waiting.add(task);
        }
    }

    /** Takes a typed message, as {@link Conversation#typed(UUID, String)}. */
    Future<Void> typed(UUID messageId, String text) {
        Promise<Void> kept = Promise.promise();
        onConversation(running -> running.typed(messageId, text).onComplete(kept));
        return kept.future();
    }

    /** A step threw: what would follow stands on a broken state, so all ends here with what was said so far. */
    void stepFailed(RuntimeException fault) {
        LOG.atError().addKeyValue("interviewId", interviewId).setCause(fault).log("a step of the conversation failed");
        Conversation running = conversation;
        if (over || running == null) {
            ended(EndReason.FAILED);
            return;
        }
        try {
            running.cutShort(EndReason.FAILED);
        } catch (RuntimeException e) {
            fault.addSuppressed(e);
        }
        ended(EndReason.FAILED);
    }

    /** Ends on the recruiter's word, with a closing sentence when somebody is there to hear it. */
    void cancel(String reason) {
        cancelReason = reason;
        if (conversation == null) {
            ended(EndReason.RECRUITER_CANCELLED);
        } else {
            conversation.close(CloseReason.RECRUITER_CANCELLED);
        }
    }

    /** The node goes down: a closing sentence, everything saved, and not longer than configured. */
    Future<EndedInterview> shutDown() {
        if (!over && conversation == null) {
            ended(EndReason.SHUTDOWN);
        } else if (!over && conversation != null) {
            Conversation running = conversation;
            running.close(CloseReason.SHUTDOWN);
            scheduler.at(
                    scheduler.now().plus(config.drainTimeout().multipliedBy(2).dividedBy(3)),
                    () -> running.cutShort(EndReason.SHUTDOWN));
        }
        ending.giveUpAfter(config.drainTimeout());
        return ending.done();
    }

    @Override
    public void show(LiveUpdate update) {
        shown.show(update);
    }

    @Override
    public void moved(InterviewState state) {
        states.move(state, null);
    }

    @Override
    public void ended(EndReason reason) {
        if (over) {
            return;
        }
        over = true;
        waiting.clear();
        String kept = reason == EndReason.RECRUITER_CANCELLED && cancelReason != null ? cancelReason : reason.word();
        close(reason.state(), reason.word(), kept);
    }

    @Override
    public void onCandidateConnected() {
        scheduler.execute(() -> onConversation(Conversation::voiceConnected));
    }

    @Override
    public void onCandidateDisconnected() {
        scheduler.execute(() -> onConversation(Conversation::voiceLost));
    }

    @Override
    public void onAudio(AudioFrame frame) {
        audio.add(frame);
    }

    @Override
    public void onText(String text) {
        scheduler.execute(() -> onConversation(started -> started.typed(text)));
    }

    private void delivered(int turns, Instant since) {
        if (since.isBefore(scheduler.now().minus(WORTH_TELLING))) {
            new Timeline(bus, scheduler).delivered(interviewId, turns, since);
        }
    }

    private void heard(AudioFrame frame) {
        Conversation running = conversation;
        if (running != null) {
            running.audio(frame);
        }
    }

    private void begin(Interview planned, List<Turn> before) {
        Conversation started = new Conversation(
                planned,
                before,
                holding.arrival(),
                new Conversation.Parts(
                        ports.speechToText(),
                        ports.textToSpeech(),
                        ports.voiceActivity(),
                        ports.languageModel(),
                        room.voice(),
                        log,
                        this,
                        scheduler,
                        meters),
                config.turn(),
                config.plan(),
                config.conversation());
        conversation = started;
        List<Consumer<Conversation>> tasks = List.copyOf(waiting);
        waiting.clear();
        tasks.forEach(this::onConversation);
        LOG.atInfo()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("questions", planned.plan().size())
                .addKeyValue("turnsBefore", before.size())
                .log("conversation ready");
    }

    private void failed(Throwable fault) {
        LOG.atError().addKeyValue("interviewId", interviewId).setCause(fault).log("interview cannot be prepared");
        over = true;
        waiting.clear();
        close(InterviewState.FAILED, PREPARATION_FAILED, PREPARATION_FAILED);
    }

    /**
     * @param word what the pages are told
     * @param kept stored as the reason of the end; may be a recruiter's own words, which candidates do not see
     */
    private void close(InterviewState state, String word, String kept) {
        // Whoever was told goes, and is not there for another agent should this one die before the end is stored.
        ending.begin(state, kept, conversation != null && conversation.hasAnswer())
                .onComplete(stored -> scheduler.execute(() -> tellEnd(word)));
        scheduler.at(scheduler.now().plus(LONGEST_UNTOLD), () -> tellEnd(word));
    }

    private void tellEnd(String word) {
        if (!endTold) {
            endTold = true;
            show(new LiveUpdate.ConversationEnded(interviewId, word));
        }
    }
}
