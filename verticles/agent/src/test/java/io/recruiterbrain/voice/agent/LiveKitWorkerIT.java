package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livekit.server.AgentDispatchServiceClient;
import io.livekit.server.RoomServiceClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitConfig;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitSeat;
import io.recruiterbrain.voice.agent.worker.LiveKitWorker;
import io.recruiterbrain.voice.agent.worker.WorkerConfig;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import livekit.LivekitAgentDispatch.AgentDispatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** This node as a worker of a real LiveKit server, with dispatches made by LiveKit's own SDK. */
@Timeout(60)
class LiveKitWorkerIT {
    private static final String AGENT = "recruiterbrain";
    private static LiveKitServer server;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final MemoryStore store = new MemoryStore();
    private final QuietRooms rooms = new QuietRooms();
    private final Queue<LiveKitSeat> seats = new ConcurrentLinkedQueue<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, String> roomOf = new ConcurrentHashMap<>();
    private String deploymentId = "";

    @BeforeAll
    static void startServer() {
        server = LiveKitServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() {
        MessageCodec.register(vertx);
        store.serve(bus);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void anExplicitDispatchBeginsTheInterviewInItsRoom() throws IOException {
        // Given
        deploy(2);
        UUID id = consented();

        // When
        dispatch("stage-" + id, metadata(id));
        until(() -> seats.size() == 1);

        // Then
        LiveKitSeat seat = seats.element();
        assertThat(seat.room()).isEqualTo("stage-" + id);
        assertThat(seat.agentIdentity()).startsWith("agent-AJ_");
        assertThat(seat.token()).isNotEmpty();
        untilCounted("begun", 1);
        assertThat(store.stateOf(id)).isEqualTo(InterviewState.WAITING);
    }

    @Test
    void theJobEndsWithTheInterview() throws IOException {
        // Given
        deploy(2);
        UUID id = consented();
        String dispatch = dispatch("stage-" + id, metadata(id));
        untilCounted("begun", 1);

        // When
        bus.ask(
                        SessionCommand.at(store.leases.owner(id)),
                        new SessionCommand.EndInterview(id, "the position was filled"))
                .await();

        // Then
        untilServerHeard(dispatch, "JS_SUCCESS", "");
        until(() -> roomsTaken() == 0);
    }

    @Test
    void metadataThatIsNotOursFailsTheJobWithASentence() throws IOException {
        // Given
        deploy(1);
        String room = "stage-" + UUID.randomUUID();

        // When
        String dispatch = dispatch(room, "hello");

        // Then
        untilServerHeard(dispatch, "JS_FAILED", "interview_id");
        assertThat(seats).isEmpty();
        assertThat(roomsTaken()).isZero();
    }

    @Test
    void anInterviewWithoutConsentFailsTheJobAndFreesTheRoom() throws IOException {
        // Given
        deploy(1);
        UUID unconsented = store.add(InterviewState.SCHEDULED, false, null, 1).interviewId();

        // When
        String dispatch = dispatch("stage-" + unconsented, metadata(unconsented));

        // Then
        untilServerHeard(dispatch, "JS_FAILED", "the consent text has not been accepted");
        assertThat(roomsTaken()).isZero();
        assertThat(join(consented())).isInstanceOf(JoinResult.Joined.class);
    }

    @Test
    void aSecondDispatchOfAnInterviewOpensNoSecondRoom() throws IOException {
        // Given
        deploy(3);
        UUID id = consented();
        String room = "stage-" + id;
        dispatch(room, metadata(id));
        untilCounted("begun", 1);

        // When
        dispatch(room, metadata(id));
        String elsewhere = dispatch("other-" + id, metadata(id));

        // Then
        untilCounted("joined", 1);
        untilServerHeard(elsewhere, "JS_FAILED", "held in another room");
        assertThat(seats).hasSize(1);
        assertThat(rooms.opened).hasValue(1);
        assertThat(roomsTaken()).isEqualTo(1);
    }

    @Test
    void aFullNodeTakesNoJobAndOneWithAFreeRoomDoes() throws IOException {
        // Given
        deploy(1);
        UUID held = consented();
        join(held);
        UUID waiting = consented();

        // When
        dispatch("stage-" + waiting, metadata(waiting));
        vertx.timer(1, TimeUnit.SECONDS).await();
        boolean takenWhileFull = !seats.isEmpty();
        bus.ask(SessionCommand.at(store.leases.owner(held)), new SessionCommand.EndInterview(held, "over"))
                .await();
        until(() -> roomsTaken() == 0);
        // A server offers a job once; and it learns of the free room with the next report.
        until(() -> {
            dispatchQuietly("stage-" + waiting, metadata(waiting));
            vertx.timer(1, TimeUnit.SECONDS).await();
            return !seats.isEmpty();
        });

        // Then
        assertThat(takenWhileFull).isFalse();
        assertThat(seats.element().room()).isEqualTo("stage-" + waiting);
    }

    @Test
    void afterARestartOfTheServerTheNodeIsAWorkerAgainAndHoldsWhatItHeld() throws IOException {
        // Given
        deploy(2);
        UUID held = consented();
        dispatch("stage-" + held, metadata(held));
        untilCounted("begun", 1);

        // When
        server.kill();
        until(() -> !isRegistered());
        server.startAgain();
        until(this::isRegistered);
        UUID next = consented();
        dispatch("stage-" + next, metadata(next));
        until(() -> seats.size() == 2);

        // Then
        assertThat(store.stateOf(held)).isEqualTo(InterviewState.WAITING);
        assertThat(roomsTaken()).isEqualTo(2);
    }

    @Test
    void aJobForAnInterviewWhoseRoomWasClosedBeginsItAnew() throws IOException {
        // Given
        deploy(2);
        UUID id = consented();
        String room = "stage-" + id;
        dispatch(room, metadata(id));
        untilCounted("begun", 1);

        // When
        roomService().deleteRoom(room).execute();
        until(() -> {
            dispatchQuietly(room, metadata(id));
            vertx.timer(500, TimeUnit.MILLISECONDS).await();
            return seats.size() >= 2;
        });

        // Then
        until(() -> roomsTaken() == 1);
        assertThat(rooms.left).hasValueGreaterThanOrEqualTo(1);
    }

    @Test
    void aNodeThatShutsDownLeavesItsInterviewsForLater() throws IOException {
        // Given
        deploy(2);
        UUID id = consented();
        String dispatch = dispatch("stage-" + id, metadata(id));
        untilCounted("begun", 1);

        // When
        vertx.undeploy(deploymentId).await();

        // Then
        untilServerHeard(dispatch, "JS_FAILED", "dispatch it again");
        assertThat(store.stateOf(id)).isEqualTo(InterviewState.RECOVERING);
        assertThat(rooms.left).hasValueGreaterThanOrEqualTo(1);
        assertThat(isRegistered()).isFalse();
    }

    @Test
    void aWrongSecretStopsTheStartAndNamesTheSetting() {
        // Given
        LiveKitConfig wrong =
                LiveKitConfig.of(server.url(), LiveKitServer.API_KEY, "another-secret-that-is-long-enough");

        // When / Then
        assertThatThrownBy(() -> deploy(1, wrong)).hasMessageContaining("LIVEKIT_API_SECRET");
    }

    private void deploy(int cap) {
        deploy(cap, LiveKitConfig.of(server.url(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET));
        until(this::isRegistered);
    }

    private void deploy(int cap, LiveKitConfig config) {
        AgentConfig defaults = AgentConfig.defaults();
        LiveKitWorker worker = new LiveKitWorker(
                WorkerConfig.of(config, AGENT),
                (id, seat) -> {
                    seats.add(seat);
                    return rooms.open(id);
                },
                "0.1.0",
                meters,
                Clock.systemUTC());
        deploymentId = vertx.deployVerticle(new SupervisorVerticle(
                        "node-1/test",
                        new AgentConfig(
                                "node-1",
                                cap,
                                1,
                                Duration.ofSeconds(5),
                                defaults.turn(),
                                defaults.plan(),
                                defaults.conversation()),
                        SilentParts.with(rooms),
                        List::of,
                        id -> Future.succeededFuture(),
                        meters,
                        Clock.systemUTC(),
                        worker,
                        SupervisorVerticle.UNMEASURED))
                .await();
    }

    private boolean isRegistered() {
        Gauge gauge = meters.find("rbv.worker.registered").gauge();
        return gauge != null && gauge.value() == 1;
    }

    private int roomsTaken() {
        Gauge gauge = meters.find("rbv.agent.rooms").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    private UUID consented() {
        return store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();
    }

    private JoinResult join(UUID id) {
        return bus.ask(JoinInterview.ADDRESS, new JoinInterview(id, UUID.randomUUID()))
                .await();
    }

    private static String metadata(UUID id) {
        return "{\"interview_id\":\"" + id + "\"}";
    }

    /** Makes the room, when there is none, and asks for the agent in it. */
    private String dispatch(String room, String metadata) throws IOException {
        roomService().createRoom(room).execute();
        var response = dispatches().createDispatch(room, AGENT, metadata).execute();
        AgentDispatch made = response.body();
        if (made == null) {
            throw new AssertionError("no dispatch: " + response.code());
        }
        roomOf.put(made.getId(), room);
        return made.getId();
    }

    private void dispatchQuietly(String room, String metadata) {
        try {
            dispatch(room, metadata);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void untilCounted(String outcome, int times) {
        until(() -> {
            Counter counter =
                    meters.find("rbv.worker.jobs").tag("outcome", outcome).counter();
            return counter != null && counter.count() >= times;
        });
    }

    /** The server's API keeps the state that a job began with; what it heard of the end is in its log. */
    private void untilServerHeard(String dispatchId, String status, String error) {
        String job = jobOf(dispatchId);
        until(() -> {
            try (Stream<String> log = Files.lines(server.log())) {
                return log.anyMatch(line -> line.contains("job ended")
                        && line.contains(job)
                        && line.contains(status)
                        && line.contains(error));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private String jobOf(String dispatchId) {
        String room = Objects.requireNonNull(roomOf.get(dispatchId));
        AtomicReference<String> job = new AtomicReference<>();
        until(() -> {
            try {
                List<AgentDispatch> all =
                        dispatches().listDispatch(room).execute().body();
                if (all != null) {
                    all.stream()
                            .filter(each -> each.getId().equals(dispatchId))
                            .flatMap(each -> each.getState().getJobsList().stream())
                            .forEach(each -> job.set(each.getId()));
                }
                return job.get() != null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return job.get();
    }

    private static AgentDispatchServiceClient dispatches() {
        return AgentDispatchServiceClient.createClient(http(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    }

    private static RoomServiceClient roomService() {
        return RoomServiceClient.createClient(http(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    }

    private static String http() {
        return server.url().toString().replaceFirst("^ws", "http");
    }

    private void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            vertx.timer(20, TimeUnit.MILLISECONDS).await();
        }
    }
}
