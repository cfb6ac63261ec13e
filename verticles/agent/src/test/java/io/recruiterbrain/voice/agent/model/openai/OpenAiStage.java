package io.recruiterbrain.voice.agent.model.openai;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.testkit.vendor.openai.Brain;
import io.recruiterbrain.voice.testkit.vendor.openai.InterviewBrain;
import io.recruiterbrain.voice.testkit.vendor.openai.OpenAiServer;
import io.recruiterbrain.voice.testkit.vendor.openai.OpenAiServer.Recorded;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A vendor's server and an interviewer that uses it. */
public final class OpenAiStage implements AutoCloseable {
    static final String KEY = "sk-test-0123456789";

    public final OpenAiServer server;
    public final OpenAiInterviewer model;
    final OpenAiConfig config;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();

    public OpenAiStage() {
        this(new InterviewBrain());
    }

    public OpenAiStage(Brain brain) {
        this(brain, Duration.ofSeconds(10), "gpt-4o-mini", KEY);
    }

    OpenAiStage(Brain brain, Duration timeout, String modelName, String key) {
        server = new OpenAiServer(vertx, OpenAiServer.Options.of(KEY).quick(), brain);
        int port = server.start().await();
        config = new OpenAiConfig(
                key, URI.create("http://127.0.0.1:" + port + "/v1"), modelName, 0.4, 800, timeout, 0.15, 0.6);
        model = new OpenAiInterviewer(config, RuleBasedInterviewer.load(), meters);
    }

    List<Recorded> requests() {
        return server.requests();
    }

    static UUID interview(int number) {
        return new UUID(7, number);
    }

    @Override
    public void close() {
        model.close();
        server.close().await();
        vertx.close().await();
    }
}
