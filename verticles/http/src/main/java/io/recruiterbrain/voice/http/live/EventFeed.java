package io.recruiterbrain.voice.http.live;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.event.EventPage;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All durable events from now on, in order, without gap, for the followers of one verticle instance.
 *
 * <p>A published event only wakes the feed, which then reads on from its position: what the bus lost or delivered late
 * comes with the next read. Without followers it rests and remembers nothing. Event loop of one verticle only.
 */
final class EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final int PAGE = 200;

    private final Bus bus;
    private final Set<Follower> followers = new LinkedHashSet<>();
    private @Nullable Future<Long> started;
    /** Grows each time the feed starts again after a rest. */
    private int run;

    private long position;
    private boolean reading;
    private boolean readAgain;

    /** Gets every event of all interviews. */
    @FunctionalInterface
    interface Follower {
        void next(InterviewEvent event);
    }

    EventFeed(Bus bus) {
        this.bus = bus;
    }

    /** Completes with the position after which the follower gets every event. */
    Future<Long> follow(Follower follower) {
        followers.add(follower);
        if (started == null) {
            run++;
            started = bus.ask(FindEvents.ADDRESS, new FindEvents(FindEvents.LATEST, null, 1))
                    .map(EventPage::lastSequence)
                    .onSuccess(latest -> position = Math.max(position, latest))
                    .onFailure(fault -> started = null);
        }
        return started.map(latest -> position).onFailure(fault -> leave(follower));
    }

    void leave(Follower follower) {
        followers.remove(follower);
        if (followers.isEmpty()) {
            started = null;
        }
    }

    /** Tells that there is an event; one that was read already is no news. */
    void wake(InterviewEvent published) {
        if (published.sequence() > position) {
            readOn();
        }
    }

    /** Reads what came since, if anybody wants to know. */
    void readOn() {
        if (started == null || !started.succeeded()) {
            return;
        }
        if (reading) {
            readAgain = true;
            return;
        }
        reading = true;
        readAgain = false;
        int asked = run;
        bus.ask(FindEvents.ADDRESS, new FindEvents(position, null, PAGE)).onComplete(read -> {
            reading = false;
            if (read.failed()) {
                LOG.atDebug()
                        .addKeyValue("fault", read.cause().getMessage())
                        .log("events could not be read, trying later");
            } else if (asked == run) {
                hand(read.result());
                if (readAgain || read.result().events().size() == PAGE) {
                    readOn();
                }
            } else {
                // Everybody left and others came during the read; they begin at a position of their own.
                readOn();
            }
        });
    }

    private void hand(EventPage page) {
        for (InterviewEvent event : page.events()) {
            if (event.sequence() > position) {
                position = event.sequence();
                List.copyOf(followers).forEach(follower -> follower.next(event));
            }
        }
    }
}
