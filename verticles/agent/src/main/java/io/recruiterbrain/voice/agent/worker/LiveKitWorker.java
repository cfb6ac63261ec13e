package io.recruiterbrain.voice.agent.worker;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.InterviewHost;
import io.recruiterbrain.voice.agent.JobSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.UpdateWorkerStatus;
import livekit.LivekitAgent.WorkerMessage;
import livekit.LivekitAgent.WorkerStatus;
import org.jspecify.annotations.Nullable;

/**
 * Offers this node to a LiveKit server as an agent worker: whoever dispatches our agent's name with the id of an
 * interview gets that interview held in their room.
 */
public final class LiveKitWorker implements JobSource {
    private static final Duration STATUS = Duration.ofMillis(2_500);

    private final WorkerConfig config;
    private final JobRooms rooms;
    private final String version;
    private final MeterRegistry meters;
    private final Clock clock;
    private @Nullable Vertx vertx;
    private @Nullable InterviewHost host;
    private @Nullable WorkerConnection connection;
    private @Nullable Jobs jobs;
    private long timer;
    /** Read on any thread. */
    private volatile boolean registered;

    private boolean draining;

    /**
     * @param rooms opens the rooms that are assigned
     * @param version of this software, for the server's log
     */
    public LiveKitWorker(WorkerConfig config, JobRooms rooms, String version, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.rooms = rooms;
        this.version = version;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Future<Void> start(Vertx ofNode, InterviewHost ofInterviews) {
        WorkerConnection made = new WorkerConnection(ofNode, config, clock, version, this::registered, this::received);
        vertx = ofNode;
        host = ofInterviews;
        connection = made;
        jobs = new Jobs(ofInterviews, rooms, config.permitTimeout(), meters, made::send);
        Gauge.builder("rbv.worker.registered", this, worker -> worker.registered ? 1 : 0)
                .description("Whether the LiveKit server knows this node as a worker")
                .register(meters);
        return made.start().onSuccess(started -> {
            timer = ofNode.setPeriodic(STATUS.toMillis(), now -> report());
        });
    }

    /** The connection stands all the time, so it tells of the server's rooms too. */
    @Override
    public @Nullable String problem() {
        return registered ? null : "LiveKit does not answer: check LIVEKIT_URL and that the server runs.";
    }

    /** The server sends no more jobs; the connection stays, for the ends of those that run. */
    @Override
    public void drain() {
        draining = true;
        report();
    }

    @Override
    public Future<Void> close() {
        WorkerConnection open = connection;
        Vertx ofNode = vertx;
        if (open == null || ofNode == null) {
            return Future.succeededFuture();
        }
        ofNode.cancelTimer(timer);
        registered = false;
        return open.close();
    }

    private void registered() {
        current().registered();
        report();
    }

    private void received(ServerMessage message) {
        switch (message.getMessageCase()) {
            case AVAILABILITY -> current().offered(message.getAvailability(), draining);
            case ASSIGNMENT -> current().assigned(message.getAssignment());
            case TERMINATION -> current().terminated(message.getTermination().getJobId());
            case REGISTER, PONG, MESSAGE_NOT_SET -> {
                return;
            }
        }
        report();
    }

    private void report() {
        WorkerConnection open = connection;
        InterviewHost ofInterviews = host;
        if (open == null || ofInterviews == null) {
            return;
        }
        registered = open.isRegistered();
        boolean full = draining || ofInterviews.taken() >= ofInterviews.cap();
        open.send(WorkerMessage.newBuilder()
                .setUpdateWorker(UpdateWorkerStatus.newBuilder()
                        .setStatus(full ? WorkerStatus.WS_FULL : WorkerStatus.WS_AVAILABLE)
                        .setLoad((float) ofInterviews.taken() / ofInterviews.cap())
                        .setJobCount(current().count())));
    }

    private Jobs current() {
        return requireNonNull(jobs, "the worker has not started");
    }
}
