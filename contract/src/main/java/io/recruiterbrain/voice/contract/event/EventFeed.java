package io.recruiterbrain.voice.contract.event;

import io.recruiterbrain.voice.contract.Bus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * All durable events after a cursor, one after the other, in order, without a gap and each once; again only when the
 * consumer failed, or from an older cursor. For extensions.
 *
 * <p>A published event only wakes the feed, which then reads on from its position: what the bus lost, or what happened
 * while nobody listened, comes with the next read. The consumer sets the pace; at most one page waits for it. Everything
 * runs on the context that {@link #follow} was called on.
 */
public final class EventFeed {
    private static final System.Logger LOG = System.getLogger(EventFeed.class.getName());
    private static final int PAGE = 100;
    /** How late an event comes that the bus did not deliver, and the pause after a fault. */
    private static final Duration READ_ON = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final Function<InterviewEvent, Future<?>> consumer;
    private long timer;
    private Bus.Registration subscription = Future::succeededFuture;
    private volatile long position;
    private boolean reading;
    private boolean readAgain;
    private boolean closed;

    private EventFeed(Vertx vertx, long after, Function<InterviewEvent, Future<?>> consumer) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.bus = new Bus(vertx);
        this.position = after;
        this.consumer = consumer;
    }

    /**
     * Begins to bring events.
     *
     * @param after sequence of the last event that the consumer is done with, 0 for all, {@link FindEvents#LATEST} for those
     *     from now on
     * @param consumer completes when it is done with an event, and only then gets the next; when it fails, it gets the same
     *     one again after a pause
     * @return completes when the feed listens; fails when it was asked to begin now and nobody could tell where that is
     */
    public static Future<EventFeed> follow(Vertx vertx, long after, Function<InterviewEvent, Future<?>> consumer) {
        EventFeed feed = new EventFeed(vertx, after, consumer);
        Future<Void> positioned = after == FindEvents.LATEST
                ? feed.bus
                        .ask(FindEvents.ADDRESS, new FindEvents(FindEvents.LATEST, null, 1))
                        .onSuccess(latest -> feed.position = latest.lastSequence())
                        .mapEmpty()
                : Future.succeededFuture();
        return positioned
                .compose(known -> feed.bus.subscribe(InterviewEvent.TOPIC, InterviewEvent.class, feed::wake))
                .onSuccess(subscribed -> {
                    feed.subscription = subscribed;
                    feed.timer = vertx.setPeriodic(READ_ON.toMillis(), tick -> feed.onContext(feed::read));
                    feed.onContext(feed::read);
                })
                .map(feed);
    }

    /** Sequence of the last event that the consumer is done with: the cursor to go on from after a restart. Any thread. */
    public long position() {
        return position;
    }

    /** Brings no more events; one that the consumer has is still counted when it is done. */
    public Future<Void> close() {
        onContext(() -> closed = true);
        vertx.cancelTimer(timer);
        return subscription.end();
    }

    private void onContext(Runnable step) {
        context.runOnContext(ignored -> step.run());
    }

    private void wake(InterviewEvent published) {
        if (published.sequence() > position) {
            onContext(this::read);
        }
    }

    private void read() {
        if (closed) {
            return;
        }
        if (reading) {
            readAgain = true;
            return;
        }
        reading = true;
        readAgain = false;
        bus.ask(FindEvents.ADDRESS, new FindEvents(position, null, PAGE))
                .onComplete(read -> onContext(() -> {
                    if (read.succeeded()) {
                        hand(read.result().events(), 0);
                    } else {
                        LOG.log(
                                System.Logger.Level.DEBUG,
                                "events cannot be read now: {0}",
                                read.cause().getMessage());
                        reading = false;
                    }
                }));
    }

    private void hand(List<InterviewEvent> events, int index) {
        if (index == events.size() || closed) {
            reading = false;
            if (readAgain || events.size() == PAGE) {
                read();
            }
            return;
        }
        InterviewEvent event = events.get(index);
        consume(event)
                .onComplete(done -> onContext(() -> {
                    if (done.succeeded()) {
                        position = event.sequence();
                        hand(events, index + 1);
                    } else {
                        // The class only: the text may quote what the event holds.
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "event was not taken and comes again, sequence={0}, fault={1}",
                                event.sequence(),
                                done.cause().getClass().getSimpleName());
                        reading = false;
                    }
                }));
    }

    private Future<?> consume(InterviewEvent event) {
        try {
            return consumer.apply(event);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
