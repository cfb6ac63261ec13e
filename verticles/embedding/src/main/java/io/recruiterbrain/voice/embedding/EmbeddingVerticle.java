package io.recruiterbrain.voice.embedding;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@link EmbedTexts} and {@link FindStatus#EMBEDDING}. Deployed means loaded and answering.
 *
 * <p>Event loop in front; the model is loaded and used on the worker pool {@code embedding} only. One instance serves a
 * whole node: more computation is a matter of {@link EmbeddingConfig#workers}.
 */
public final class EmbeddingVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingVerticle.class);

    private final String nodeId;
    private final EmbeddingConfig config;
    private final Callable<? extends Embedder> loader;
    private final MeterRegistry meters;
    private final Clock clock;
    private @Nullable Running running;

    /** @param loader loads the model, blocking; the verticle closes what it returns */
    public EmbeddingVerticle(
            String nodeId,
            EmbeddingConfig config,
            Callable<? extends Embedder> loader,
            MeterRegistry meters,
            Clock clock) {
        this.nodeId = nodeId;
        this.config = config;
        this.loader = loader;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        WorkerExecutor pool = vertx.createSharedWorkerExecutor("embedding", config.workers());
        return pool.<Embedder>executeBlocking(loader::call).compose(embedder -> {
            EmbeddingMetrics metrics = new EmbeddingMetrics(meters, embedder.model());
            Batcher batcher =
                    new Batcher(embedder, config, task -> pool.executeBlocking(() -> run(task), false), clock, metrics);
            Running now = new Running(pool, embedder, batcher, metrics);
            running = now;
            LOG.atInfo()
                    .addKeyValue("model", embedder.model())
                    .addKeyValue("dimension", embedder.dimension())
                    .log("embedding ready");
            Bus bus = new Bus(vertx);
            return Future.all(
                    bus.serve(EmbedTexts.ADDRESS, request -> embed(now, request)),
                    bus.serve(FindStatus.EMBEDDING, request -> Future.succeededFuture(status(now))));
        });
    }

    @Override
    public Future<?> stop() {
        Running now = running;
        if (now == null) {
            return Future.succeededFuture();
        }
        return Future.fromCompletionStage(now.batcher.close(), context)
                .compose(idle -> now.pool.executeBlocking(() -> run(now.embedder::close)))
                .compose(closed -> now.pool.close());
    }

    private Future<Embeddings> embed(Running now, EmbedTexts request) {
        Timer.Sample sample = now.metrics.startRequest();
        return Future.fromCompletionStage(now.batcher.submit(request), context)
                .map(texts -> new Embeddings(now.embedder.model(), now.embedder.dimension(), texts))
                .onComplete(done -> now.metrics.endRequest(sample, request.kind(), outcome(done.cause())));
    }

    private ModuleStatus status(Running now) {
        PortStatus port = new PortStatus(
                "Embedder",
                now.embedder.model(),
                config.modelFolder() == null,
                "RBV_EMBEDDING_MODEL_DIR",
                now.batcher.problem().orElse(null));
        return new ModuleStatus(
                "embedding",
                nodeId,
                List.of(port),
                Map.of(
                        "dimension", (long) now.embedder.dimension(),
                        "workers", (long) config.workers(),
                        "queue_cap", (long) config.queueTexts(),
                        "queue_queries", (long) now.batcher.unfinished(Kind.QUERY),
                        "queue_passages", (long) now.batcher.unfinished(Kind.PASSAGE)));
    }

    private static String outcome(@Nullable Throwable fault) {
        return switch (fault) {
            case null -> "ok";
            case ServiceException known -> known.code().name().toLowerCase(Locale.ROOT);
            default -> ErrorCode.INTERNAL.name().toLowerCase(Locale.ROOT);
        };
    }

    private static boolean run(Runnable task) {
        task.run();
        return true;
    }

    private record Running(WorkerExecutor pool, Embedder embedder, Batcher batcher, EmbeddingMetrics metrics) {}
}
