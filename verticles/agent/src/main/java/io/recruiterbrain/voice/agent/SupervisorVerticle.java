package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.Opening.Place;
import io.recruiterbrain.voice.agent.Timeline.Incident;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.conversation.VertxScheduler;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.spool.TurnSpool;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link JoinInterview}: holds the rooms of this node, never more than its cap, one {@link InterviewVerticle} and
 * one lease each; takes over the interviews of owners that are gone; has ended interviews evaluated. One instance a node,
 * on an event loop; undeploying it hands every interview over to another owner, or closes it with a sentence when there
 * is none, and waits until all is saved.
 */
public final class SupervisorVerticle extends VerticleBase implements InterviewHost, Leases.Host {
    /** The processor's load is not measured. */
    public static final DoubleSupplier UNMEASURED = () -> 0;

    private static final long TICK_MILLIS = 100;
    private static final long SECOND_MILLIS = 1_000;

    private final String owner;
    private final AgentConfig config;
    private final AgentPorts ports;
    private final Supplier<List<PortStatus>> portStatus;
    private final Evaluations evaluations;
    private final MeterRegistry meters;
    private final Clock clock;
    private final JobSource jobs;
    private final Headroom headroom;
    private final Optional<Path> spoolFolder;
    private @Nullable Parts parts;

    /** What needs the bus, and thus a start. */
    private record Parts(
            Bus bus,
            RoomBook book,
            Announcer announcer,
            Leases leases,
            Opening opening,
            Pulse pulse,
            Timeline timeline,
            Departures departures,
            AfterTheEnd afterTheEnd,
            Optional<TurnSpool> spool,
            LeftTurns leftTurns) {}

    /** One that keeps turns in memory alone while the store does not take them. */
    public SupervisorVerticle(
            String owner,
            AgentConfig config,
            AgentPorts ports,
            Supplier<List<PortStatus>> portStatus,
            Evaluations evaluations,
            MeterRegistry meters,
            Clock clock,
            JobSource jobs,
            DoubleSupplier load) {
        this(owner, config, ports, portStatus, evaluations, meters, clock, jobs, load, Optional.empty());
    }

    /**
     * @param owner name of this process on its leases, new with each start and no other's
     * @param portStatus what to report of each port, asked each time
     * @param evaluations called for each interview that ended, again when it failed
     * @param jobs brings interviews beside the bus
     * @param load of the processor, 0 to 1
     * @param spoolFolder where turns are kept while the store does not take them; this process's alone
     */
    public SupervisorVerticle(
            String owner,
            AgentConfig config,
            AgentPorts ports,
            Supplier<List<PortStatus>> portStatus,
            Evaluations evaluations,
            MeterRegistry meters,
            Clock clock,
            JobSource jobs,
            DoubleSupplier load,
            Optional<Path> spoolFolder) {
        this.owner = owner;
        this.config = config;
        this.ports = ports;
        this.portStatus = portStatus;
        this.evaluations = evaluations;
        this.meters = meters;
        this.clock = clock;
        this.jobs = jobs;
        this.headroom = new Headroom(load, config.cpuLimit());
        this.spoolFolder = spoolFolder;
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(() -> spoolFolder.map(folder -> TurnSpool.open(folder, meters)))
                .compose(opened -> {
                    Optional<TurnSpool> spool = Objects.requireNonNull(opened);
                    return start(spool).onFailure(fault -> close(spool));
                });
    }

