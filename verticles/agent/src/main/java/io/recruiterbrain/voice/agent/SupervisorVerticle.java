package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.conversation.VertxScheduler;
import io.recruiterbrain.voice.agent.spool.TurnSpool;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link JoinInterview}: holds the rooms of this node, never more than its cap, one {@link InterviewVerticle} and
 * one lease each; takes over the interviews of owners that are gone; has ended interviews evaluated. One instance a node,
 * on an event loop; undeploying it hands every interview over to another owner, or closes it with a sentence when there
 * is none, and waits until all is saved.
 */
public final class SupervisorVerticle extends VerticleBase implements Leases.Host {
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
            RoomBook book,
            RoomHost host,
            Closing closing,
            Announcer announcer,
            Pulse pulse,
            Departures departures,
            Optional<TurnSpool> spool) {}

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
        AfterTheEnd afterTheEnd = new AfterTheEnd(bus, evaluations, scheduler, meters, id -> book.of(id) != null);
        Closing closing = new Closing(
                vertx, context, book, leases, leftTurns, timeline, config.drainTimeout(), afterTheEnd::evaluate);
        Opening opening =
                new Opening(vertx, bus, leases, scheduler, config, ports, meters, clock, spool, closing::listener);
        RoomHost host = new RoomHost(vertx, config.nodeId(), book, opening, leftTurns, timeline, ports.rooms(), meters);
        Departures departures =
                new Departures(vertx, bus, book, leases, timeline, config.drainTimeout(), clock, host::reopen);
        Announcer announcer = new Announcer(bus, context, owner, config.nodeId(), book);
        Pulse pulse = new Pulse(System::nanoTime, this::ping, departures::hung);
        parts = new Parts(book, host, closing, announcer, pulse, departures, spool);
        leftTurns.start();
        return leases.start()
                .compose(watching -> Future.all(
                        bus.serve(JoinInterview.ADDRESS, host::join),
                        bus.serve(JoinInterview.at(owner), host::join),
                        bus.serve(SessionCommand.at(owner), host::handOn),
                        bus.serve(FindStatus.AGENT, question -> Future.succeededFuture(status()))))
                .compose(served -> jobs.start(vertx, host))
                .onSuccess(begun -> context.runOnContext(ignored -> {
                    vertx.setPeriodic(TICK_MILLIS, tick -> leases.tick());
                    vertx.setPeriodic(SECOND_MILLIS, second -> eachSecond());
                    announcer.tell();
                    afterTheEnd.pickUp();
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
    public Future<?> take(HeldLease expired) {
        return parts().host().take(expired);
    }

    @Override
    public void lost(UUID interviewId) {
        parts().closing().lost(interviewId);
    }

    private void ping(OpenRoom room, Runnable pong) {
        room.deployed().result().verticle().ping(() -> context.runOnContext(ignored -> pong.run()));
    }

    private ModuleStatus status() {
        return new ModuleStatus(
                "agent", config.nodeId(), portStatus.get(), Map.of("rooms", (long) book().held(), "rooms_cap", (long)
                        config.rooms()));
    }

    private RoomBook book() {
        return parts().book();
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "the supervisor has not started");
    }
}
