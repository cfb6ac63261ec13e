package io.recruiterbrain.voice.persistence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.persistence.extension.TurnScreening;
import io.recruiterbrain.voice.persistence.outbox.VectorDispatcher;
import io.recruiterbrain.voice.persistence.outbox.VectorOutbox;
import io.recruiterbrain.voice.persistence.postgres.ApiKeyStore;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.postgres.EvaluationStore;
import io.recruiterbrain.voice.persistence.postgres.EventLag;
import io.recruiterbrain.voice.persistence.postgres.EventPublisher;
import io.recruiterbrain.voice.persistence.postgres.EventStore;
import io.recruiterbrain.voice.persistence.postgres.Fences;
import io.recruiterbrain.voice.persistence.postgres.InterviewCreation;
import io.recruiterbrain.voice.persistence.postgres.InterviewEraser;
import io.recruiterbrain.voice.persistence.postgres.InterviewList;
import io.recruiterbrain.voice.persistence.postgres.InterviewStore;
import io.recruiterbrain.voice.persistence.postgres.JoinQueue;
import io.recruiterbrain.voice.persistence.postgres.LeaseStore;
import io.recruiterbrain.voice.persistence.postgres.Reaper;
import io.recruiterbrain.voice.persistence.postgres.ServerLimits;
import io.recruiterbrain.voice.persistence.postgres.TurnStore;
import io.recruiterbrain.voice.persistence.search.HitReader;
import io.recruiterbrain.voice.persistence.search.TurnSearch;
import io.recruiterbrain.voice.persistence.vector.MeteredVectorStore;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The objects over an opened database and vector store, and the work that goes on beside the requests. */
final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    /** The schema was brought up to date just before, so a machine with time answers at once. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final PersistenceConfig config;
    private final Clock clock;
    private final @Nullable String holder;
    private final boolean embeddedDatabase;
    private final PersistenceConfig.Server server;
    private final Database database;
    /** For leases alone: no load of turns or lists may let an interview change hands. */
    private final Database leaseDatabase;

    private final VectorOutbox outbox;
    private final VectorDispatcher dispatcher;
    private final EventPublisher publisher;
    private final Reaper reaper;
    private final Stores stores;
    private final EventLag eventLag;
    private final AtomicLong outboxDepth = new AtomicLong();
    private final AtomicLong outboxAgeSeconds = new AtomicLong();
    private final AtomicLong eventsWaiting = new AtomicLong();
    private final AtomicLong eventAgeSeconds = new AtomicLong();
    private volatile boolean late;
    private final List<Long> timers = new ArrayList<>();

    Assembly(
            Vertx vertx,
            PersistenceConfig config,
            String nodeId,
            Persistence.Opened opened,
            MeterRegistry registry,
            Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        // Nobody else can use the embedded database: whatever was held when it stopped is held no more.
        this.holder = opened.postgres() == null ? nodeId : null;
        Bus bus = new Bus(vertx);
        VectorStore vectors = new MeteredVectorStore(opened.vectors(), registry);
        this.embeddedDatabase = opened.postgres() != null;
        this.server = opened.server();
        this.database = new Database(vertx, opened.server(), config.pool(), registry);
        this.leaseDatabase = new Database(vertx, opened.server(), config.pool().forLeases(), "leases", registry);
        this.eventLag = new EventLag(database);
        this.outbox = new VectorOutbox(database);
        this.dispatcher = new VectorDispatcher(vertx, outbox, vectors, config.outbox(), clock, registry);
        this.publisher = new EventPublisher(database, bus);
        this.reaper = new Reaper(database, config.reaper(), clock, publisher::wake);
        Fences fences = new Fences(registry);
        TurnStore turns = new TurnStore(vertx, database, config.turns(), clock, fences, registry, () -> {
            publisher.wake();
            dispatcher.wake();
        });
        this.stores = new Stores(
                new InterviewCreation(vertx, database, config.turns(), publisher::wake),
                new InterviewStore(database, clock, fences, publisher::wake),
                new InterviewList(database),
                new InterviewEraser(database, publisher::wake, dispatcher::removeErased),
                turns,
                new TurnScreening(bus, clock, registry, turns::save),
                new EvaluationStore(database, clock, publisher::wake),
                new EventStore(database, publisher::wake),
                new LeaseStore(leaseDatabase, registry),
                new ApiKeyStore(database),
                new JoinQueue(database),
                new TurnSearch(bus, vectors, new HitReader(database), outbox),
                new StatusReport(
                        nodeId,
                        opened.postgres() != null,
                        config.milvus() == null,
                        database,
                        turns,
                        eventLag,
                        outbox,
                        dispatcher,
                        vectors,
                        clock));
        Gauge.builder("rbv.persistence.outbox.depth", outboxDepth, AtomicLong::get)
                .description("turns that are stored and not searchable yet")
                .register(registry);
        Gauge.builder("rbv.persistence.outbox.age", outboxAgeSeconds, AtomicLong::get)
                .description("age of the oldest of them")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("rbv.persistence.events.depth", eventsWaiting, AtomicLong::get)
                .description("events that are stored and not published yet")
                .register(registry);
        Gauge.builder("rbv.persistence.events.age", eventAgeSeconds, AtomicLong::get)
                .description("for how long the oldest of them has been seen to wait")
                .baseUnit("seconds")
                .register(registry);
    }

    Stores stores() {
        return stores;
    }

    /** Puts in order what the last run left, then starts the background work. */
    Future<Void> begin() {
        return database.firstAnswer(FIRST_ANSWER)
                .compose(answers -> embeddedDatabase
                        ? Future.succeededFuture()
                        : ServerLimits.check(database, server, config.pool().connections()))
                .compose(fits -> reaper.releaseHeldBy(holder))
                .onSuccess(released -> {
                    if (released > 0) {
                        LOG.atInfo().addKeyValue("interviews", released).log("interviews wait for an agent again");
                    }
                })
                .compose(released -> dispatcher.adoptStore())
                .onSuccess(adopted -> {
                    publisher.wake();
                    dispatcher.wake();
                    every(config.outbox().interval(), this::lookAtOutbox);
                    every(config.reaper().interval(), this::reap);
                });
    }

    Future<Void> end() {
        timers.forEach(vertx::cancelTimer);
        return dispatcher
                .stop()
                .transform(stopped ->
                        Future.join(database.close(), leaseDatabase.close()).mapEmpty());
    }

    private void every(Duration interval, Runnable work) {
        timers.add(vertx.setPeriodic(interval.toMillis(), timer -> work.run()));
    }

    private void lookAtOutbox() {
        publisher.wake();
        dispatcher.wake();
        Future<VectorOutbox.Depth> depth = outbox.depth();
        Future<EventLag.Lag> events = eventLag.look();
        Future.all(depth, events).onSuccess(both -> {
            Duration turnAge = depth.result().age(clock.instant());
            Duration eventAge = events.result().age();
            outboxDepth.set(depth.result().turns());
            outboxAgeSeconds.set(turnAge.toSeconds());
            eventsWaiting.set(events.result().events());
            eventAgeSeconds.set(eventAge.toSeconds());
            tellWhenLate(turnAge, eventAge);
        });
    }

    private void tellWhenLate(Duration turnAge, Duration eventAge) {
        boolean lateNow = turnAge.compareTo(StatusReport.LATE) > 0 || eventAge.compareTo(StatusReport.LATE) > 0;
        if (lateNow && !late) {
            LOG.atWarn()
                    .addKeyValue("turnSeconds", turnAge.toSeconds())
                    .addKeyValue("eventSeconds", eventAge.toSeconds())
                    .log("an outbox is late");
        }
        late = lateNow;
    }

    private void reap() {
        reaper.reap()
                .onSuccess(ended -> {
                    if (ended > 0) {
                        LOG.atInfo().addKeyValue("interviews", ended).log("interviews that nobody ended were ended");
                    }
                })
                .onFailure(fault -> LOG.atDebug().setCause(fault).log("reaper could not look"));
    }
}
