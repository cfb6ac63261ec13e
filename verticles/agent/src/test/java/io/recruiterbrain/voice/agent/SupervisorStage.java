package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
import io.recruiterbrain.voice.agent.plan.PlanConfig;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A supervisor with a store of its own, and a candidate who types in one browser. */
final class SupervisorStage implements AutoCloseable {
    static final UUID BROWSER = UUID.randomUUID();

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final MemoryStore store = new MemoryStore();
    final QuietRooms rooms = new QuietRooms();
    final List<UUID> evaluated = new CopyOnWriteArrayList<>();
    final List<LiveUpdate> live = new CopyOnWriteArrayList<>();
    private String deploymentId = "";

    SupervisorStage() {
        MessageCodec.register(vertx);
        store.serve(bus);
        bus.subscribe(LiveUpdate.TOPIC, LiveUpdate.class, live::add).await();
    }

    /**
     * @param cap rooms that there are
     * @param reconnectWait how long a candidate who is away is waited for
     */
    void deploy(int cap, Duration reconnectWait) {
        AgentConfig defaults = AgentConfig.defaults();
        var plan = defaults.plan();
        AgentConfig config = new AgentConfig(
                "node-1",
                cap,
                1,
                Duration.ofSeconds(5),
                defaults.turn(),
                new PlanConfig(
                        plan.softWrap(),
                        plan.closingReserve(),
                        plan.closingGrace(),
                        plan.followUps(),
                        plan.leastAnswer(),
                        plan.silentQuestions(),
                        reconnectWait,
                        plan.perWord()),
                defaults.conversation());
        deploymentId = vertx.deployVerticle(new SupervisorVerticle(
                        "node-1/test",
                        config,
                        SilentParts.with(rooms),
                        List::of,
                        id -> {
                            evaluated.add(id);
                            return Future.succeededFuture(true);
                        },
                        new SimpleMeterRegistry(),
                        Clock.systemUTC(),
                        JobSource.NONE,
                        SupervisorVerticle.UNMEASURED))
                .await();
    }

    void undeploy() {
        vertx.undeploy(deploymentId).await();
    }

    /** Joins an interview of so many questions, to type. */
    UUID typingCandidate(int questions) {
        UUID id = store.add(InterviewState.SCHEDULED, true, null, questions).interviewId();
        join(id, BROWSER);
        present(id, BROWSER, Presence.TEXT_MODE);
        return id;
    }

    JoinResult join(UUID id, UUID session) {
        return bus.ask(JoinInterview.ADDRESS, new JoinInterview(id, session)).await();
    }

    SessionReply tell(SessionCommand command) {
        return bus.ask(SessionCommand.at(store.leases.owner(command.interviewId())), command)
                .await();
    }

    SessionReply present(UUID id, UUID session, Presence presence) {
        return tell(new SessionCommand.ReportPresence(id, session, presence));
    }

    void type(UUID id, UUID message, String text) {
        tell(new SessionCommand.SubmitText(id, BROWSER, message, text));
    }

    List<Turn> turns(UUID id, TurnKind kind) {
        return store.turnsOf(id).stream().filter(turn -> turn.kind() == kind).toList();
    }

    Stream<String> captions() {
        return live.stream()
                .filter(LiveUpdate.Caption.class::isInstance)
                .map(update -> ((LiveUpdate.Caption) update).text());
    }

    long roomsOpen() {
        return bus.ask(FindStatus.AGENT, new FindStatus()).await().figures().get("rooms");
    }

    void until(BooleanSupplier condition) {
        Waiting.until(condition);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
