package io.recruiterbrain.voice.testkit.vendor.deepgram;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Deepgram's {@code wss://api.deepgram.com/v1/listen} on loopback, by its API reference "Live audio": authentication
 * ("Authentication"), refusals with {@code err_code}, {@code err_msg}, {@code request_id} and the headers
 * {@code dg-request-id} and {@code dg-error} ("Errors", "WebSocket, NET, and DATA Errors"), then {@link ListenConnection}.
 * Where the documentation is silent it is as strict as a client must fear.
 */
public final class DeepgramServer {
    private static final String PATH = "/v1/listen";

    private final Vertx vertx;
    private final Recogniser recogniser;
    private final DeepgramServerConfig config;
    private final Queue<DeepgramFault> faults = new ConcurrentLinkedQueue<>();
    private final List<ReceivedStream> streams = new CopyOnWriteArrayList<>();
    private final Set<ServerWebSocket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable HttpServer server;
    private volatile @Nullable DeepgramFault always;

    /** The recogniser stays the caller's to close. */
    public DeepgramServer(Vertx vertx, Recogniser recogniser, DeepgramServerConfig config) {
        this.vertx = vertx;
        this.recogniser = recogniser;
        this.config = config;
    }

    /** Listens on 127.0.0.1; the future has the port. */
    public Future<Integer> start() {
        return start(0);
    }

    /** @param port 0 for any that is free */
    public Future<Integer> start(int port) {
        HttpServer created = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(this::answer);
        server = created;
        return created.listen().map(HttpServer::actualPort);
    }

    public Future<Void> close() {
        HttpServer running = server;
        return running == null ? Future.succeededFuture() : running.close();
    }

    /** What goes wrong with the next connection that has none scripted yet; one call for each connection. */
    public void next(DeepgramFault fault) {
        faults.add(fault);
    }

    /** What goes wrong with every connection that has no fault of its own, absent for nothing. */
    public void always(@Nullable DeepgramFault fault) {
        always = fault;
    }

    /** All connections that got through the handshake, in their order. */
    public List<ReceivedStream> streams() {
        return streams;
    }

    /** Connections that are open now. */
    public int openStreams() {
        return open.size();
    }

    private void answer(HttpServerRequest request) {
        String requestId = UUID.randomUUID().toString();
        request.response().putHeader("dg-request-id", requestId);
        DeepgramFault scripted = faults.poll();
        DeepgramFault fault = scripted == null ? always : scripted;
        switch (fault) {
            case DeepgramFault.Refuse refuse -> {
                if (refuse.retryAfter() != null) {
                    request.response()
                            .putHeader(
                                    "Retry-After",
                                    Long.toString(refuse.retryAfter().toSeconds()));
                }
                refuse(request, refuse.status(), refuse.errorCode(), refuse.message(), requestId);
            }
            case DeepgramFault.ForeignAnswer foreign ->
                request.response()
                        .setStatusCode(foreign.status())
                        .putHeader("content-type", foreign.contentType())
                        .end(foreign.body());
            case DeepgramFault.NoHandshake none -> request.pause();
            case null, default -> admit(request, requestId, fault);
        }
    }

    private void admit(HttpServerRequest request, String requestId, @Nullable DeepgramFault fault) {
        String authorization = request.getHeader("Authorization");
        if (!PATH.equals(request.path())) {
            refuse(request, 404, "NOT_FOUND", "Not Found", requestId);
        } else if (authorization == null || !authorization.equals("Token " + config.apiKey())) {
            refuse(request, 401, "INVALID_AUTH", "Invalid credentials.", requestId);
        } else if (open.size() >= config.streams()) {
            refuse(request, 429, "TOO_MANY_REQUESTS", "Too many requests. Please try again later", requestId);
        } else if (!request.canUpgradeToWebSocket()) {
            refuse(request, 400, "Bad Request", "Bad Request: expected a WebSocket handshake", requestId);
        } else {
            try {
                listen(request, ListenQuery.of(request.params()), requestId, fault);
            } catch (ListenQuery.Refused e) {
                refuse(request, 400, e.code(), String.valueOf(e.getMessage()), requestId);
            }
        }
    }

    private void listen(HttpServerRequest request, ListenQuery query, String requestId, @Nullable DeepgramFault fault) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap().addAll(request.params());
        ReceivedStream received = new ReceivedStream(PATH, parameters, "Token", query.sampleRate());
        request.toWebSocket().onSuccess(socket -> {
            open.add(socket);
            streams.add(received);
            ListenConnection connection = new ListenConnection(
                    vertx,
                    vertx.getOrCreateContext(),
                    socket,
                    () -> request.connection().close(),
                    query,
                    requestId,
                    recogniser,
                    config,
                    received,
                    fault);
            socket.closeHandler(gone -> {
                open.remove(socket);
                connection.closed();
            });
        });
    }

    private static void refuse(HttpServerRequest request, int status, String code, String message, String requestId) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("dg-error", message)
                .end(new JsonObject()
                        .put("err_code", code)
                        .put("err_msg", message)
                        .put("request_id", requestId)
                        .encode());
    }
}
