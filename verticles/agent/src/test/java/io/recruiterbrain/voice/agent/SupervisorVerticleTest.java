package io.recruiterbrain.voice.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
import io.recruiterbrain.voice.agent.plan.PlanConfig;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.Interview;
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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SupervisorVerticleTest {
    private static final UUID BROWSER = UUID.randomUUID();

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final MemoryStore store = new MemoryStore();
    private final QuietRooms rooms = new QuietRooms();
    private final List<UUID> evaluated = new CopyOnWriteArrayList<>();
    private final List<LiveUpdate> live = new CopyOnWriteArrayList<>();
    private String deploymentId = "";

    @BeforeEach
    void start() {
        MessageCodec.register(vertx);
        store.serve(bus);
        bus.subscribe(LiveUpdate.TOPIC, LiveUpdate.class, live::add).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private void deploy(int cap, Duration reconnectWait) {
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
                            return Future.succeededFuture();
                        },
                        new SimpleMeterRegistry(),
                        Clock.systemUTC(),
                        JobSource.NONE,
                        SupervisorVerticle.UNMEASURED))
                .await();
    }

    @Test
    void aTypedInterviewIsHeldSavedAndEvaluated() {
        // Given
        deploy(2, Duration.ofMinutes(2));
        Interview interview = store.add(InterviewState.SCHEDULED, true, null, 2);
        UUID id = interview.interviewId();
        join(id, BROWSER);
        present(id, BROWSER, Presence.CONNECTED);
        present(id, BROWSER, Presence.TEXT_MODE);

        // When
        until(() -> turns(id, TurnKind.QUESTION).size() == 1);
        UUID message = UUID.randomUUID();
        type(id, message, "I built the billing service with two colleagues");
        type(id, message, "I built the billing service with two colleagues");
        until(() -> turns(id, TurnKind.QUESTION).size() == 2);
        type(id, UUID.randomUUID(), "I measured it for a month");
        until(() -> evaluated.contains(id));

        // Then
        assertThat(store.stateOf(id)).isEqualTo(InterviewState.COMPLETED);
        assertThat(store.states)
                .containsExactly(InterviewState.WAITING, InterviewState.IN_PROGRESS, InterviewState.COMPLETED);
        assertThat(store.interviews.get(id).endReason()).isEqualTo("completed");
        assertThat(turns(id, TurnKind.ANSWER)).hasSize(2);
        assertThat(store.turnsOf(id)).extracting(Turn::turnNo).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(live).hasAtLeastOneElementOfType(LiveUpdate.ConversationEnded.class);
        assertThat(rooms.shown).startsWith("INITIALIZING").contains("LISTENING");
        assertThat(rooms.shown).anyMatch(words -> words.startsWith("AGENT: "));
        until(() -> roomsOpen() == 0);
    }

    @Test
    void neverMoreRoomsThanTheCapEvenWhenAllJoinAtOnce() {
        // Given
        deploy(3, Duration.ofMinutes(2));
        List<UUID> ids = IntStream.range(0, 12)
                .mapToObj(
                        i -> store.add(InterviewState.SCHEDULED, true, null, 1).interviewId())
                .toList();

        // When
        List<Future<JoinResult>> joins = ids.stream()
                .map(id -> bus.ask(JoinInterview.ADDRESS, new JoinInterview(id, UUID.randomUUID())))
                .toList();
        Future.all(joins).await();

        // Then
        assertThat(joins)
                .filteredOn(join -> join.result() instanceof JoinResult.Joined)
                .hasSize(3);
        assertThat(joins)
                .filteredOn(join -> join.result() instanceof JoinResult.AllBusy)
                .hasSize(9);
        assertThat(rooms.opened).hasValue(3);
    }

    @Test
    void aJoinThatIsRefusedFreesItsRoom() {
        // Given
        deploy(1, Duration.ofMinutes(2));
        UUID unconsented = store.add(InterviewState.SCHEDULED, false, null, 1).interviewId();
        UUID over = store.add(InterviewState.COMPLETED, true, null, 1).interviewId();

        // When
        assertThatThrownBy(() -> join(unconsented, BROWSER))
                .satisfies(fault -> hasCode(fault, ErrorCode.CONSENT_REQUIRED));
        assertThatThrownBy(() -> join(over, BROWSER)).satisfies(fault -> hasCode(fault, ErrorCode.INVALID_STATE));
        assertThatThrownBy(() -> join(UUID.randomUUID(), BROWSER))
                .satisfies(fault -> hasCode(fault, ErrorCode.NOT_FOUND));

        // Then
        assertThat(roomsOpen()).isZero();
        assertThat(rooms.opened).hasValue(0);
    }

    @Test
    void aSecondBrowserTakesOverAndTheFirstIsTold() {
        // Given
        deploy(1, Duration.ofMinutes(2));
        UUID id = store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();
        UUID second = UUID.randomUUID();
        join(id, BROWSER);

        // When
        JoinResult joined = join(id, second);

        // Then
        assertThat(joined).isEqualTo(new JoinResult.Joined(id, second, "node-1"));
        until(() -> live.contains(new LiveUpdate.SessionTakenOver(id, BROWSER)));
        assertThat(rooms.mediaClosed).hasValue(1);
        assertThatThrownBy(() -> present(id, BROWSER, Presence.CONNECTED))
                .satisfies(fault -> hasCode(fault, ErrorCode.SESSION_TAKEN_OVER));
        assertThat(present(id, second, Presence.CONNECTED)).isEqualTo(new SessionReply.Accepted(id));
    }

    @Test
    void anOfferIsAnsweredByTheRoom() {
        // Given
        deploy(1, Duration.ofMinutes(2));
        UUID id = store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();
        join(id, BROWSER);

        // When
        SessionReply reply = tell(new SessionCommand.OfferMedia(id, BROWSER, MediaDirection.MICROPHONE, null, "v=0"));

        // Then
        assertThat(reply).isEqualTo(new SessionReply.MediaAnswer(id, "one", "answer to v=0"));
    }

    @Test
    void turnsAreKeptWhileTheStoreIsAwayDeliveredInOrderAndAcknowledgedThen() {
        // Given
        deploy(1, Duration.ofMinutes(2));
        UUID id = typingCandidate(2);
        until(() -> turns(id, TurnKind.QUESTION).size() == 1);

        // When
        store.setAway(true);
        SessionCommand answer =
                new SessionCommand.SubmitText(id, BROWSER, UUID.randomUUID(), "I built the billing service");
        Future<SessionReply> kept = bus.ask(SessionCommand.at(store.leases.owner(id)), answer);
        until(() -> captions().anyMatch(text -> text.contains("number 2")));
        assertThat(store.turnsOf(id)).hasSize(2);
        assertThat(kept.succeeded()).isFalse();
        store.setAway(false);
        until(() -> store.turnsOf(id).size() == 4);
        tell(answer);
        type(id, UUID.randomUUID(), "I measured it for a month");
        until(() -> evaluated.contains(id));

        // Then
        assertThat(store.turnsOf(id)).extracting(Turn::turnNo).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(live)
                .filteredOn(LiveUpdate.Caption.class::isInstance)
                .allMatch(update -> ((LiveUpdate.Caption) update).segmentId().startsWith("1-"));
        assertThat(live).isNotEmpty().extracting("fence").containsOnly(1L);
    }

    @Test
    void aCommandForAnInterviewThatIsNotHeldHereFindsNobody() {
        // Given
        deploy(1, Duration.ofMinutes(2));
        UUID held = typingCandidate(1);
        UUID elsewhere = store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();

        // When
        Future<SessionReply> refused = bus.ask(
                SessionCommand.at(store.leases.owner(held)),
                new SessionCommand.EndInterview(elsewhere, "position filled"));
        until(refused::isComplete);

        // Then
        assertThat(refused.cause())
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(store.stateOf(elsewhere)).isEqualTo(InterviewState.SCHEDULED);
    }

    @Test
    void theRecruiterEndsAnInterview() {
        // Given
        deploy(1, Duration.ofMinutes(2));
        UUID id = typingCandidate(2);
        until(() -> turns(id, TurnKind.QUESTION).size() == 1);

        // When
        tell(new SessionCommand.EndInterview(id, "position filled"));
        until(() -> store.stateOf(id) == InterviewState.CANCELLED);
        until(() -> live.contains(new LiveUpdate.ConversationEnded(id, "recruiter_cancelled", 1L)));

        // Then
        assertThat(store.interviews.get(id).endReason()).isEqualTo("position filled");
        assertThat(turns(id, TurnKind.CLOSING)).hasSize(1);
        until(() -> roomsOpen() == 0);
        assertThat(evaluated).isEmpty();
    }

    @Test
    void aShutdownSaysAClosingSentenceAndLeavesTheInterviewToBeResumed() {
        // Given
        deploy(1, Duration.ofMinutes(2));
        UUID id = typingCandidate(3);
        until(() -> turns(id, TurnKind.QUESTION).size() == 1);

        // When
        vertx.undeploy(deploymentId).await();

        // Then
        assertThat(store.stateOf(id)).isEqualTo(InterviewState.RECOVERING);
        assertThat(store.turnsOf(id)).extracting(Turn::text).last().asString().contains("come back");
        deploy(1, Duration.ofMinutes(2));
        join(id, BROWSER);
        present(id, BROWSER, Presence.TEXT_MODE);
        until(() -> turns(id, TurnKind.REPEAT).size() == 1);
        assertThat(turns(id, TurnKind.GREETING)).hasSize(1);
    }

    @Test
    void aCandidateWhoNeverComesBackHasAbandoned() {
        // Given
        deploy(1, Duration.ofMillis(300));
        UUID id = typingCandidate(2);
        until(() -> turns(id, TurnKind.QUESTION).size() == 1);

        // When
        present(id, BROWSER, Presence.DISCONNECTED);
        until(() -> store.stateOf(id) == InterviewState.ABANDONED);

        // Then
        assertThat(store.interviews.get(id).endReason()).isEqualTo("candidate_left");
        assertThat(live).hasAtLeastOneElementOfType(LiveUpdate.CandidateAway.class);
        until(() -> roomsOpen() == 0);
    }

    @Test
    void aStepThatThrowsEndsTheInterviewAndFreesItsRoom() {
        // Given
        deploy(1, Duration.ofMinutes(2));
        UUID id = store.add(InterviewState.SCHEDULED, true, null, 2).interviewId();
        join(id, BROWSER);
        requireNonNull(rooms.listener).onCandidateConnected();
        until(() -> store.stateOf(id) == InterviewState.IN_PROGRESS);

        // When
        rooms.broken = true;
        present(id, BROWSER, Presence.TEXT_MODE);

        // Then
        until(() -> store.stateOf(id) == InterviewState.FAILED);
        assertThat(store.interviews.get(id).endReason()).isEqualTo("failed");
        until(() -> roomsOpen() == 0);
    }

    @Test
    void whatAnEarlierProcessLeftUndoneIsPickedUp() {
        // Given
        UUID completed = store.add(InterviewState.COMPLETED, true, "node-1", 1).interviewId();
        UUID runsElsewhere =
                store.add(InterviewState.IN_PROGRESS, true, "node-2", 1).interviewId();

        // When
        deploy(1, Duration.ofMinutes(2));
        until(() -> evaluated.contains(completed));

        // Then
        assertThat(store.stateOf(runsElsewhere)).isEqualTo(InterviewState.IN_PROGRESS);
    }

    @Test
    void anAbandonedInterviewIsPickedUpUnlessItHasItsEvaluation() {
        // Given
        UUID evaluatedBefore = store.addAbandoned(true).interviewId();
        UUID stillOwed = store.addAbandoned(false).interviewId();
        UUID completed = store.add(InterviewState.COMPLETED, true, null, 1).interviewId();

        // When
        deploy(1, Duration.ofMinutes(2));
        until(() -> evaluated.containsAll(List.of(stillOwed, completed)));
        roomsOpen();

        // Then
        assertThat(evaluated).doesNotContain(evaluatedBefore).containsExactlyInAnyOrder(stillOwed, completed);
    }

    private UUID typingCandidate(int questions) {
        UUID id = store.add(InterviewState.SCHEDULED, true, null, questions).interviewId();
        join(id, BROWSER);
        present(id, BROWSER, Presence.TEXT_MODE);
        return id;
    }

    private JoinResult join(UUID id, UUID session) {
        return bus.ask(JoinInterview.ADDRESS, new JoinInterview(id, session)).await();
    }

    private SessionReply tell(SessionCommand command) {
        return bus.ask(SessionCommand.at(store.leases.owner(command.interviewId())), command)
                .await();
    }

    private SessionReply present(UUID id, UUID session, Presence presence) {
        return tell(new SessionCommand.ReportPresence(id, session, presence));
    }

    private void type(UUID id, UUID message, String text) {
        tell(new SessionCommand.SubmitText(id, BROWSER, message, text));
    }

    private List<Turn> turns(UUID id, TurnKind kind) {
        return store.turnsOf(id).stream().filter(turn -> turn.kind() == kind).toList();
    }

    private Stream<String> captions() {
        return live.stream()
                .filter(LiveUpdate.Caption.class::isInstance)
                .map(update -> ((LiveUpdate.Caption) update).text());
    }

    private long roomsOpen() {
        return bus.ask(FindStatus.AGENT, new FindStatus()).await().figures().get("rooms");
    }

    private static void hasCode(Throwable fault, ErrorCode code) {
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        known -> assertThat(known.code()).isEqualTo(code));
    }

    private void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            vertx.timer(10, TimeUnit.MILLISECONDS).await();
        }
    }
}
