package io.recruiterbrain.voice.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.http.auth.ApiKeys;
import io.recruiterbrain.voice.http.auth.Credentials;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.ListenFault;
import io.recruiterbrain.voice.http.config.SystemInfo;
import io.recruiterbrain.voice.http.live.StreamOperations;
import io.recruiterbrain.voice.http.request.OpenApiFile;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the API of {@code openapi.yaml}, event streams and pages; everything it knows it asks for over the bus.
 *
 * <p>Event loop. Any number of instances from one {@link #supplier} share the port and the counts of its clients.
 */
public final class HttpVerticle extends VerticleBase {
    private static final int IDLE_SECONDS = 90;
    private static final int EXTENSION_BYTES = 256 * 1024;

    private final HttpConfig config;
    private final PrometheusMeterRegistry metrics;
    private final Clock clock;
    private final SystemInfo system;
    private final Shared shared;
    private @Nullable HttpServer server;

    /** What the instances on one node share; safe for any thread. */
    static final class Shared {
        final ApiKeys.Memory apiKeys = new ApiKeys.Memory();
        final StreamOperations.Shared streams = new StreamOperations.Shared();
        final Credentials.Limiters limiters;
        private @Nullable CompletionStage<OpenApiFile> file;

        private Shared(HttpConfig config, Clock clock) {
            limiters = new Credentials.Limiters(config.limits(), clock);
        }

        /** Reading and checking the file takes most of a start: once is enough. Completes on the caller's context. */
        private synchronized Future<OpenApiFile> file(Vertx vertx) {
            if (file == null) {
                file = OpenApiFile.load(vertx).toCompletionStage();
            }
            return Future.fromCompletionStage(file, vertx.getOrCreateContext());
        }
    }

    private HttpVerticle(
            HttpConfig config, PrometheusMeterRegistry metrics, Clock clock, SystemInfo system, Shared shared) {
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.system = system;
        this.shared = shared;
    }

    /** Makes the instances of one node; call it once and deploy what it gives. */
    public static Supplier<HttpVerticle> supplier(
            HttpConfig config, PrometheusMeterRegistry metrics, Clock clock, SystemInfo system) {
        Shared shared = new Shared(config, clock);
        return () -> new HttpVerticle(config, metrics, clock, system, shared);
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        return shared.file(vertx)
                .map(file -> new Assembly(vertx, bus, config, metrics, clock, system, shared, file))
                .compose(assembly -> assembly.start().compose(heard -> listen(assembly)))
                .onSuccess(listening -> server = listening)
                .recover(fault -> Future.failedFuture(explained(fault)));
    }

    /** The port it listens on, which the system chose when the configured one is 0. */
    public int port() {
        return server == null ? config.port() : server.actualPort();
    }

    private Future<HttpServer> listen(Assembly assembly) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setCompressionSupported(true)
                .setCompressionContentSizeThreshold(1024)
                // Longer than the heartbeat of event streams, which keep their connection by it.
                .setIdleTimeout(IDLE_SECONDS)
                // One frame of an extension; a longer one ends its connection.
                .setMaxWebSocketFrameSize(EXTENSION_BYTES)
                .setMaxWebSocketMessageSize(EXTENSION_BYTES)
                .setMaxInitialLineLength(8192)
                .setMaxHeaderSize(16 * 1024);
        return vertx.createHttpServer(options).requestHandler(assembly.router()).listen();
    }

    private Throwable explained(Throwable fault) {
        return fault instanceof BindException || fault instanceof UnknownHostException
                ? new IllegalStateException(ListenFault.sentence(config, fault), fault)
                : fault;
    }
}
