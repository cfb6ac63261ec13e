package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.lease.VoiceGate;
import io.recruiterbrain.voice.agent.plan.Arrival;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.spool.TurnSpool;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one interview's room: nothing of it is touched before its lease is held, and all is read again after. On the
 * supervisor's context.
 */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    /** Whom nobody waits for but the candidate, who is there already, is not given up at once. */
    private static final int ATTEMPTS_TO_RECOVER = 10;

    /** Where an interview is to be held. */
    record Place(String roomName, Supplier<Room> room) {}

    /**
     * What is to be opened.
     *
     * @param sessionId browser that joins, absent when nobody does
     * @param expired lease to take, absent for one that nobody holds
     */
    record Request(
            UUID interviewId,
            @Nullable UUID sessionId,
            @Nullable HeldLease expired,
            Function<Interview, Place> place) {}

    private final Vertx vertx;
    private final Bus bus;
    private final Leases leases;
    private final Scheduler scheduler;
    private final AgentConfig config;
    private final AgentPorts ports;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Optional<TurnSpool> spool;
    private final Function<Holding, InterviewVerticle.Listener> listeners;
    private final AfterJoins afterJoins;

    /**
     * @param spool keeps turns that the store does not take, absent for memory alone
     * @param listeners makes who is told how an interview fares
     */
    Opening(
            Vertx vertx,
            Bus bus,
            Leases leases,
            Scheduler scheduler,
            AgentConfig config,
            AgentPorts ports,
            MeterRegistry meters,
            Clock clock,
            Optional<TurnSpool> spool,
            Function<Holding, InterviewVerticle.Listener> listeners) {
        this.vertx = vertx;
        this.bus = bus;
        this.leases = leases;
        this.scheduler = scheduler;
        this.config = config;
        this.ports = ports;
        this.meters = meters;
        this.clock = clock;
        this.spool = spool;
        this.listeners = listeners;
        this.afterJoins = new AfterJoins(scheduler);
    }

    /** Fails with {@link HeldElsewhere}, or as the interview or its room cannot be opened; then the lease is given back. */
    Future<OpenRoom.Deployed> open(Request request, OpenRoom room) {
        if (request.sessionId() == null) {
            return enter(request, room);
        }
        afterJoins.begun();
        return enter(request, room).onComplete(done -> afterJoins.ended());
    }

    private Future<OpenRoom.Deployed> enter(Request request, OpenRoom room) {
        boolean joined = request.sessionId() != null;
        Future<Interview> before = joined ? find(request.interviewId(), 1) : Future.succeededFuture();
        return before.compose(first -> leases.acquire(request.interviewId(), request.expired())
                .compose(lease -> {
                    VoiceGate gate = new VoiceGate(leases.entitled());
                    room.leased(lease, gate);
                    return find(request.interviewId(), joined ? 1 : ATTEMPTS_TO_RECOVER)
                            .map(interview -> new Holding(interview, lease, gate, arrival(request, first, interview)))
                            .compose(holding -> deploy(request, holding))
                            .recover(fault -> leases.release(request.interviewId(), lease)
                                    .compose(released -> Future.failedFuture(fault)));
                }));
    }

    private static Arrival arrival(Request request, @Nullable Interview before, Interview now) {
        boolean running = now.state() == InterviewState.IN_PROGRESS;
        if (request.sessionId() == null) {
            return running ? Arrival.RECOVERED : Arrival.JOINED;
        }
        // Who leaves an interview for good says so in its state: nobody's, yet running, it was left to be gone on with.
        return running && before != null && before.lease() == null ? Arrival.HANDED_OVER : Arrival.JOINED;
    }

    private Future<OpenRoom.Deployed> deploy(Request request, Holding holding) {
        Place place = request.place().apply(holding.interview());
        UUID sessionId = holding.arrival() == Arrival.JOINED ? request.sessionId() : null;
        int attempts = request.sessionId() == null ? ATTEMPTS_TO_RECOVER : 1;
        return Retry.request(scheduler, attempts, () -> {
            if (holding.gate().isClosed()) {
                return Future.failedFuture(new ServiceException(ErrorCode.STALE_LEASE, "the lease is lost again"));
            }
            InterviewVerticle verticle = new InterviewVerticle(
                    holding, sessionId, place.room(), config, ports, meters, clock, spool, listeners.apply(holding));
            return deployAside(verticle).map(id -> {
                LOG.atInfo()
                        .addKeyValue("interviewId", holding.interviewId())
                        .addKeyValue("fence", holding.lease().fence())
                        .addKeyValue("arrival", holding.arrival())
                        .log("room opened");
                prepare(request, holding, verticle);
                return new OpenRoom.Deployed(verticle, id, place.roomName());
            });
        });
    }

    /** Who is in the middle of an interview does not wait for those who come. */
    private void prepare(Request request, Holding holding, InterviewVerticle verticle) {
        if (request.sessionId() == null || holding.interview().startedAt() != null) {
            verticle.prepare();
        } else {
            afterJoins.then(verticle::prepare);
        }
    }

    /**
     * Not as a child of the supervisor: Vert.x would stop it before the supervisor is told to stop, and it could not be
     * handed over.
     */
    private Future<String> deployAside(InterviewVerticle verticle) {
        CompletableFuture<String> deployed = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> vertx.deployVerticle(
                                verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                        .onSuccess(deployed::complete)
                        .onFailure(deployed::completeExceptionally));
        return Future.fromCompletionStage(deployed, vertx.getOrCreateContext());
    }

    private Future<Interview> find(UUID interviewId, int attempts) {
        return Retry.request(scheduler, attempts, () -> bus.ask(FindInterview.ADDRESS, new FindInterview(interviewId)))
                .compose(Opening::admitted);
    }

    private static Future<Interview> admitted(Interview interview) {
        if (interview.state().ended()) {
            return Future.failedFuture(new ServiceException(ErrorCode.INVALID_STATE, "the interview is over"));
        }
        if (interview.consent() == null) {
            return Future.failedFuture(
                    new ServiceException(ErrorCode.CONSENT_REQUIRED, "the consent text has not been accepted"));
        }
        return Future.succeededFuture(interview);
    }
}
