package io.recruiterbrain.voice.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.http.api.Admission;
import io.recruiterbrain.voice.http.api.CandidateOperations;
import io.recruiterbrain.voice.http.api.Dispatch;
import io.recruiterbrain.voice.http.api.InterviewOperations;
import io.recruiterbrain.voice.http.api.LiveKitWebhooks;
import io.recruiterbrain.voice.http.api.ResultOperations;
import io.recruiterbrain.voice.http.api.Sessions;
import io.recruiterbrain.voice.http.auth.ApiKeys;
import io.recruiterbrain.voice.http.auth.CandidateLinks;
import io.recruiterbrain.voice.http.auth.Credentials;
import io.recruiterbrain.voice.http.auth.LiveKitTokens;
import io.recruiterbrain.voice.http.cluster.ClusterOperations;
import io.recruiterbrain.voice.http.cluster.Presences;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.SystemInfo;
import io.recruiterbrain.voice.http.extension.ExtensionBridge;
import io.recruiterbrain.voice.http.health.HealthOperations;
import io.recruiterbrain.voice.http.health.ModuleHealth;
import io.recruiterbrain.voice.http.live.StreamOperations;
import io.recruiterbrain.voice.http.media.MediaOperations;
import io.recruiterbrain.voice.http.page.Pages;
import io.recruiterbrain.voice.http.page.SecurityHeaders;
import io.recruiterbrain.voice.http.problem.Problems;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.CrossOrigin;
import io.recruiterbrain.voice.http.request.OpenApiFile;
import io.recruiterbrain.voice.http.request.OperationRouter;
import io.recruiterbrain.voice.http.request.Operations;
import io.recruiterbrain.voice.http.request.RequestLog;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;

/** Puts the parts of one instance together. */
final class Assembly {
    private final Router router;
    private final StreamOperations streams;
    private final Sessions sessions;
    private final Presences presences;
    private final Bus bus;

    Assembly(
            Vertx vertx,
            Bus bus,
            HttpConfig config,
            PrometheusMeterRegistry metrics,
            Clock clock,
            SystemInfo system,
            HttpVerticle.Shared shared,
            OpenApiFile file) {
        this.bus = bus;
        CandidateLinks links = new CandidateLinks(vertx, config.linkSecret(), config.publicUrl(), clock);
        sessions = new Sessions(bus, System::nanoTime);
        presences = new Presences(System::nanoTime);
        Admission admission = new Admission(bus, new Dispatch(bus, presences, System::nanoTime), sessions, presences);
        LiveKitTokens liveKit = config.liveKit() == null ? null : new LiveKitTokens(vertx, config.liveKit(), clock);
        Pages pages = new Pages(vertx, config.liveKit());
        streams = new StreamOperations(vertx, bus, sessions, config, metrics, shared.streams);

        Operations operations = new Operations();
        new InterviewOperations(bus, links, liveKit, config.interviews(), clock).register(operations);
        new ResultOperations(bus, links, clock).register(operations);
        new CandidateOperations(bus, sessions, admission, liveKit, config, clock).register(operations);
        new MediaOperations(sessions).register(operations);
        new LiveKitWebhooks(bus, sessions, admission).register(operations);
        new HealthOperations(vertx, new ModuleHealth(bus, clock), metrics, system, clock, presences)
                .register(operations);
        new ClusterOperations(bus, presences, system.nodeId()).register(operations);
        streams.register(operations);
        pages.register(operations);
        operations.on(
                "getOpenApi",
                request -> Future.succeededFuture(Answer.of(200, "application/yaml; charset=utf-8", file.text())));

        Credentials credentials =
                new Credentials(new ApiKeys(bus, clock, shared.apiKeys), links, liveKit, shared.limiters);
        OperationRouter operationRouter = new OperationRouter(
                vertx, file, operations, credentials, config.limits().bodyBytes());
        router = operationRouter.build(before(config, metrics));
        new ExtensionBridge(vertx, credentials, clock, metrics).mount(router);
        pages.mount(router);
        router.route().handler(operationRouter::nothingHere).failureHandler(Problems::handle);
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
            router.errorHandler(status, Problems::handle);
        }
    }

    Router router() {
        return router;
    }

    Future<Void> start() {
        return Future.all(streams.start(), sessions.start(), presences.start(bus))
                .mapEmpty();
    }

    private static List<Handler<RoutingContext>> before(HttpConfig config, PrometheusMeterRegistry metrics) {
        return List.of(
                new RequestLog(metrics)::handle,
                new SecurityHeaders("https".equals(config.publicUrl().getScheme()))::handle,
                new CrossOrigin(config.corsOrigins())::handle);
    }
}
