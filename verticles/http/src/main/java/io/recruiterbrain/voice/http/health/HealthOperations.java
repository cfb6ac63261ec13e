package io.recruiterbrain.voice.http.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.http.cluster.Presences;
import io.recruiterbrain.voice.http.config.SystemInfo;
import io.recruiterbrain.voice.http.health.ModuleHealth.Level;
import io.recruiterbrain.voice.http.health.ModuleHealth.Report;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Probes, metrics and the system page. The open ones say which port fails, only recruiters read why. */
public final class HealthOperations {
    private final Vertx vertx;
    private final ModuleHealth health;
    private final PrometheusMeterRegistry metrics;
    private final SystemInfo system;
    private final Clock clock;
    private final Presences presences;

    public HealthOperations(
            Vertx vertx,
            ModuleHealth health,
            PrometheusMeterRegistry metrics,
            SystemInfo system,
            Clock clock,
            Presences presences) {
        this.vertx = vertx;
        this.health = health;
        this.metrics = metrics;
        this.system = system;
        this.clock = clock;
        this.presences = presences;
    }

    public void register(Operations operations) {
        operations
                .on("getLiveness", request -> Future.succeededFuture(Answer.ok(new JsonObject().put("status", "up"))))
                .on("getReadiness", request -> health.reports().map(this::readiness))
                .on("getHealth", request -> health.reports().map(reports -> Answer.ok(healthOf(reports))))
                .on("getMetrics", this::scrape)
                .on("getSystem", request -> health.reports().map(reports -> Answer.ok(systemOf(reports))));
    }

    /** A node that is about to stop gets no more requests, though all is well with it. */
    private Answer readiness(List<Report> reports) {
        JsonObject json = healthOf(reports);
        boolean draining = presences.draining(system.nodeId());
        if (draining) {
            json.put("draining", true);
        }
        return Answer.json(draining || ModuleHealth.overall(reports) == Level.DOWN ? 503 : 200, json);
    }

    private Future<Answer> scrape(ApiRequest request) {
        // Large registries take milliseconds to print: not on the event loop.
        return vertx.executeBlocking(metrics::scrape, false)
                .map(text -> Answer.of(200, "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(text)));
    }

    private static JsonObject healthOf(List<Report> reports) {
        JsonArray modules = new JsonArray();
        for (Report report : reports) {
            JsonArray ports = new JsonArray();
            report.status()
                    .ifPresent(status -> status.ports()
                            .forEach(port -> ports.add(new JsonObject()
                                    .put("port", port.port())
                                    .put("status", port.problem() == null ? "up" : "down"))));
            modules.add(new JsonObject()
                    .put("module", report.module())
                    .put("status", word(report.level()))
                    .put("ports", ports));
        }
        return new JsonObject()
                .put("status", word(ModuleHealth.overall(reports)))
                .put("modules", modules);
    }

    private JsonObject systemOf(List<Report> reports) {
        JsonArray modules = new JsonArray();
        reports.forEach(report -> modules.add(module(report)));
        return new JsonObject()
                .put("version", system.version())
                .put("node_id", system.nodeId())
                .put("started_at", system.startedAt().toString())
                .put(
                        "uptime_seconds",
                        Duration.between(system.startedAt(), clock.instant()).toSeconds())
                .put("status", word(ModuleHealth.overall(reports)))
                .put("modules", modules);
    }

    private static JsonObject module(Report report) {
        JsonObject json = new JsonObject().put("module", report.module()).put("status", word(report.level()));
        JsonArray ports = new JsonArray();
        JsonObject figures = new JsonObject();
        report.status().ifPresent(status -> {
            json.put("node_id", status.nodeId());
            status.ports().forEach(port -> ports.add(port(port)));
            status.figures().forEach(figures::put);
        });
        return json.put("ports", ports).put("figures", figures);
    }

    private static JsonObject port(PortStatus port) {
        JsonObject json = new JsonObject()
                .put("port", port.port())
                .put("adapter", port.adapter())
                .put("embedded", port.embedded())
                .put("setting", port.setting());
        if (port.problem() != null) {
            json.put("problem", port.problem());
        }
        return json;
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
