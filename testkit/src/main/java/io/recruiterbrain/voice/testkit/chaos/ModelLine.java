package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.server.Toxiproxy;
import io.recruiterbrain.voice.testkit.server.Toxiproxy.Direction;
import io.recruiterbrain.voice.testkit.server.Toxiproxy.Proxy;
import io.recruiterbrain.voice.testkit.vendor.openai.InterviewBrain;
import io.recruiterbrain.voice.testkit.vendor.openai.OpenAiServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A language model and nothing else: nodes hear and speak by themselves, and candidates are connected straight to them. */
public final class ModelLine implements Line {
    private static final String MODEL_KEY = "sk-trial-key";

    private final Vertx vertx;
    private final Proxy model;

    private ModelLine(Vertx vertx, Proxy model) {
        this.vertx = vertx;
        this.model = model;
    }

    /** @see Line.Starter */
    public static Line start(Toxiproxy toxiproxy, Path folder) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        int port = new OpenAiServer(vertx, OpenAiServer.Options.of(MODEL_KEY), new InterviewBrain())
                .start()
                .await();
        return new ModelLine(vertx, toxiproxy.proxy("all-to-model", "127.0.0.1:0", "127.0.0.1:" + port));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("OPENAI_BASE_URL", "http://127.0.0.1:" + model.port() + "/v1", "OPENAI_API_KEY", MODEL_KEY);
    }

    @Override
    public List<Guest> guests() {
        return List.of();
    }

    @Override
    public void takeAway(Vendor vendor) throws IOException, InterruptedException {
        if (vendor != Vendor.MODEL) {
            throw missing(vendor);
        }
        model.silence(Direction.DOWNSTREAM);
    }

    @Override
    public void killLiveKit() {
        throw missing("LiveKit");
    }

    @Override
    public void startLiveKitAgain() {
        throw missing("LiveKit");
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private static IllegalStateException missing(Object server) {
        return new IllegalStateException("this line has no " + server + "; the production line has");
    }
}
