package io.recruiterbrain.voice.http.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.http.live.EventStream.StreamRequest;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The open event streams of one verticle instance, and what feeds them. Its event loop only. */
final class LiveHub {
    /** How late an event comes that the bus did not deliver. */
    private static final long READ_ON_MS = 2000;

    private final Vertx vertx;
    private final Bus bus;
    private final int cap;
    private final int bufferBytes;
    private final MeterRegistry metrics;
    private final AtomicInteger open;
    private final EventFeed feed;
    private final NewestAgents agents = new NewestAgents();
    private final LatestUpdates latest = new LatestUpdates(System::nanoTime);
    private final Set<EventStream> streams = new LinkedHashSet<>();

    /**
     * @param open streams open on this node, over all instances
     */
    LiveHub(Vertx vertx, Bus bus, int cap, int bufferBytes, MeterRegistry metrics, AtomicInteger open) {
        this.vertx = vertx;
        this.bus = bus;
        this.cap = cap;
        this.bufferBytes = bufferBytes;
        this.metrics = metrics;
        this.open = open;
        this.feed = new EventFeed(bus);
        Gauge.builder("rbv.http.event.streams.open", open, AtomicInteger::get)
                .description("Event streams open on this node")
                .register(metrics);
    }

    /** Subscribes to what is published; completes when every member knows. */
    Future<Void> start(Duration heartbeat) {
        vertx.setPeriodic(heartbeat.toMillis(), tick -> List.copyOf(streams).forEach(EventStream::heartbeat));
        vertx.setPeriodic(READ_ON_MS, tick -> feed.readOn());
        return Future.all(
                        bus.subscribe(InterviewEvent.TOPIC, InterviewEvent.class, feed::wake),
                        bus.subscribe(LiveUpdate.TOPIC, LiveUpdate.class, this::live))
                .mapEmpty();
    }

    /** Opens a stream on a response; fails with a problem while nothing has been written. */
    Future<EventStream> open(StreamRequest wish, HttpServerResponse response, EventStream.Ending ending) {
        long ofCaller = streams.stream()
                .filter(stream -> stream.wish().caller().equals(wish.caller()))
                .count();
        if (open.get() >= cap || ofCaller >= Math.max(8, cap / 10)) {
            return Future.failedFuture(new ProblemException(
                    ProblemCode.BUSY,
                    "Too many event streams are open; close some and try again.",
                    Duration.ofSeconds(5)));
        }
        EventStream stream = new EventStream(vertx, bus, wish, response, (ended, reason) -> {
            if (streams.remove(ended)) {
                open.decrementAndGet();
            }
            feed.leave(ended);
            Counter.builder("rbv.http.event.streams.ended")
                    .description("Event streams by the reason of their end")
                    .tag("reason", reason.name())
                    .register(metrics)
                    .increment();
            ending.ended(ended, reason);
        });
        streams.add(stream);
        open.incrementAndGet();
        return feed.follow(stream)
                .onSuccess(position -> stream.begin(position, bufferBytes, () -> latest.of(wish.interviewId())))
                .onFailure(fault -> {
                    streams.remove(stream);
                    open.decrementAndGet();
                })
                .map(position -> stream);
    }

    private void live(LiveUpdate update) {
        if (!agents.mayShow(update)) {
            return;
        }
        latest.keep(update);
        for (EventStream stream : List.copyOf(streams)) {
            if (update.interviewId().equals(stream.wish().interviewId())) {
                stream.live(update);
            }
        }
    }
}
