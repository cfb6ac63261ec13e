package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Conversation;
import io.recruiterbrain.voice.agent.conversation.VertxScheduler;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.agent.room.BrowserMedia;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.spool.TurnSpool;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox of one interview: answers {@link SessionCommand}s, one at a time, on its virtual thread. The supervisor
 * deploys it, hands it what comes for it, and undeploys it when {@code ended} was called.
 */
public final class InterviewVerticle extends VerticleBase {
    private static final long TELL_AGAIN_MILLIS = 1_000;
    /** Longer than a candidate is waited for; a client of LiveKit's own has no page that could be told. */
    private static final int MOST_TOLD = 180;

    private final Holding holding;
    private final UUID interviewId;
    private final Supplier<Room> place;
    private final AgentConfig config;
    private final AgentPorts ports;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Optional<TurnSpool> spool;
    private final Listener listener;
    /** Absent after a take-over, until the candidate's page gives the first sign. */
    private volatile @Nullable UUID sessionId;

    /** Whether the page has joined this agent. */
    private boolean joined;

    /** Whether a connection for the candidate's voice was offered to this agent. */
    private boolean heard;

    private int told;

    private volatile @Nullable Room room;
    private @Nullable InterviewSession session;

    /** Who deployed it. Called on its thread. */
    interface Listener {
        void ended(EndedInterview ended);

        /** The store says that another holds the interview. */
        void leaseLost();
    }

    /**
     * @param sessionId browser that joined, absent when nobody did
     * @param place opens the media room
     * @param spool keeps turns that the store does not take, absent for memory alone
     */
    InterviewVerticle(
            Holding holding,
            @Nullable UUID sessionId,
            Supplier<Room> place,
            AgentConfig config,
            AgentPorts ports,
            MeterRegistry meters,
            Clock clock,
            Optional<TurnSpool> spool,
            Listener listener) {
        this.holding = holding;
        this.interviewId = holding.interviewId();
        this.sessionId = sessionId;
        this.place = place;
        this.config = config;
        this.ports = ports;
        this.meters = meters;
        this.clock = clock;
        this.spool = spool;
        this.listener = listener;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        Room opened = place.get();
        opened.voice().playWhile(holding.gate());
        InterviewSession started = new InterviewSession(
                holding,
                config,
                ports,
                bus,
                opened,
                new VertxScheduler(vertx, context, clock, this::stepFailed),
                meters,
                spool,
                listener::leaseLost);
        room = opened;
        session = started;
        started.ended().onSuccess(listener::ended);
        return opened.join(started)
                .onSuccess(entered -> {
                    if (sessionId == null) {
                        tellOfMove(bus, started);
                    } else if (holding.lease().fence() > 1) {
                        // Its page joined, or whoever had the room before brought it here while the page was away.
                        vertx.setTimer(TELL_AGAIN_MILLIS, later -> {
                            if (!heard) {
                                tellOfMove(bus, started);
                            }
                        });
                    }
                    started.entered();
                })
                // Vert.x does not stop what did not start.
                .onFailure(fault -> opened.leave());
    }

    @Override
    public Future<?> stop() {
        InterviewSession running = session;
        Room left = room;
        if (running == null || left == null) {
            return Future.succeededFuture();
        }
        return running.shutDown().transform(done -> left.leave());
    }

    /**
     * Until the page has joined: its event stream may just have been between two nodes, and was then opened by this agent's
     * answer without the page knowing that it was another one's.
     */
    private void tellOfMove(Bus bus, InterviewSession started) {
        if (joined || started.isOver() || ++told > MOST_TOLD) {
            return;
        }
        bus.publish(
                LiveUpdate.TOPIC,
                new LiveUpdate.AgentMoved(
                        interviewId, holding.lease().fence(), holding.lease().owner()));
        vertx.setTimer(TELL_AGAIN_MILLIS, again -> tellOfMove(bus, started));
    }

    /** Begins what the conversation needs; to be called once, when it is deployed. Any thread. */
    void prepare() {
        context.runOnContext(ignored -> running().prepare());
    }

    /** Hands the room to another browser. Any thread. */
    Future<Void> takeOver(UUID newSessionId) {
        Promise<Void> done = Promise.promise();
        Context own = context;
        own.runOnContext(ignored -> {
            if (running().isOver()) {
                done.fail(over());
                return;
            }
            UUID old = sessionId;
            sessionId = newSessionId;
            joined = true;
            if (old != null && !old.equals(newSessionId)) {
                running().onConversation(Conversation::takenOver);
                new Bus(vertx).publish(LiveUpdate.TOPIC, new LiveUpdate.SessionTakenOver(interviewId, old));
                closeMedia().onComplete(done);
            } else {
                done.complete();
            }
        });
        return done.future();
    }

    /** The browser that is heard, absent while none is known. Any thread. */
    @Nullable
    UUID sessionId() {
        return sessionId;
    }

    /** Calls back on its own thread. Any thread. */
    void ping(Runnable pong) {
        context.runOnContext(ignored -> pong.run());
    }

