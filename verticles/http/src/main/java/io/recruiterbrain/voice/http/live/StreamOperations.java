package io.recruiterbrain.voice.http.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.http.api.Sessions;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.live.EventStream.StreamRequest;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Event streams of recruiters and candidates. */
public final class StreamOperations {
    private final Bus bus;
    private final LiveHub hub;
    private final CandidatePresence presence;
    private final Duration heartbeat;

    /** What instances on one node share. */
    public static final class Shared {
        private final AtomicInteger open = new AtomicInteger();
        private final CandidatePresence.OpenPages pages = new CandidatePresence.OpenPages();
    }

    public StreamOperations(
            Vertx vertx, Bus bus, Sessions sessions, HttpConfig config, MeterRegistry metrics, Shared shared) {
        this.bus = bus;
        this.heartbeat = config.heartbeat();
        this.hub = new LiveHub(
                vertx, bus, config.limits().streams(), config.limits().streamBytes(), metrics, shared.open);
        this.presence = new CandidatePresence(vertx, sessions, shared.pages);
    }

    public void register(Operations operations) {
        operations
                .onStream("streamInterviewEvents", this::interview)
                .onStream("streamEvents", this::all)
                .onStream("streamCandidateEvents", this::candidate);
    }

    /** Completes when events are heard. */
    public Future<Void> start() {
        return hub.start(heartbeat);
    }

    private void interview(ApiRequest request) {
        UUID interviewId = request.interviewId();
        bus.ask(FindInterview.ADDRESS, new FindInterview(interviewId))
                .compose(found -> open(
                        request,
                        new StreamRequest(interviewId, null, afterOr(request, 0L), true, request.principal()),
                        (stream, reason) -> {}))
                .onFailure(request.context()::fail);
    }

    private void all(ApiRequest request) {
        open(
                        request,
                        new StreamRequest(null, null, request.number("Last-Event-ID"), false, request.principal()),
                        (stream, reason) -> {})
                .onFailure(request.context()::fail);
    }

    private void candidate(ApiRequest request) {
        UUID interviewId = request.interviewId();
        UUID sessionId = request.sessionId();
        if (request.context().response().closed()) {
            return; // this process may have stood still meanwhile, and the page reads elsewhere
        }
        StreamRequest wish = new StreamRequest(interviewId, sessionId, afterOr(request, 0L), true, request.principal());
        presence.opened(interviewId, sessionId)
                .compose(
                        told -> open(request, wish, (stream, reason) -> presence.closed(interviewId, sessionId))
                                .onFailure(fault -> presence.closed(interviewId, sessionId)),
                        // After the end nobody is there to tell, but the page may still read how it ended.
                        fault -> Sessions.isOver(fault)
                                ? open(request, wish, (stream, reason) -> {})
                                : Future.failedFuture(fault))
                .onFailure(request.context()::fail);
    }

    private Future<EventStream> open(ApiRequest request, StreamRequest wish, EventStream.Ending ending) {
        HttpServerResponse response = request.context().response();
        return hub.open(wish, response, ending);
    }

    private static Long afterOr(ApiRequest request, Long otherwise) {
        Long seen = request.number("Last-Event-ID");
        return seen == null ? otherwise : seen;
    }
}
