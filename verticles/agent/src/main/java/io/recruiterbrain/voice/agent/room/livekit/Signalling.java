package io.recruiterbrain.voice.agent.room.livekit;

import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.jspecify.annotations.Nullable;

/**
 * The signalling of one session over the connections that it has one after the other. What is asked for while there is
 * none, or before the server has taken the session up again, is kept. On the control thread.
 */
final class Signalling {
    private static final int MOST_WAITING = 200;
    static final Duration HANDSHAKE = Duration.ofSeconds(10);

    /** Opens the WebSocket. */
    @FunctionalInterface
    interface Opener {
        SignalConnection open(String resumes, String token, SignalConnection.Listener listener);
    }

    /** Hears what the server says after the handshake, and of the end of a connection that was not closed here. */
    interface Events {
        void onResponse(SignalResponse response);

        void onBroken(Throwable cause);
    }

    private final MediaEngine engine;
    private final Opener opener;
    private final Events events;
    private final List<SignalRequest.Builder> waiting = new ArrayList<>();
    private @Nullable SignalConnection connection;
    private CompletableFuture<SignalResponse> handshake = new CompletableFuture<>();
    private boolean ready;

    Signalling(MediaEngine engine, Opener opener, Events events) {
        this.engine = engine;
        this.opener = opener;
        this.events = events;
    }

    /**
     * Connects anew.
     *
     * @return the server's first word, JOIN or RECONNECT; fails with a ProviderException
     */
    CompletableFuture<SignalResponse> connect(String resumes, String token) {
        drop();
        CompletableFuture<SignalResponse> first = new CompletableFuture<>();
        handshake = first;
        connection = opener.open(resumes, token, new ConnectionEvents());
        Runnable cancel =
                engine.schedule(HANDSHAKE, () -> first.completeExceptionally(LiveKitFaults.timeout("joining")));
        return first.whenComplete((response, fault) -> cancel.run());
    }

    /** Lets requests through from now on, this one before those that were kept. */
    void begin(JoinResponse join, SignalRequest.@Nullable Builder first) {
        ready = true;
        if (connection != null && join.getPingInterval() > 0) {
            connection.keepAlive(
                    Duration.ofSeconds(join.getPingInterval()), Duration.ofSeconds(Math.max(1, join.getPingTimeout())));
        }
        List<SignalRequest.Builder> kept = List.copyOf(waiting);
        waiting.clear();
        if (first != null) {
            request(first);
        }
        kept.forEach(this::request);
    }

    void request(SignalRequest.Builder request) {
        if (ready && connection != null) {
            connection.send(request);
        } else if (!isNegotiation(request) && waiting.size() < MOST_WAITING) {
            waiting.add(request);
        }
    }

    /** What belongs to a negotiation that the next connection begins anew. */
    private static boolean isNegotiation(SignalRequest.Builder request) {
        return switch (request.getMessageCase()) {
            case OFFER, ANSWER, TRICKLE -> true;
            default -> false;
        };
    }

    /** Closes the connection, as a step towards another one or for good. */
    void drop() {
        ready = false;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** Fails a handshake that is under way. */
    void refuse(Throwable cause) {
        handshake.completeExceptionally(cause);
    }

    private final class ConnectionEvents implements SignalConnection.Listener {
        @Override
        public void onResponse(SignalResponse response) {
            boolean first = !handshake.isDone();
            switch (response.getMessageCase()) {
                case JOIN, RECONNECT -> handshake.complete(response);
                case LEAVE -> {
                    if (first) {
                        drop();
                        refuse(LiveKitFaults.refused(
                                response.getLeave().getReason().name()));
                    } else {
                        events.onResponse(response);
                    }
                }
                default -> events.onResponse(response);
            }
        }

        @Override
        public void onEnd(Throwable cause) {
            connection = null;
            ready = false;
            if (!handshake.completeExceptionally(cause)) {
                events.onBroken(cause);
            }
        }
    }
}
