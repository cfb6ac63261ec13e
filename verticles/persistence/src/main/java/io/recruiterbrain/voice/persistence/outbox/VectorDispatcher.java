package io.recruiterbrain.voice.persistence.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.outbox.VectorOutbox.Queued;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings queued turns into the vector store: asks for their vectors in batches, writes them, takes them off the queue. One
 * job at a time, so a removal never races with a write of the same node. What fails is tried again, later and later.
 */
public final class VectorDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(VectorDispatcher.class);
    /** Of as many interviews as there are; one write costs much more than one turn in it. */
    private static final int BATCH = 128;

    /** As many as a slow model embeds within the time of one request. */
    private static final int TEXTS = 32;

    private static final int MAX_DOUBLINGS = 6;
    /** The embedding is often not there yet when the first turns are sent. */
    private static final int FAILURES_WORTH_TELLING = 3;

    /** Longer than the embedding may take; a dispatcher that died gives its turns free with it. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** At most, between nodes that are well kept. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final long ERASURE_WAIT_MILLIS = 3_000;

    private final Vertx vertx;
    private final VectorOutbox outbox;
    private final VectorStore store;
    private final Bus bus;
    private final PersistenceConfig.Outbox config;
    private final Clock clock;
    private final Counter written;
    private final Counter failed;
    private Future<Void> lastJob = Future.succeededFuture();
    private boolean drainWaits;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile boolean resting;
    private volatile boolean stopped;
    private volatile @Nullable String pauseProblem;
    private volatile @Nullable String refusal;

    public VectorDispatcher(
            Vertx vertx,
            VectorOutbox outbox,
            VectorStore store,
            PersistenceConfig.Outbox config,
            Clock clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.store = store;
        this.bus = new Bus(vertx);
        this.config = config;
        this.clock = clock;
        this.written = Counter.builder("rbv.persistence.outbox.written")
                .description("turns made searchable")
                .register(registry);
        this.failed = Counter.builder("rbv.persistence.outbox.failures")
                .description("batches that have to be tried again")
                .register(registry);
    }

    /** Before the first job: a vector store that is not the one of before gets everything again. */
    public Future<Void> adoptStore() {
        return outbox.adopt(store.identity(), clock.instant())
                .onSuccess(queued -> {
                    if (queued > 0) {
                        LOG.atInfo().addKeyValue("turns", queued).log("new vector store, every turn is queued for it");
                    }
                })
                .mapEmpty();
    }

    /** There may be something new: works the queue off unless that is about to happen. Returns at once. */
    public void wake() {
        synchronized (this) {
            if (drainWaits) {
                return;
            }
            drainWaits = true;
        }
        job(this::drain);
    }

    /** Works off the queued removals; fails when that takes too long, they stay queued then. */
    public Future<Void> removeErased() {
        return job(this::eraseQueued).timeout(ERASURE_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes nothing up any more; completes when the job that runs now has ended. */
    public Future<Void> stop() {
        stopped = true;
        return job(Future::succeededFuture);
    }

    /** Why turns do not get in at the moment, absent while they do. */
    public @Nullable String problem() {
        return refusal != null || failuresInARow.get() < FAILURES_WORTH_TELLING ? refusal : pauseProblem;
    }

    private synchronized Future<Void> job(Supplier<Future<Void>> work) {
        Future<Void> done = lastJob.transform(before -> work.get());
        lastJob = done.otherwiseEmpty();
        return done;
    }

    private Future<Void> drain() {
        synchronized (this) {
            drainWaits = false;
        }
        if (resting || stopped) {
            return Future.succeededFuture();
        }
        return eraseQueued()
                .compose(erased -> {
                    Instant now = clock.instant();
                    Instant farthest = now.plus(CLOCKS_DIFFER).plus(LEASE).plus(pause(MAX_DOUBLINGS + 1));
                    return outbox.claim(BATCH, now, now.plus(LEASE), farthest);
                })
                .compose(turns -> {
                    if (turns.isEmpty()) {
                        failuresInARow.set(0);
                        return Future.succeededFuture();
                    }
                    return send(turns).onSuccess(sent -> {
                        failuresInARow.set(0);
                        wake();
                    });
                })
                .onFailure(this::pauseAfter);
    }

    private Future<Void> eraseQueued() {
        return outbox.erasures().compose(interviewIds -> {
            Future<Void> done = Future.succeededFuture();
            for (UUID interviewId : interviewIds) {
                done = done.compose(before -> store.erase(interviewId)).compose(erased -> outbox.erased(interviewId));
            }
            return done;
        });
    }

    private Future<Void> send(List<Queued> turns) {
        return embed(turns)
                .compose(store::upsert)
                .compose(stored -> outbox.done(turns, clock.instant()))
                .onSuccess(done -> {
                    refusal = null;
                    written.increment(turns.size());
                })
                .recover(fault -> giveBack(turns, fault));
    }

    /** One request after the other. */
    private Future<List<TurnVectors>> embed(List<Queued> turns) {
        Future<List<TurnVectors>> done = Future.succeededFuture(new ArrayList<>());
        for (int from = 0; from < turns.size(); from += TEXTS) {
            List<Queued> part = turns.subList(from, Math.min(turns.size(), from + TEXTS));
            EmbedTexts request = new EmbedTexts(
                    EmbedTexts.Kind.PASSAGE, part.stream().map(Queued::text).toList());
            done = done.compose(vectors -> bus.ask(EmbedTexts.ADDRESS, request).map(embeddings -> {
                vectors.addAll(vectors(part, embeddings));
                return vectors;
            }));
        }
        return done;
    }

    /** A fault of the moment holds all turns up; one that a turn causes holds up that turn only. */
    private Future<Void> giveBack(List<Queued> turns, Throwable fault) {
        boolean ofTheMoment =
                fault instanceof ServiceException known && known.code().retryable();
        if (!ofTheMoment && turns.size() > 1) {
            Future<Void> done = Future.succeededFuture();
            for (Queued turn : turns) {
                done = done.compose(before -> send(List.of(turn)));
            }
            return done;
        }
        Duration wait = ofTheMoment ? Duration.ZERO : pause(turns.getFirst().attempts());
        return outbox.postpone(turns, clock.instant().plus(wait)).compose(back -> {
            if (ofTheMoment) {
                return Future.failedFuture(fault);
            }
            LOG.atWarn()
                    .addKeyValue("interviewId", turns.getFirst().interviewId())
                    .addKeyValue("turnNo", turns.getFirst().turnNo())
                    .addKeyValue("cause", fault.getMessage())
                    .log("turn could not be made searchable");
            failed.increment();
            refusal = "the vector store does not take turns: " + fault.getMessage();
            return Future.succeededFuture();
        });
    }

    private static List<TurnVectors> vectors(List<Queued> turns, Embeddings embeddings) {
        if (embeddings.embeddings().size() != turns.size()) {
            throw new IllegalStateException("as many vectors as texts were expected");
        }
        List<TurnVectors> vectors = new ArrayList<>(turns.size());
        for (int i = 0; i < turns.size(); i++) {
            Queued turn = turns.get(i);
            vectors.add(new TurnVectors(
                    turn.interviewId(),
                    turn.turnNo(),
                    turn.speaker(),
                    turn.startedAt(),
                    turn.jobId(),
                    turn.candidateId(),
                    embeddings.model(),
                    embeddings.embeddings().get(i).windows()));
        }
        return vectors;
    }

    private void pauseAfter(Throwable fault) {
        int failures = failuresInARow.incrementAndGet();
        failed.increment();
        pauseProblem = "turns wait to become searchable: " + fault.getMessage();
        LOG.atDebug().setCause(fault).log("outbox pauses");
        resting = true;
        vertx.setTimer(Math.max(1, pause(failures).toMillis()), timer -> {
            resting = false;
            wake();
        });
    }

    private Duration pause(int attempts) {
        return config.retryAfter().multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MAX_DOUBLINGS));
    }
}