    private Future<?> start(Optional<TurnSpool> spool) {
        Bus bus = new Bus(vertx);
        Scheduler scheduler = new VertxScheduler(vertx, context, clock);
        RoomBook book = new RoomBook(config.rooms(), headroom, vertx, meters);
        Timeline timeline = new Timeline(bus, scheduler);
        LeftTurns leftTurns = new LeftTurns(spool, bus, scheduler, timeline, meters);
        Leases leases = new Leases(owner, bus, this, leftTurns::leftBy, System::nanoTime);
        Opening opening = new Opening(
                vertx, bus, leases, scheduler, config, ports, meters, clock, spool, SupervisorVerticle.this::listener);
        Departures departures =
                new Departures(vertx, bus, book, leases, timeline, config.drainTimeout(), clock, this::reopen);
        Parts started = new Parts(
                bus,
                book,
                new Announcer(bus, context, owner, config.nodeId(), book),
                leases,
                opening,
                new Pulse(System::nanoTime, this::ping, departures::hung),
                timeline,
                departures,
                new AfterTheEnd(bus, evaluations, scheduler, meters, id -> book.of(id) != null),
                spool,
                leftTurns);
        parts = started;
        leftTurns.start();
        return leases.start()
                .compose(watching -> Future.all(
                        bus.serve(JoinInterview.ADDRESS, this::join),
                        bus.serve(JoinInterview.at(owner), this::join),
                        bus.serve(SessionCommand.at(owner), this::handOn),
                        bus.serve(FindStatus.AGENT, question -> Future.succeededFuture(status()))))
                .compose(served -> jobs.start(vertx, this))
                .onSuccess(begun -> context.runOnContext(ignored -> {
                    vertx.setPeriodic(TICK_MILLIS, tick -> leases.tick());
                    vertx.setPeriodic(SECOND_MILLIS, second -> eachSecond());
                    started.announcer().tell();
                    started.afterTheEnd().pickUp();
                }));
    }

    @Override
    public Future<?> stop() {
        book().drain();
        jobs.drain();
        return parts().departures().all().transform(left -> jobs.close()).eventually(() -> close(parts().spool()));
    }

    private Future<?> close(Optional<TurnSpool> spool) {
        return vertx.executeBlocking(() -> {
            spool.ifPresent(TurnSpool::close);
            return true;
        });
    }

    private void eachSecond() {
        headroom.sample();
        parts().pulse().look(book().all());
        parts().announcer().tell();
    }

    @Override
    public AgentPresence self() {
        return parts().announcer().self();
    }

    @Override
    public int cap() {
        return book().cap();
    }

    @Override
    public int taken() {
        return book().taken();
    }

    @Override
    public boolean holds(UUID interviewId) {
        return book().of(interviewId) != null;
    }

    @Override
    public Optional<Permit> reserve(Duration atMost) {
        return book().reserve(atMost);
    }

    @Override
    public Future<Held> hold(UUID interviewId, String roomName, Permit permit, Supplier<Room> room) {
        boolean promised = book().use(permit);
        OpenRoom taken = book().of(interviewId);
        if (taken != null) {
            return taken.deployed()
                    .map(deployed ->
                            new Held(false, deployed.roomName(), taken.ended().future()));
        }
        if (book().isDraining() || (!promised && book().isFull())) {
            countJoin("busy");
            return Future.failedFuture(new ServiceException(ErrorCode.BUSY, "no room is free on this node"));
        }
        OpenRoom opened = open(interviewId, UUID.randomUUID(), null, interview -> new Place(roomName, room));
        return opened.deployed()
                .map(deployed -> new Held(true, roomName, opened.ended().future()));
    }

    @Override
    public Future<Void> release(UUID interviewId) {
        OpenRoom room = book().of(interviewId);
        return room == null ? Future.succeededFuture() : room.leave(vertx);
    }

    private Future<JoinResult> join(JoinInterview request) {
        UUID interviewId = request.interviewId();
        OpenRoom taken = book().of(interviewId);
        if (taken != null) {
            return taken.deployed()
                    .compose(deployed -> deployed.verticle().takeOver(request.sessionId()))
                    .map(done -> joined(request))
                    .recover(fault -> elsewhere(interviewId, fault));
        }
        if (book().isFull()) {
            countJoin("busy");
            return Future.succeededFuture(new JoinResult.AllBusy(book().cap()));
        }
        return open(interviewId, request.sessionId(), null, this::ownPlace)
                .deployed()
                .map(done -> joined(request))
                .recover(fault -> elsewhere(interviewId, fault));
    }

    private JoinResult joined(JoinInterview request) {
        return new JoinResult.Joined(request.interviewId(), request.sessionId(), config.nodeId());
    }

