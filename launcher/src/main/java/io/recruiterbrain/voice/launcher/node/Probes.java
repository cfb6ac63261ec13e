package io.recruiterbrain.voice.launcher.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.ListenFault;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;

/**
 * {@code /live}, {@code /ready} and {@code /metrics} of a node without the role http, where that role would have them.
 * Event loop.
 */
final class Probes extends VerticleBase {
    private final HttpConfig config;
    private final PrometheusMeterRegistry metrics;
    private final BooleanSupplier ready;

    /** @param ready asked on a worker thread; may block */
    Probes(HttpConfig config, PrometheusMeterRegistry metrics, BooleanSupplier ready) {
        this.config = config;
        this.metrics = metrics;
        this.ready = ready;
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(config.port(), config.host())
                .recover(fault ->
                        Future.failedFuture(new IllegalStateException(ListenFault.sentence(config, fault), fault)));
    }

    private void answer(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/live" -> json(request, 200, "up");
            case "/ready" ->
                vertx.executeBlocking(ready::getAsBoolean, false)
                        .otherwise(false)
                        .onSuccess(now -> json(request, now ? 200 : 503, now ? "up" : "down"));
            case "/metrics" ->
                // Large registries take milliseconds to print: not on the event loop.
                vertx.executeBlocking(metrics::scrape, false)
                        .onSuccess(text -> request.response()
                                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(text));
            default -> json(request, 404, "not_found");
        }
    }

    private static void json(HttpServerRequest request, int status, String word) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end("{\"status\":\"" + word + "\"}");
    }
}
