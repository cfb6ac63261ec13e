package io.recruiterbrain.voice.http.live;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.event.EventPage;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream. It follows the feed from before its first read, so an event is either in a read or comes from the
 * feed; while it still reads, an event from the feed only means that one more read is due. That needs no buffer and loses
 * nothing. Event loop of one verticle only.
 *
 * <p>Bounded: while history is sent it waits for the client, later a client that does not keep up is cut off.
 */
final class EventStream implements EventFeed.Follower {
    private static final int PAGE = 100;
    private static final long PATIENCE_MS = 30_000;
    private static final String ERASED = "interview.erased";

    private final Vertx vertx;
    private final Bus bus;
    private final StreamRequest wish;
    private final HttpServerResponse response;
    private final Ending ending;
    private State state = State.READING;
    private long cursor;
    private boolean missed;

    private enum State {
        READING,
        LIVE,
        CLOSED
    }

    /** Why a stream ended. */
    enum Reason {
        CLIENT_LEFT,
        TOO_SLOW,
        TAKEN_OVER,
        ERASED,
        UNAVAILABLE
    }

    /** Called once, when the stream is over. */
    @FunctionalInterface
    interface Ending {
        void ended(EventStream stream, Reason reason);
    }

    EventStream(Vertx vertx, Bus bus, StreamRequest wish, HttpServerResponse response, Ending ending) {
        this.vertx = vertx;
        this.bus = bus;
        this.wish = wish;
        this.response = response;
        this.ending = ending;
    }

    StreamRequest wish() {
        return wish;
    }

    /**
     * Sends the head and begins.
     *
     * @param position of the feed, which is followed already
     * @param snapshot the latest live updates, sent once history is
     */
    void begin(long position, int bufferBytes, Snapshot snapshot) {
        if (response.closed()) {
            // Its close handler would never be called, and the stream would stay for ever.
            end(Reason.CLIENT_LEFT);
            return;
        }
        response.closeHandler(gone -> end(Reason.CLIENT_LEFT));
        response.exceptionHandler(broken -> end(Reason.CLIENT_LEFT));
        response.setChunked(true)
                .setWriteQueueMaxSize(bufferBytes)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                // Compression would gather events instead of sending them.
                .putHeader("Content-Encoding", "identity")
                // Proxies that buffer would hold the events back.
                .putHeader("X-Accel-Buffering", "no");
        response.write("retry: 1000\n\n");
        if (wish.after() == null) {
            cursor = position;
            state = State.LIVE;
        } else {
            cursor = wish.after();
            read(snapshot);
        }
    }

    /** The latest live updates of the interview at the time it is asked for. */
    @FunctionalInterface
    interface Snapshot {
        List<LiveUpdate> now();
    }

    @Override
    public void next(InterviewEvent event) {
        switch (state) {
            case READING -> missed = true;
            case LIVE -> {
                if (event.sequence() > cursor && wish.concerns(event)) {
                    cursor = event.sequence();
                    if (wish.shows(event.type())) {
                        push(LiveJson.frame(event, wish.isCandidates()));
                    }
                    endIfErased(event);
                }
            }
            case CLOSED -> {}
        }
    }

    /** A live update; while history is still sent it is passed over, the snapshot makes up for it. */
    void live(LiveUpdate update) {
        if (state != State.LIVE || !wish.live()) {
            return;
        }
        if (update instanceof LiveUpdate.SessionTakenOver over) {
            if (over.sessionId().equals(wish.sessionId())) {
                push(LiveJson.frame(update));
                finish(Reason.TAKEN_OVER);
            }
            return;
        }
        push(LiveJson.frame(update));
    }

    /** Keeps proxies from closing an idle connection. */
    void heartbeat() {
        if (state == State.LIVE) {
            push(": keep-alive\n\n");
        }
    }

    private void read(Snapshot snapshot) {
        missed = false;
        bus.ask(FindEvents.ADDRESS, new FindEvents(cursor, wish.interviewId(), PAGE))
                .onComplete(read -> {
                    if (state == State.CLOSED) {
                        return;
                    }
                    if (read.failed()) {
                        finish(Reason.UNAVAILABLE);
                        return;
                    }
                    send(read.result());
                    if (state == State.CLOSED) {
                        return;
                    }
                    if (read.result().events().size() == PAGE || missed) {
                        whenTaken(() -> read(snapshot));
                    } else {
                        state = State.LIVE;
                        snapshot.now().forEach(this::live);
                    }
                });
    }

    private void send(EventPage page) {
        for (InterviewEvent event : page.events()) {
            cursor = event.sequence();
            if (wish.shows(event.type())) {
                response.write(LiveJson.frame(event, wish.isCandidates()));
            }
            endIfErased(event);
            if (state == State.CLOSED) {
                return;
            }
        }
    }

    /** Runs the step once the client has taken what was written, if it does so in time. */
    private void whenTaken(Runnable step) {
        if (!response.writeQueueFull()) {
            step.run();
            return;
        }
        long timer = vertx.setTimer(PATIENCE_MS, late -> cut(Reason.TOO_SLOW));
        response.drainHandler(drained -> {
            response.drainHandler(null);
            if (vertx.cancelTimer(timer) && state != State.CLOSED) {
                step.run();
            }
        });
    }

    private void push(String frame) {
        if (response.writeQueueFull()) {
            cut(Reason.TOO_SLOW);
        } else {
            response.write(frame);
        }
    }

    private void endIfErased(InterviewEvent event) {
        if (wish.interviewId() != null && event.type().equals(ERASED)) {
            finish(Reason.ERASED);
        }
    }

    /** Ends in good order: what was written arrives. */
    private void finish(Reason reason) {
        if (end(reason) && !response.ended() && !response.closed()) {
            response.end();
        }
    }

    private void cut(Reason reason) {
        if (end(reason)) {
            response.reset();
        }
    }

    private boolean end(Reason reason) {
        if (state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        ending.ended(this, reason);
        return true;
    }

    /**
     * What a client wants to follow.
     *
     * @param interviewId absent for all interviews
     * @param sessionId of a candidate's page, absent for recruiters
     * @param after sequence of the last event seen, absent to begin with the next one
     * @param live whether live updates are wanted
     * @param caller whose stream it is, for counting
     */
    record StreamRequest(
            @Nullable UUID interviewId,
            @Nullable UUID sessionId,
            @Nullable Long after,
            boolean live,
            Object caller) {
        boolean concerns(InterviewEvent event) {
            return interviewId == null || interviewId.equals(event.subject());
        }

        boolean isCandidates() {
            return sessionId != null;
        }

        /** Candidates see what was said and where the interview stands, not what was decided about them. */
        boolean shows(String type) {
            return !isCandidates() || type.equals("turn.saved") || type.equals("interview.state_changed");
        }
    }
}
