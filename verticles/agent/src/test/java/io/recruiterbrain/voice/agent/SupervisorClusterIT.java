package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
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
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two owners and a store, each a member of its own. */
@Timeout(180)
class SupervisorClusterIT {
    private static final UUID BROWSER = UUID.randomUUID();

    private final MemoryStore store = new MemoryStore();
    private final List<LiveUpdate> live = new CopyOnWriteArrayList<>();
    /** The first ones may be on their way to a member that is new for longer than a second. */
    private final AtomicInteger presencesOfTwo = new AtomicInteger();

    private TestCluster cluster;
    private Bus bus;
    private Node one;
    private Node two;

    /** One owner: its member, its rooms, and the context that its beats run on. */
    private static final class Node implements JobSource {
        final Vertx vertx;
        final String owner;
        final QuietRooms rooms = new QuietRooms();
        volatile Context context;
        private volatile InterviewHost hosted;
        private final CountDownLatch thaw = new CountDownLatch(1);
        private String deploymentId = "";

        Node(Vertx vertx, String owner) {
            this.vertx = vertx;
            this.owner = owner;
            AgentConfig defaults = AgentConfig.defaults();
            AgentConfig config = new AgentConfig(
                    owner, 3, 1, Duration.ofSeconds(5), defaults.turn(), defaults.plan(), defaults.conversation());
            deploymentId = vertx.deployVerticle(new SupervisorVerticle(
                            owner,
                            config,
                            SilentParts.with(rooms),
                            List::of,
                            id -> Future.succeededFuture(),
                            new SimpleMeterRegistry(),
                            Clock.systemUTC(),
                            this,
                            SupervisorVerticle.UNMEASURED))
                    .await();
        }

        @Override
        public Future<Void> start(Vertx ownVertx, InterviewHost host) {
            context = ownVertx.getOrCreateContext();
            hosted = host;
            return Future.succeededFuture();
        }

        @Override
        public void drain() {}

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }

        /** Begins an interview as a job does. */
        Future<InterviewHost.Held> hold(UUID id) {
            Promise<InterviewHost.Held> held = Promise.promise();
            context.runOnContext(ignored -> hosted.hold(
                            id, "stage", hosted.reserve(Duration.ofMinutes(1)).orElseThrow(), () -> rooms.open(id))
                    .onComplete(held));
            return held.future();
        }

