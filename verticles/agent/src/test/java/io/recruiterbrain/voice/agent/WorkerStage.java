package io.recruiterbrain.voice.agent;

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

/** A supervisor that gets interviews from a LiveKit server, and who dispatches them there. */
final class WorkerStage implements AutoCloseable {
    private static final String AGENT = "recruiterbrain";

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final MemoryStore store = new MemoryStore();
    final QuietRooms rooms = new QuietRooms();
    final Queue<LiveKitSeat> seats = new ConcurrentLinkedQueue<>();
    private final LiveKitServer server;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, String> roomOf = new ConcurrentHashMap<>();
    private String deploymentId = "";

    WorkerStage(LiveKitServer server) {
        this.server = server;
        MessageCodec.register(vertx);
        store.serve(bus);
    }

    void deploy(int cap) {
        deploy(cap, LiveKitConfig.of(server.url(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET));
        until(this::isRegistered);
    }

    void deploy(int cap, LiveKitConfig config) {
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

    void undeploy() {
        vertx.undeploy(deploymentId).await();
    }

    boolean isRegistered() {
        Gauge gauge = meters.find("rbv.worker.registered").gauge();
        return gauge != null && gauge.value() == 1;
    }

    int roomsTaken() {
        Gauge gauge = meters.find("rbv.agent.rooms").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    UUID consented() {
        return store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();
    }

    JoinResult join(UUID id) {
        return bus.ask(JoinInterview.ADDRESS, new JoinInterview(id, UUID.randomUUID()))
                .await();
    }

    static String metadata(UUID id) {
        return "{\"interview_id\":\"" + id + "\"}";
    }

    /** Makes the room, when there is none, and asks for the agent in it. */
    String dispatch(String room, String metadata) throws IOException {
        roomService().createRoom(room).execute();
        var response = dispatches().createDispatch(room, AGENT, metadata).execute();
        AgentDispatch made = response.body();
        if (made == null) {
            throw new AssertionError("no dispatch: " + response.code());
        }
        roomOf.put(made.getId(), room);
        return made.getId();
    }

    void dispatchQuietly(String room, String metadata) {
        try {
            dispatch(room, metadata);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void untilCounted(String outcome, int times) {
        until(() -> {
            Counter counter =
                    meters.find("rbv.worker.jobs").tag("outcome", outcome).counter();
            return counter != null && counter.count() >= times;
        });
    }

    /** The server's API keeps the state that a job began with; what it heard of the end is in its log. */
    void untilServerHeard(String dispatchId, String status, String error) {
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

    private AgentDispatchServiceClient dispatches() {
        return AgentDispatchServiceClient.createClient(http(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    }

    RoomServiceClient roomService() {
        return RoomServiceClient.createClient(http(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    }

    private String http() {
        return server.url().toString().replaceFirst("^ws", "http");
    }

    void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            vertx.timer(20, TimeUnit.MILLISECONDS).await();
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
