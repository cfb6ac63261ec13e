package io.recruiterbrain.voice.http.extension;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.http.auth.Credentials;
import io.recruiterbrain.voice.http.auth.RateLimiter;
import io.vertx.core.Vertx;
import io.vertx.ext.bridge.BridgeEventType;
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
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus for extensions in any language, by Vert.x' bridge protocol over a WebSocket at
 * {@code /extensions/websocket}: events, the question for missed ones, and hooks; no other address.
 *
 * <p>Bounded: connections, registrations, frames a second, and what waits for a slow reader; who goes beyond is cut off.
 * Event loop of one verticle only.
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
    /** Longer than the longest hook waits. */
    private static final Duration REPLY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Credentials credentials;
    private final MeterRegistry metrics;
    private final RateLimiter frames;
    private final BridgeMessages messages = new BridgeMessages();
    private final Set<SockJSSocket> sockets = new HashSet<>();

    public ExtensionBridge(Vertx vertx, Credentials credentials, Clock clock, MeterRegistry metrics) {
        this.vertx = vertx;
        this.credentials = credentials;
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
                    case SOCKET_CLOSED, SOCKET_ERROR -> {
                        sockets.remove(event.socket());
                        yield true;
                    }
                    case SEND -> inRate(event) && messages.incoming(event.getRawMessage());
                    case REGISTER, UNREGISTER, SOCKET_PING -> inRate(event);
                    case RECEIVE -> delivers(event);
                    case PUBLISH -> false;
                    default -> true;
                });
    }

    private boolean opened(SockJSSocket socket) {
        if (sockets.size() >= CONNECTIONS) {
            count("too_many");
            return false;
        }
        sockets.add(socket);
        socket.setWriteQueueMaxSize(WAITING_BYTES);
        return true;
    }

    private boolean inRate(BridgeEvent event) {
        // A client that leaves is not to be counted: its registrations end on the way.
        if (event.type() == BridgeEventType.UNREGISTER && !sockets.contains(event.socket())) {
            return true;
        }
        return frames.take(event.socket()) || cut(event.socket(), "too_fast");
    }

    private boolean delivers(BridgeEvent event) {
        if (event.socket().writeQueueFull()) {
            return cut(event.socket(), "too_slow");
        }
        messages.outgoing(event.getRawMessage());
        return true;
    }

    private boolean cut(SockJSSocket socket, String reason) {
        if (sockets.remove(socket)) {
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
