package io.recruiterbrain.voice.embedding;

import static io.recruiterbrain.voice.contract.ErrorCode.BUSY;
import static io.recruiterbrain.voice.contract.ErrorCode.INTERNAL;
import static io.recruiterbrain.voice.contract.ErrorCode.TIMEOUT;
import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.TextEmbedding;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.embedding.Job.Piece;
import io.recruiterbrain.voice.embedding.Job.Text;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Stands between requests and the model: windows of like length share a batch, searches go before what is searched, a
 * full queue refuses with {@code BUSY}, and work whose caller has stopped waiting is dropped.
 *
 * <p>Thread-safe. {@link #submit} never blocks; tokenising and computing happen on the executor, at most
 * {@code workers} tasks of which are in flight, each one batch long.
 */
final class Batcher {
    private final Embedder embedder;
    private final EmbeddingConfig config;
    private final Executor executor;
    private final Clock clock;
    private final EmbeddingMetrics metrics;
    private final RecentEmbeddings recent;

    private final Object lock = new Object();
    private final Map<Kind, Lane> lanes = new EnumMap<>(Kind.class);
    private final CompletableFuture<Void> idleAfterClose = new CompletableFuture<>();
    private volatile @Nullable String problem;
    private int busyWorkers;
    private boolean closed;

    Batcher(Embedder embedder, EmbeddingConfig config, Executor executor, Clock clock, EmbeddingMetrics metrics) {
        this.embedder = embedder;
        this.config = config;
        this.executor = executor;
        this.clock = clock;
        this.metrics = metrics;
        this.recent = new RecentEmbeddings(clock);
        for (Kind kind : Kind.values()) {
            lanes.put(kind, new Lane(config.queueTexts()));
            metrics.watchQueue(kind, () -> unfinished(kind));
        }
    }

    /** One embedding for each text, in their order; fails with a {@link ServiceException}. */
    CompletionStage<List<TextEmbedding>> submit(EmbedTexts request) {
        Kind kind = request.kind();
        Job job = new Job(kind, request.texts().size(), clock.instant().plus(EmbedTexts.ADDRESS.timeout()));
        boolean start;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(stopping());
            }
            if (!lane(kind).offer(job.texts(request.texts()))) {
                metrics.refused(kind);
                return CompletableFuture.failedFuture(new ServiceException(BUSY, "too many texts wait for embedding"));
            }
            start = busyWorkers < config.workers();
            if (start) {
                busyWorkers++;
            }
        }
        // Not the stage that whenComplete returns: that one would wrap the fault.
        job.result().whenComplete((done, fault) -> release(kind, job.size()));
        if (start) {
            executor.execute(this::workOnce);
        }
        return job.result();
    }

    /** Texts of that kind which have no answer yet. */
    int unfinished(Kind kind) {
        synchronized (lock) {
            return lane(kind).unfinished();
        }
    }

    /** One sentence while the last batch could not be computed. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Refuses and fails what waits; completes when no worker uses the embedder any more. */
    CompletionStage<Void> close() {
        synchronized (lock) {
            closed = true;
            if (busyWorkers == 0) {
                idleAfterClose.complete(null);
            }
        }
        lanes.values().forEach(this::failAll);
        return idleAfterClose;
    }

    private void failAll(Lane lane) {
        Set<Job> waiting;
        synchronized (lock) {
            waiting = lane.takeAll();
        }
        waiting.forEach(job -> job.fail(stopping()));
    }

    private static ServiceException stopping() {
        return new ServiceException(UNAVAILABLE, "embedding is stopping");
    }

    private void release(Kind kind, int texts) {
        synchronized (lock) {
            lane(kind).release(texts);
        }
    }

    // One batch for each task, so that a busy hour is not one endless task to the pool.
    private void workOnce() {
        List<Piece> batch = nextBatch();
        if (!batch.isEmpty()) {
            compute(batch);
            executor.execute(this::workOnce);
        }
    }

    /** Empty when nothing waits; this worker has then signed off. */
    private List<Piece> nextBatch() {
        while (true) {
            Lane lane;
            List<Text> toTokenise;
            Set<Job> late;
            synchronized (lock) {
                lane = lane(Kind.QUERY).isEmpty() ? lane(Kind.PASSAGE) : lane(Kind.QUERY);
                late = lane.takeLate(clock.instant());
                toTokenise = lane.takeWaiting();
                if (late.isEmpty() && toTokenise.isEmpty()) {
                    List<Piece> batch = lane.takeBatch(config.batchTokens());
                    if (batch.isEmpty()) {
                        signOff();
                    }
                    return batch;
                }
            }
            late.forEach(job -> job.fail(new ServiceException(TIMEOUT, "the texts waited too long for embedding")));
            for (Text text : toTokenise) {
                tokenise(lane, text);
            }
        }
    }

    private void signOff() {
        busyWorkers--;
        if (closed && busyWorkers == 0) {
            idleAfterClose.complete(null);
        }
    }

    private void tokenise(Lane lane, Text text) {
        Kind kind = text.job().kind();
        try {
            Optional<TextEmbedding> known = recent.find(kind, text.content());
            if (known.isPresent()) {
                metrics.reused(kind);
                text.complete(known.get());
                return;
            }
            List<Piece> pieces = text.pieces(embedder.windows(kind, text.content()));
            synchronized (lock) {
                lane.addReady(pieces);
            }
        } catch (RuntimeException | LinkageError e) {
            text.job().fail(fault(e));
        }
    }

    private void compute(List<Piece> batch) {
        Kind kind = batch.getFirst().text().job().kind();
        List<TokenWindow> windows = batch.stream().map(Piece::window).toList();
        try {
            List<Vector> vectors = metrics.timeBatch(kind, windows, () -> embedder.embed(windows));
            problem = null;
            for (int i = 0; i < batch.size(); i++) {
                Text text = batch.get(i).text();
                batch.get(i).complete(vectors.get(i)).ifPresent(embedding -> {
                    recent.add(kind, text.content(), embedding);
                    text.complete(embedding);
                });
            }
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            ServiceException fault = fault(e);
            problem = "The model failed on the last batch; the log says why.";
            batch.forEach(piece -> piece.text().job().fail(fault));
        }
    }

    private static ServiceException fault(Throwable thrown) {
        return thrown instanceof ServiceException known
                ? known
                : new ServiceException(INTERNAL, "the texts could not be embedded", thrown);
    }

    private Lane lane(Kind kind) {
        Lane lane = lanes.get(kind);
        if (lane == null) {
            throw new IllegalStateException("no lane for " + kind);
        }
        return lane;
    }
}
