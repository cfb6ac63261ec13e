package io.recruiterbrain.voice.launcher.check;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewPage;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.persistence.Persistence;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Starts or reaches PostgreSQL, brings the schema up to date, and reads. */
final class DatabaseCheck implements ComponentCheck.Trial {
    private final Vertx vertx;
    private final NodeConfig config;

    DatabaseCheck(Vertx vertx, NodeConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    @Override
    public String run() throws Exception {
        Persistence persistence = Persistence.start(
                        vertx, config.persistence(), config.nodeId(), new SimpleMeterRegistry(), Clock.systemUTC())
                .await(90, TimeUnit.SECONDS);
        try {
            String verticle = vertx.deployVerticle(persistence.newVerticle()).await(10, TimeUnit.SECONDS);
            InterviewFilter all = new InterviewFilter(Set.of(), null, null, null, null);
            InterviewPage page = new Bus(vertx)
                    .ask(ListInterviews.ADDRESS, new ListInterviews(all, 1, null))
                    .await(10, TimeUnit.SECONDS);
            vertx.undeploy(verticle).await(10, TimeUnit.SECONDS);
            return "schema up to date, " + (page.interviews().isEmpty() ? "no interview yet" : "interviews readable");
        } finally {
            persistence.stop().await(30, TimeUnit.SECONDS);
        }
    }
}
