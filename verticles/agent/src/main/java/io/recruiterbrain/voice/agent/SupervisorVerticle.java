package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.conversation.VertxScheduler;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@link JoinInterview}: holds the rooms of this node, never more than its cap, one {@link InterviewVerticle}
 * each, and has ended interviews evaluated. One instance a node, on an event loop; undeploying it closes every room
 * with a sentence and waits until all is saved.
 */
public final class SupervisorVerticle extends VerticleBase implements InterviewHost {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisorVerticle.class);

    private final AgentConfig config;
    private final AgentPorts ports;
    private final Supplier<List<PortStatus>> portStatus;
    private final Evaluations evaluations;
    private final MeterRegistry meters;
    private final Clock clock;
    private final JobSource jobs;
    private final Map<UUID, OpenRoom> rooms = new HashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private boolean draining;
    private @Nullable AfterTheEnd afterTheEnd;
    private @Nullable Permits permits;

    /** Where an interview is to be held. */
    private record Place(String roomName, Supplier<Room> room) {}

    /**
     * @param portStatus what to report of each port, asked each time
     * @param evaluations called for each interview that ended, again when it failed
     */
    public SupervisorVerticle(
            AgentConfig config,
            AgentPorts ports,
            Supplier<List<PortStatus>> portStatus,
            Evaluations evaluations,
            MeterRegistry meters,
            Clock clock) {
        this(config, ports, portStatus, evaluations, meters, clock, JobSource.NONE);
    }

    /**
     * @param portStatus what to report of each port, asked each time
     * @param evaluations called for each interview that ended, again when it failed
     * @param jobs brings interviews beside the bus
     */
    public SupervisorVerticle(
            AgentConfig config,
            AgentPorts ports,
            Supplier<List<PortStatus>> portStatus,
            Evaluations evaluations,
            MeterRegistry meters,
            Clock clock,
            JobSource jobs) {
        this.config = config;
        this.ports = ports;
        this.portStatus = portStatus;
        this.evaluations = evaluations;
        this.meters = meters;
        this.clock = clock;
        this.jobs = jobs;
        Gauge.builder("rbv.agent.rooms", open, AtomicInteger::get)
                .description("Interviews that are held on this node now")
                .register(meters);
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        Scheduler scheduler = new VertxScheduler(vertx, context, clock);
        AfterTheEnd after = new AfterTheEnd(bus, evaluations, scheduler, meters, rooms::containsKey);
        afterTheEnd = after;
        permits = new Permits(vertx);
        return Future.all(
                        bus.serve(JoinInterview.ADDRESS, this::join),
                        bus.serve(FindStatus.AGENT, question -> Future.succeededFuture(status())))
                .compose(served -> jobs.start(vertx, this))
                .onSuccess(started -> after.pickUp());
    }

    @Override
    public Future<?> stop() {
        return drain().transform(drained -> jobs.close());
    }

    /** Takes no more joins and closes every room; completes when all are closed. Any further call does the same. */
    private Future<?> drain() {
        draining = true;
        jobs.drain();
        return Future.join(
                rooms.values().stream().map(room -> room.leave(vertx)).toList());
    }

    @Override
    public int cap() {
        return config.rooms();
    }

    @Override
    public int taken() {
        return rooms.size() + promised().size();
    }

    @Override
    public boolean holds(UUID interviewId) {
        return rooms.containsKey(interviewId);
    }

    @Override
    public Optional<Permit> reserve(Duration atMost) {
        return isFull() ? Optional.empty() : Optional.of(promised().grant(atMost));
    }

    @Override
    public Future<Held> hold(UUID interviewId, String roomName, Permit permit, Supplier<Room> room) {
        boolean promised = promised().use(permit);
        OpenRoom taken = rooms.get(interviewId);
        if (taken != null) {
            return taken.deployed()
                    .map(deployed ->
                            new Held(false, deployed.roomName(), taken.ended().future()));
        }
        if (draining || (!promised && isFull())) {
            countJoin("busy");
            return Future.failedFuture(new ServiceException(ErrorCode.BUSY, "no room is free on this node"));
        }
        OpenRoom opened = open(interviewId, UUID.randomUUID(), interview -> new Place(roomName, room));
        return opened.deployed()
                .map(deployed -> new Held(true, roomName, opened.ended().future()));
    }

    @Override
    public Future<Void> release(UUID interviewId) {
        OpenRoom room = rooms.get(interviewId);
        return room == null ? Future.succeededFuture() : room.leave(vertx);
    }

    private boolean isFull() {
        return draining || taken() >= config.rooms();
    }

    private Permits promised() {
        return Objects.requireNonNull(permits, "the supervisor has not started");
    }

    private Future<JoinResult> join(JoinInterview request) {
        UUID interviewId = request.interviewId();
        OpenRoom taken = rooms.get(interviewId);
        if (taken != null) {
            return taken.deployed()
                    .compose(deployed -> deployed.verticle().takeOver(request.sessionId()))
                    .map(done -> joined(request));
        }
        if (isFull()) {
            countJoin("busy");
            return Future.succeededFuture(new JoinResult.AllBusy(config.rooms()));
        }
        return open(
                        interviewId,
                        request.sessionId(),
                        interview -> new Place(
                                interview.roomName(), () -> ports.rooms().open(interviewId)))
                .deployed()
                .map(done -> joined(request));
    }

    private OpenRoom open(UUID interviewId, UUID sessionId, Function<Interview, Place> place) {
        // The room is taken before anything is awaited: two joins at once can never pass the cap together.
        Future<OpenRoom.Deployed> deployed = new Bus(vertx)
                .ask(FindInterview.ADDRESS, new FindInterview(interviewId))
                .compose(SupervisorVerticle::admitted)
                .compose(interview -> deploy(interview, sessionId, place.apply(interview)));
        OpenRoom room = new OpenRoom(deployed);
        rooms.put(interviewId, room);
        open.set(rooms.size());
        deployed.onComplete(outcome -> {
            countJoin(outcome.succeeded() ? "joined" : "refused");
            if (outcome.failed()) {
                free(interviewId);
            }
        });
        return room;
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

    private Future<OpenRoom.Deployed> deploy(Interview interview, UUID sessionId, Place place) {
        InterviewVerticle verticle = new InterviewVerticle(
                interview,
                sessionId,
                place.room(),
                config,
                ports,
                meters,
                clock,
                ended -> context.runOnContext(ignored -> ended(ended)));
        return vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .map(id -> {
                    LOG.atInfo()
                            .addKeyValue("interviewId", interview.interviewId())
                            .log("room opened");
                    return new OpenRoom.Deployed(verticle, id, place.roomName());
                });
    }

    private void ended(EndedInterview interview) {
        OpenRoom room = rooms.get(interview.interviewId());
        free(interview.interviewId());
        if (room != null) {
            room.ended().tryComplete(interview.state());
        }
        if (room != null && !draining) {
            room.leave(vertx);
        }
        AfterTheEnd after = afterTheEnd;
        if (after != null && !draining && interview.toBeEvaluated()) {
            after.evaluate(interview.interviewId());
        }
    }

    private void free(UUID interviewId) {
        rooms.remove(interviewId);
        open.set(rooms.size());
    }

    private ModuleStatus status() {
        return new ModuleStatus(
                "agent", config.nodeId(), portStatus.get(), Map.of("rooms", (long) rooms.size(), "rooms_cap", (long)
                        config.rooms()));
    }

    private JoinResult joined(JoinInterview request) {
        return new JoinResult.Joined(request.interviewId(), request.sessionId(), config.nodeId());
    }

    private void countJoin(String outcome) {
        Counter.builder("rbv.agent.joins")
                .description("Candidates who came to this node")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