    /** The lease is lost: silent before this returns, and gone soon; tells on its thread when it was not over yet. */
    void lost(Runnable wasRunning) {
        holding.gate().close();
        context.runOnContext(ignored -> {
            if (!running().isOver()) {
                wasRunning.run();
            }
            running().lost();
        });
    }

    /** Leaves the interview to another agent between two turns. Any thread; fails when that cannot be done in order. */
    Future<EndedInterview> handOver(Duration atMost) {
        Promise<EndedInterview> done = Promise.promise();
        context.runOnContext(ignored -> running().handOver(atMost).onComplete(done));
        return done.future();
    }

    /** Its thread hangs: the room is left from here. Any thread. */
    void abandon() {
        holding.gate().close();
        Room left = room;
        if (left != null) {
            left.leave();
        }
    }

    /** Does what the page or a recruiter wants, after what was wanted before. Any thread. */
    Future<SessionReply> take(SessionCommand command) {
        Promise<SessionReply> done = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                handle(command).onComplete(done);
            } catch (RuntimeException e) {
                done.fail(e);
            }
        });
        return done.future();
    }

    private Future<SessionReply> handle(SessionCommand command) {
        UUID from = command.sessionId();
        if (sessionId == null) {
            sessionId = from;
        }
        if (from != null && !from.equals(sessionId)) {
            return refuse(ErrorCode.SESSION_TAKEN_OVER, "the interview was opened in another browser");
        }
        if (running().isOver()) {
            return Future.failedFuture(over());
        }
        joined = joined || saysHowItTakesPart(command);
        return switch (command) {
            case SessionCommand.OfferMedia offer -> offer(offer);
            case SessionCommand.CloseMedia close ->
                media().compose(media -> media.close(close.resourceId())).map(accepted());
            case SessionCommand.SubmitText text -> submit(text);
            case SessionCommand.ReportPresence report -> {
                running().onConversation(conversation -> report(conversation, report));
                yield Future.succeededFuture(accepted());
            }
            case SessionCommand.LeaveInterview leave -> {
                running().onConversation(conversation -> conversation.cutShort(EndReason.CANDIDATE_STOPPED));
                yield Future.succeededFuture(accepted());
            }
            case SessionCommand.EndInterview end -> {
                running().cancel(end.reason());
                yield Future.succeededFuture(accepted());
            }
        };
    }

    /** A page does so right after its join. Streams, messages and media reach a new agent without the page's knowing of it. */
    private static boolean saysHowItTakesPart(SessionCommand command) {
        return command instanceof SessionCommand.ReportPresence report
                && switch (report.presence()) {
                    case TEXT_MODE, VOICE_MODE -> true;
                    case CONNECTED, DISCONNECTED, TYPING -> false;
                };
    }

    private Future<SessionReply> offer(SessionCommand.OfferMedia offer) {
        if (offer.resourceId() == null && offer.direction() == SessionCommand.MediaDirection.VOICE) {
            heard = true;
            running().onConversation(Conversation::voiceWanted);
        }
        return media().compose(media -> media.offer(offer.direction(), offer.resourceId(), offer.sdp()))
                .map(answer -> new SessionReply.MediaAnswer(interviewId, answer.resourceId(), answer.sdp()));
    }

    private Future<SessionReply> submit(SessionCommand.SubmitText text) {
        if (!running().isReady()) {
            return refuse(ErrorCode.BUSY, "the interviewer is getting ready, please try again in a moment");
        }
        return running().typed(text.messageId(), text.text()).map(accepted());
    }

    private static void report(Conversation conversation, SessionCommand.ReportPresence report) {
        switch (report.presence()) {
            case CONNECTED -> conversation.pageOpened(report.via());
            case DISCONNECTED -> conversation.pageClosed(report.via());
            case TEXT_MODE -> conversation.textMode();
            case VOICE_MODE -> conversation.voiceMode();
            case TYPING -> conversation.typing();
        }
    }

    private Future<BrowserMedia> media() {
        return room instanceof BrowserMedia media
                ? Future.succeededFuture(media)
                : Future.failedFuture(new ServiceException(
                        ErrorCode.INVALID_STATE, "this interview's audio does not go through this server"));
    }

    private Future<Void> closeMedia() {
        return room instanceof BrowserMedia media ? media.closeAll() : Future.succeededFuture();
    }

    private void stepFailed(RuntimeException fault) {
        running().stepFailed(fault);
    }

    private InterviewSession running() {
        if (session == null) {
            throw new ServiceException(ErrorCode.UNAVAILABLE, "the interview is not open yet");
        }
        return session;
    }

    private ServiceException over() {
        return running().goesOnElsewhere()
                ? new ServiceException(ErrorCode.UNAVAILABLE, "another agent goes on with the interview")
                : new ServiceException(ErrorCode.INVALID_STATE, "the interview is over");
    }

    private SessionReply accepted() {
        return new SessionReply.Accepted(interviewId);
    }

    private static Future<SessionReply> refuse(ErrorCode code, String text) {
        return Future.failedFuture(new ServiceException(code, text));
    }
}