    private Future<SessionReply> handOn(SessionCommand command) {
        OpenRoom room = book().of(command.interviewId());
        return room == null || !room.deployed().isComplete()
                ? Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "nobody is in this room here"))
                : room.deployed().compose(deployed -> deployed.verticle().take(command));
    }

    private static Future<JoinResult> elsewhere(UUID interviewId, Throwable fault) {
        return fault instanceof HeldElsewhere held
                ? Future.succeededFuture(new JoinResult.HeldElsewhere(interviewId, held.owner()))
                : Future.failedFuture(fault);
    }

    @Override
    public Future<?> take(HeldLease expired) {
        if (book().isFull() || holds(expired.interviewId())) {
            return Future.succeededFuture();
        }
        return open(expired.interviewId(), null, expired, this::ownPlace)
                .deployed()
                .onSuccess(taken -> parts().timeline().put(expired.interviewId(), Incident.AGENT_RECOVERED));
    }

    private Place ownPlace(Interview interview) {
        return new Place(interview.roomName(), () -> ports.rooms().open(interview.interviewId()));
    }

    private OpenRoom open(
            UUID interviewId, @Nullable UUID sessionId, @Nullable HeldLease expired, Function<Interview, Place> place) {
        // The room is taken before anything is awaited: two joins at once can never pass the cap together.
        OpenRoom room = new OpenRoom(interviewId);
        book().take(room);
        // What this node still has of it is stored before anybody goes on with it here.
        parts().leftTurns()
                .settled(interviewId)
                .compose(settled ->
                        parts().opening().open(new Opening.Request(interviewId, sessionId, expired, place), room))
                .onComplete(outcome -> {
                    countJoin(outcome.succeeded() ? "joined" : "refused");
                    if (outcome.failed()) {
                        book().free(room);
                    }
                    room.opening().handle(outcome);
                });
        return room;
    }

    @Override
    public void lost(UUID interviewId) {
        OpenRoom room = book().of(interviewId);
        if (room != null) {
            lost(room);
        }
    }

    private void lost(OpenRoom room) {
        room.lost(
                () -> context.runOnContext(ignored -> parts().timeline().put(room.interviewId(), Incident.LEASE_LOST)));
    }

    private InterviewVerticle.Listener listener(Holding holding) {
        return new InterviewVerticle.Listener() {
            @Override
            public void ended(EndedInterview ended) {
                context.runOnContext(ignored -> ofLease(holding).ifPresent(room -> ended(room, ended)));
            }

            @Override
            public void leaseLost() {
                context.runOnContext(ignored -> ofLease(holding).ifPresent(room -> lost(room)));
            }

            private void ended(OpenRoom room, EndedInterview ended) {
                SupervisorVerticle.this.ended(room, holding, ended);
            }
        };
    }

    private Optional<OpenRoom> ofLease(Holding holding) {
        return Optional.ofNullable(book().of(holding.interviewId()))
                .filter(room -> holding.lease().equals(room.lease()));
    }

    private void ended(OpenRoom room, Holding holding, EndedInterview interview) {
        book().free(room);
        boolean draining = book().isDraining();
        parts().leftTurns()
                .leftBy(interview, holding.lease().fence())
                .onSuccess(stored -> {
                    if (!draining && interview.toBeEvaluated()) {
                        parts().afterTheEnd().evaluate(interview.interviewId());
                    }
                })
                .compose(stored -> parts().leases().release(interview.interviewId(), holding.lease()))
                .onComplete(released -> room.ended().tryComplete(interview.state()));
        if (draining) {
            vertx.setTimer(
                    config.drainTimeout().toMillis(),
                    late -> room.ended().tryFail("its turns wait for the next start"));
        } else {
            room.leave(vertx);
        }
    }

    private void ping(OpenRoom room, Runnable pong) {
        room.deployed().result().verticle().ping(() -> context.runOnContext(ignored -> pong.run()));
    }

    private void reopen(UUID interviewId) {
        if (!book().isFull() && !holds(interviewId)) {
            open(interviewId, null, null, this::ownPlace);
        }
    }

    private ModuleStatus status() {
        return new ModuleStatus(
                "agent", config.nodeId(), portStatus.get(), Map.of("rooms", (long) book().held(), "rooms_cap", (long)
                        config.rooms()));
    }

    private void countJoin(String outcome) {
        Counter.builder("rbv.agent.joins")
                .description("Candidates who came to this node")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }

    private RoomBook book() {
        return parts().book();
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "the supervisor has not started");
    }
}