        /** Stops its beats, and all else that its supervisor does; its interviews run on, as the worst case. */
        void freeze() {
            context.runOnContext(ignored -> {
                try {
                    thaw.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        void thaw() {
            thaw.countDown();
        }

        void stop() {
            vertx.undeploy(deploymentId).await();
        }
    }

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(3);
        bus = new Bus(cluster.member(0));
        store.serve(bus);
        bus.subscribe(LiveUpdate.TOPIC, LiveUpdate.class, live::add).await();
        bus.subscribe(
                        AgentPresence.TOPIC,
                        AgentPresence.class,
                        presence -> presencesOfTwo.addAndGet(presence.owner().equals("two/b") ? 1 : 0))
                .await();
        one = new Node(cluster.member(1), "one/a");
        two = new Node(cluster.member(2), "two/b");
    }

    @AfterEach
    void stop() throws Exception {
        one.thaw();
        two.thaw();
        cluster.close();
    }

    @Test
    void anInterviewWhoseOwnerIsFrozenGoesOnElsewhereAndTheOldAgentIsSilentForGood() {
        // Given
        UUID id = interviewOn(one, 1);
        BooleanSupplier oldVoice = one.rooms.mayPlay;
        assertThat(oldVoice.getAsBoolean()).isTrue();

        // When
        one.freeze();
        until(() -> heldBy(id, two));
        boolean heardWhenTaken = oldVoice.getAsBoolean();
        until(() -> live.contains(new LiveUpdate.AgentMoved(id, 2, two.owner)));
        type(id, Presence.TEXT_MODE);
        until(() -> turns(id, TurnKind.REPEAT).size() == 1);
        one.thaw();
        until(() -> incidents(id).contains("lease_lost"));

        // Then
        assertThat(heardWhenTaken).isFalse();
        assertThat(oldVoice.getAsBoolean()).isFalse();
        assertThat(two.rooms.mayPlay.getAsBoolean()).isTrue();
        assertThat(turns(id, TurnKind.REPEAT).getFirst().text())
                .startsWith("I am sorry")
                .contains("number 1");
        assertThat(incidents(id)).containsExactly("agent_recovered", "lease_lost");
        until(() -> one.rooms.left.get() > 0);
        say(id, "I built the billing service");
        until(() -> store.stateOf(id) == InterviewState.COMPLETED);
        assertThat(store.turnsOf(id)).extracting(Turn::turnNo).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void anOwnerThatAloneIsCutOffFromTheStoreFallsSilentBeforeAnotherTakesItsInterviews() {
        // Given
        UUID id = interviewOn(one, 2);
        BooleanSupplier oldVoice = one.rooms.mayPlay;

        // When
        store.leases.cutOff(one.owner);
        until(() -> heldBy(id, two));

        // Then
        assertThat(oldVoice.getAsBoolean()).isFalse();
        until(() -> two.rooms.opened.get() == 1);
    }

    @Test
    void whileTheStoreIsAwayForAllEachOwnerGoesOn() {
        // Given
        UUID id = interviewOn(one, 2);
        until(() -> presencesOfTwo.get() > 4);

        // When
        store.setAway(true);
        CountDownLatch longEnough = new CountDownLatch(1);
        one.vertx.setTimer(4_000, late -> longEnough.countDown());
        int silent = 0;
        while (longEnough.getCount() > 0) {
            silent += one.rooms.mayPlay.getAsBoolean() ? 0 : 1;
            one.vertx.timer(10, TimeUnit.MILLISECONDS).await();
        }
        boolean speaks = one.rooms.mayPlay.getAsBoolean();
        store.setAway(false);
        say(id, "I built the billing service");
        until(() -> turns(id, TurnKind.QUESTION).size() == 2);

        // Then: on a machine that is too busy it may have been silent for a moment, never for good
        assertThat(speaks).isTrue();
        assertThat(silent).isLessThan(200);
        assertThat(store.leases.lease(id)).isEqualTo(new Lease(one.owner, 1));
    }

    @Test
    void anOwnerThatIsStoppedHandsItsInterviewsOverWithoutAClosingSentence() {
        // Given
        UUID id = interviewOn(one, 2);
        until(() -> presencesOfTwo.get() > 4);

        // When
        one.stop();
        type(id, Presence.TEXT_MODE);
        until(() -> turns(id, TurnKind.REMARK).size() == 1);
        say(id, "I built the billing service");
        until(() -> turns(id, TurnKind.QUESTION).size() == 2);

        // Then
        assertThat(store.leases.lease(id)).isEqualTo(new Lease(two.owner, 2));
        assertThat(incidents(id)).containsExactly("handed_over");
        assertThat(store.turnsOf(id)).extracting(Turn::text).noneMatch(text -> text.contains("come back"));
        assertThat(turns(id, TurnKind.REPEAT)).isEmpty();
        assertThat(store.turnsOf(id)).extracting(Turn::turnNo).startsWith(1, 2, 3, 4);
    }

    @Test
    void ofTwoOwnersThatAreAskedAtOnceExactlyOneHoldsTheInterview() {
        // Given
        UUID id = store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();

        // When
        Future<JoinResult> atOne = join(one, id);
        Future<JoinResult> atTwo = join(two, id);
        Future.all(atOne, atTwo).await();

        // Then
        assertThat(List.of(atOne.result(), atTwo.result()))
                .hasAtLeastOneElementOfType(JoinResult.Joined.class)
                .hasAtLeastOneElementOfType(JoinResult.HeldElsewhere.class);
        assertThat(one.rooms.opened.get() + two.rooms.opened.get()).isEqualTo(1);
    }

    @Test
    void aDispatchThatTwoNodesWereGivenIsHeldByExactlyOneOfThem() {
        // Given
        UUID id = store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();

        // When
        Future<InterviewHost.Held> atOne = one.hold(id);
        Future<InterviewHost.Held> atTwo = two.hold(id);
        Future.join(atOne, atTwo).otherwiseEmpty().await();

        // Then
        assertThat(atOne.succeeded()).isNotEqualTo(atTwo.succeeded());
        assertThat(one.rooms.opened.get() + two.rooms.opened.get()).isEqualTo(1);
    }

    @Test
    void anInterviewWhoseOwnThreadHangsIsTakenFromItAndGoesOn() {
        // Given
        UUID id = interviewOn(one, 2);
        BooleanSupplier oldVoice = one.rooms.mayPlay;
        CountDownLatch hanging = new CountDownLatch(1);

        // When
        one.rooms.hangOn = hanging;
        say(id, "I built the billing service");
        until(() -> store.leases.fence(id) == 2);

        // Then
        assertThat(oldVoice.getAsBoolean()).isFalse();
        until(() -> incidents(id).contains("agent_hung"));
        hanging.countDown();
        until(() -> live.contains(new LiveUpdate.AgentMoved(id, 2, null)));
    }

    @Test
    void aPageWhoseStreamWasAwayWhenTheAgentMovedIsToldUntilItHasJoined() {
        // Given
        LiveUpdate told = new LiveUpdate.AgentMoved(interviewOn(one, 1), 2, two.owner);
        UUID id = told.interviewId();
        one.freeze();
        until(() -> live.contains(told));

        // When
        type(id, Presence.CONNECTED);
        live.clear();
        until(() -> live.contains(told));
        type(id, Presence.TEXT_MODE);

        // Then
        until(() -> turns(id, TurnKind.REPEAT).size() == 1);
        live.clear();
        say(id, "I built the billing service");
        until(() -> turns(id, TurnKind.ANSWER).size() == 1);
        assertThat(live).doesNotContain(told);
    }

    @Test
    void anInterviewWhoseAgentsHangAgainAndAgainIsEnded() {
        // Given
        UUID id = interviewOn(one, 2);
        Instant now = Instant.now();
        for (int before = 0; before < 3; before++) {
            store.incidents.add(new RecordIncident(id, "agent_hung", "The agent hung.", null, null, null, now));
        }
        CountDownLatch hanging = new CountDownLatch(1);

        // When
        one.rooms.hangOn = hanging;
        bus.ask(
                SessionCommand.at(one.owner),
                new SessionCommand.SubmitText(id, BROWSER, UUID.randomUUID(), "I built the billing service"));
        until(() -> store.stateOf(id) == InterviewState.FAILED);

        // Then
        until(() -> incidents(id).contains("agent_given_up"));
        until(() -> live.contains(new LiveUpdate.ConversationEnded(id, "failed")));
        assertThat(store.leases.fence(id)).isEqualTo(1);
        hanging.countDown();
    }

    /** A typed interview whose first question was asked. */
    private UUID interviewOn(Node node, int questions) {
        UUID id = store.add(InterviewState.SCHEDULED, true, null, questions).interviewId();
        assertThat(join(node, id).await()).isInstanceOf(JoinResult.Joined.class);
        type(id, Presence.TEXT_MODE);
        until(() -> turns(id, TurnKind.QUESTION).size() == 1);
        until(() -> node.rooms.mayPlay.getAsBoolean());
        return id;
    }

    private Future<JoinResult> join(Node node, UUID id) {
        return bus.ask(JoinInterview.at(node.owner), new JoinInterview(id, BROWSER));
    }

    private void type(UUID id, Presence presence) {
        tell(new SessionCommand.ReportPresence(id, BROWSER, presence));
    }

    private void say(UUID id, String text) {
        tell(new SessionCommand.SubmitText(id, BROWSER, UUID.randomUUID(), text));
    }

    private void tell(SessionCommand command) {
        until(() -> bus.ask(SessionCommand.at(store.leases.owner(command.interviewId())), command)
                .map(done -> true)
                .otherwise(false)
                .await());
    }

    private boolean heldBy(UUID id, Node node) {
        Lease lease = store.leases.lease(id);
        return lease != null && Objects.equals(lease.owner(), node.owner);
    }

    private List<String> incidents(UUID id) {
        return store.incidents.stream()
                .filter(incident -> incident.interviewId().equals(id))
                .map(RecordIncident::kind)
                .toList();
    }

    private List<Turn> turns(UUID id, TurnKind kind) {
        return store.turnsOf(id).stream().filter(turn -> turn.kind() == kind).toList();
    }

    private void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            cluster.member(0).timer(10, TimeUnit.MILLISECONDS).await();
        }
    }
}
