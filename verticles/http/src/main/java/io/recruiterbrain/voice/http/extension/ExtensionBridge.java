package io.recruiterbrain.voice.http.extension;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.http.auth.Credentials;
import io.recruiterbrain.voice.http.auth.RateLimiter;
import io.vertx.core.Vertx;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus for extensions in any language, by Vert.x' bridge protocol over a WebSocket at
 * {@code /extensions/websocket}: events, the question for missed ones, and hooks; no other address.
 *
 * <p>Bounded: connections, registrations, frames a second, and what waits for a slow reader; who goes beyond is cut off,
 * and so is who goes on with a key that was revoked. Event loop of one verticle only.
 */
public final class ExtensionBridge {
    private static final Logger LOG = LoggerFactory.getLogger(ExtensionBridge.class);
    private static final String ROOT = "/extensions/*";
    private static final int CONNECTIONS = 32;
    private static final int REGISTRATIONS = 16;
    private static final int FRAMES_A_SECOND = 100;
    private static final int WAITING_BYTES = 4 * 1024 * 1024;
    /** A client that sends no ping for this long is gone. */
    private static final Duration PING = Duration.ofSeconds(30);
    /** A key is asked for again with the first ping after this long, so a revoked one is found within twice of it. */
    private static final Duration KEY_CHECK = PING;
    /** Longer than the longest hook waits. */
    private static final Duration REPLY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Credentials credentials;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final RateLimiter frames;
    private final BridgeMessages messages = new BridgeMessages();
    /** Who takes part, and when the key of each was asked for. */
    private final Map<SockJSSocket, Instant> sockets = new HashMap<>();
    /** Who was cut off. The end waits behind what they have not read yet, and as long they count as connections. */
    private final Set<SockJSSocket> ending = new HashSet<>();

    public ExtensionBridge(Vertx vertx, Credentials credentials, Clock clock, MeterRegistry metrics) {
        this.vertx = vertx;
        this.credentials = credentials;
        this.clock = clock;
        this.metrics = metrics;
        this.frames = new RateLimiter(clock, FRAMES_A_SECOND, Duration.ofSeconds(1), 2 * FRAMES_A_SECOND);
    }

    public void mount(Router router) {
        SockJSBridgeOptions options = new SockJSBridgeOptions()
                .setPingTimeout(PING.toMillis())
                .setReplyTimeout(REPLY.toMillis())
                .setMaxHandlersPerSocket(REGISTRATIONS)
                .addInboundPermitted(new PermittedOptions().setAddress(BridgeMessages.CATCH_UP));
        BridgeMessages.OUTBOUND.forEach(
                address -> options.addOutboundPermitted(new PermittedOptions().setAddress(address)));
        SockJSHandlerOptions handler = new SockJSHandlerOptions().setRegisterWriteHandler(false);
        for (String transport : new String[] {"EVENT_SOURCE", "HTML_FILE", "JSON_P", "XHR"}) {
            handler.addDisabledTransport(transport);
        }
        router.route(ROOT).handler(this::authenticate);
        router.route(ROOT).subRouter(SockJSHandler.create(vertx, handler).bridge(options, this::passes));
    }

    private void authenticate(RoutingContext context) {
        context.request().pause();
        credentials
                .recruiter(context.request())
                .onSuccess(recruiter -> {
                    context.request().resume();
                    context.next();
                })
                .onFailure(refused -> {
                    context.request().resume();
                    context.fail(refused);
                });
    }

    private void passes(BridgeEvent event) {
        event.complete(
                switch (event.type()) {
                    case SOCKET_CREATED -> opened(event.socket());
                    case SOCKET_CLOSED, SOCKET_ERROR -> left(event.socket());
                    case SEND -> inRate(event) && messages.incoming(event.getRawMessage());
                    case SOCKET_PING -> inRate(event) && pinged(event.socket());
                    case REGISTER -> inRate(event);
                    // A client that leaves is not to be counted: its registrations end on the way.
                    case UNREGISTER -> !sockets.containsKey(event.socket()) || inRate(event);
                    case RECEIVE -> delivers(event);
                    case PUBLISH -> false;
                    default -> true;
                });
    }

    private boolean opened(SockJSSocket socket) {
        if (sockets.size() + ending.size() >= CONNECTIONS) {
            count("too_many");
            return false;
        }
        sockets.put(socket, clock.instant());
        socket.setWriteQueueMaxSize(WAITING_BYTES);
        return true;
    }

    private boolean left(SockJSSocket socket) {
        sockets.remove(socket);
        ending.remove(socket);
        // After an error, such as a message that is too long, it may be open still, and nobody waits for its pings.
        vertx.runOnContext(later -> socket.close());
        return true;
    }

    private boolean inRate(BridgeEvent event) {
        SockJSSocket socket = event.socket();
        return sockets.containsKey(socket) && (frames.take(socket) || cut(socket, "too_fast"));
    }

    private boolean pinged(SockJSSocket socket) {
        Instant now = clock.instant();
        Instant asked = sockets.getOrDefault(socket, now);
        if (Duration.between(asked, now).abs().compareTo(KEY_CHECK) >= 0) {
            sockets.put(socket, now);
            // While nobody can say whether the key is known, the connection stays.
            credentials.stillRecruiter(socket.routingContext().request()).onSuccess(known -> {
                if (!known) {
                    cut(socket, "revoked");
                }
            });
        }
        return true;
    }

    private boolean delivers(BridgeEvent event) {
        SockJSSocket socket = event.socket();
        if (!sockets.containsKey(socket)) {
            return false;
        }
        if (socket.writeQueueFull()) {
            return cut(socket, "too_slow");
        }
        messages.outgoing(event.getRawMessage());
        return true;
    }

    private boolean cut(SockJSSocket socket, String reason) {
        if (sockets.remove(socket) != null) {
            ending.add(socket);
            count(reason);
            LOG.atWarn().addKeyValue("reason", reason).log("extension cut off");
            // Not within its own handler, which would go on with a closed socket.
            vertx.runOnContext(later -> socket.close());
        }
        return false;
    }

    private void count(String reason) {
        Counter.builder("rbv.http.extensions.cut")
                .description("Connections of extensions that were refused or cut off")
                .tag("reason", reason)
                .register(metrics)
                .increment();
    }
}
