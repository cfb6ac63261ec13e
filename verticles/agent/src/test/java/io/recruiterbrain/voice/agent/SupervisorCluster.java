package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.recruiterbrain.voice.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Owners and a store, each a member of its own, and candidates who type. */
final class SupervisorCluster implements AutoCloseable {
    static final UUID BROWSER = UUID.randomUUID();

    final MemoryStore store = new MemoryStore();
    final List<LiveUpdate> live = new CopyOnWriteArrayList<>();
    final Bus bus;
    private final TestCluster members;
    private final List<ClusteredSupervisor> owners = new ArrayList<>();
    private final Map<String, AtomicInteger> presences = new ConcurrentHashMap<>();

    /** @param size members, the store's with them */
    SupervisorCluster(int size) throws TimeoutException {
        members = TestCluster.start(size);
        bus = new Bus(members.member(0));
        store.serve(bus);
        bus.subscribe(LiveUpdate.TOPIC, LiveUpdate.class, live::add).await();
        bus.subscribe(
                        AgentPresence.TOPIC,
                        AgentPresence.class,
                        presence -> presences
                                .computeIfAbsent(presence.owner(), owner -> new AtomicInteger())
                                .incrementAndGet())
                .await();
    }

    /** Starts an owner on a member, of which the store's is number 0. */
    ClusteredSupervisor join(int member, String owner) {
        return join(member, owner, Future::succeededFuture);
    }

    /** @param ready asked for when it listens already; then it begins to tell of itself */
    ClusteredSupervisor join(int member, String owner, Supplier<Future<Void>> ready) {
        ClusteredSupervisor joined = new ClusteredSupervisor(members.member(member), owner, ready);
        owners.add(joined);
        return joined;
    }

    /** How often the store's member has heard of an owner: the first ones may be on their way for longer than a second. */
    int presencesOf(ClusteredSupervisor owner) {
        AtomicInteger heard = presences.get(owner.owner);
        return heard == null ? 0 : heard.get();
    }

    /** Completes when a member hears of an owner the next time. */
    Future<Void> presenceAt(int member, String owner) {
        Promise<Void> heard = Promise.promise();
        new Bus(members.member(member)).subscribe(AgentPresence.TOPIC, AgentPresence.class, presence -> {
            if (presence.owner().equals(owner)) {
                heard.tryComplete();
            }
        });
        return heard.future();
    }

    /** A typed interview whose first question was asked. */
    UUID interviewOn(ClusteredSupervisor node, int questions) {
        UUID id = store.add(InterviewState.SCHEDULED, true, null, questions).interviewId();
        assertThat(join(node, id).await()).isInstanceOf(JoinResult.Joined.class);
        type(id, Presence.TEXT_MODE);
        until(() -> turns(id, TurnKind.QUESTION).size() == 1);
        until(() -> node.rooms.mayPlay.getAsBoolean());
        return id;
    }

    Future<JoinResult> join(ClusteredSupervisor node, UUID id) {
        return bus.ask(JoinInterview.at(node.owner), new JoinInterview(id, BROWSER));
    }

    void type(UUID id, Presence presence) {
        tell(new SessionCommand.ReportPresence(id, BROWSER, presence));
    }

    void say(UUID id, String text) {
        tell(new SessionCommand.SubmitText(id, BROWSER, UUID.randomUUID(), text));
    }

    void tell(SessionCommand command) {
        until(() -> bus.ask(SessionCommand.at(store.leases.owner(command.interviewId())), command)
                .map(done -> true)
                .otherwise(false)
                .await());
    }

    boolean heldBy(UUID id, ClusteredSupervisor node) {
        Lease lease = store.leases.lease(id);
        return lease != null && Objects.equals(lease.owner(), node.owner);
    }

    List<String> incidents(UUID id) {
        return store.incidents.stream()
                .filter(incident -> incident.interviewId().equals(id))
                .map(RecordIncident::kind)
                .toList();
    }

    List<Turn> turns(UUID id, TurnKind kind) {
        return store.turnsOf(id).stream().filter(turn -> turn.kind() == kind).toList();
    }

    void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            members.member(0).timer(10, TimeUnit.MILLISECONDS).await();
        }
    }

    @Override
    public void close() throws TimeoutException {
        owners.forEach(ClusteredSupervisor::thaw);
        members.close();
    }
}
