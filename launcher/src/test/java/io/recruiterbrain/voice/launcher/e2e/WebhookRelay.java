package io.recruiterbrain.voice.launcher.e2e;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a LiveKit server and a node, as a reverse proxy does: passes each webhook on as it came, and keeps what
 * it was and what the node answered. The server is configured before the node has an address.
 */
final class WebhookRelay {
    private static final long PATIENCE_SECONDS = 90;

    private final HttpClient client;
    private final List<Webhook> seen = new ArrayList<>();
    private volatile String node = "";
    private URI url = URI.create("");

    /**
     * One webhook of the real server.
     *
     * @param identity of the participant it is about, empty for none
     * @param status what the node answered
     */
    record Webhook(String event, String room, String identity, int status) {}

    private WebhookRelay(Vertx vertx) {
        client = vertx.createHttpClient();
    }

    static WebhookRelay start(Vertx vertx) {
        WebhookRelay relay = new WebhookRelay(vertx);
        int port = vertx.createHttpServer()
                .requestHandler(relay::take)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        relay.url = URI.create("http://127.0.0.1:" + port + "/api/v1/livekit/webhook");
        return relay;
    }

    URI url() {
        return url;
    }

    void leadTo(String nodeUrl) {
        node = nodeUrl;
    }

    /** Those of one room so far. */
    synchronized List<Webhook> of(String room) {
        return seen.stream().filter(webhook -> webhook.room().equals(room)).toList();
    }

    /** Waits for a webhook of a room. */
    synchronized Webhook await(String room, String event, String identity) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                for (Webhook webhook : of(room)) {
                    if (webhook.event().equals(event) && webhook.identity().equals(identity)) {
                        return webhook;
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("no " + event + " of \"" + identity + "\" in " + of(room));
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void take(HttpServerRequest request) {
        request.body()
                .compose(body -> passOn(request, body).map(status -> {
                    note(body.toJsonObject(), status);
                    return status;
                }))
                .onSuccess(status -> request.response().setStatusCode(status).end())
                // The server sends it again.
                .onFailure(fault -> request.response().setStatusCode(503).end());
    }

    private Future<Integer> passOn(HttpServerRequest request, Buffer body) {
        RequestOptions options = new RequestOptions();
        options.setMethod(HttpMethod.POST);
        options.setAbsoluteURI(node + request.path());
        for (CharSequence header : List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE)) {
            options.putHeader(header, request.getHeader(header));
        }
        return client.request(options)
                .compose(call -> call.send(body))
                .compose(response -> response.body().map(read -> response.statusCode()));
    }

    private synchronized void note(JsonObject event, int status) {
        seen.add(new Webhook(
                event.getString("event"),
                event.getJsonObject("room", new JsonObject()).getString("name", ""),
                event.getJsonObject("participant", new JsonObject()).getString("identity", ""),
                status));
        notifyAll();
    }
}
