package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** One owner: its member, its rooms, and the context that its beats run on. */
final class ClusteredSupervisor implements JobSource {
    final Vertx vertx;
    final String owner;
    private final Supplier<Future<Void>> ready;
    final QuietRooms rooms = new QuietRooms();
    private volatile Context context;
    private volatile InterviewHost hosted;
    private final CountDownLatch thaw = new CountDownLatch(1);
    private String deploymentId = "";

    /** @param ready asked for when its supervisor listens already */
    ClusteredSupervisor(Vertx vertx, String owner, Supplier<Future<Void>> ready) {
        this.vertx = vertx;
        this.owner = owner;
        this.ready = ready;
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
        return ready.get();
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
