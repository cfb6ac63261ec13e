package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An extension outside: one connection to the bridge, and the frames that came. Blocking, for test threads. */
final class BridgeClient {
    final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final WebSocketClient client;
    private final ClientWebSocket socket;

    /** @param authorization the header, empty for none */
    BridgeClient(RunningHttp api, String authorization) throws TimeoutException {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(api.port)
                .setURI("/extensions/websocket");
        if (!authorization.isEmpty()) {
            options.addHeader("Authorization", authorization);
        }
        // What the system keeps for a reader that does not read is not in the node's hands.
        client = api.vertx.createWebSocketClient(new WebSocketClientOptions().setReceiveBufferSize(64 * 1024));
        socket = client.webSocket();
        socket.closeHandler(gone -> closed.countDown());
        // The bridge writes binary frames.
        socket.binaryMessageHandler(json -> frames.add(new JsonObject(json)));
        RunningHttp.await(socket.connect(options));
    }

    static BridgeClient connect(RunningHttp api) throws TimeoutException {
        return withKey(api, RunningHttp.API_KEY);
    }

    static BridgeClient withKey(RunningHttp api, String key) throws TimeoutException {
        return new BridgeClient(api, "Bearer " + key);
    }

    /** Returns when what is published reaches this connection. */
    void register(String address) throws InterruptedException {
        send("register", address, null);
        settled();
    }

    void send(String type, String address, @Nullable JsonObject body) {
        text(new JsonObject()
                .put("type", type)
                .put("address", address)
                .put("body", body)
                .encode());
    }

    void ping() {
        text("{\"type\":\"ping\"}");
    }

    void find(long after) {
        text(new JsonObject()
                .put("type", "send")
                .put("address", "persistence.event.find")
                .put("replyAddress", "page")
                .put("body", new JsonObject().put("afterSequence", after))
                .encode());
    }

    void text(String frame) {
        socket.writeFinalTextFrame(frame);
    }

    /** In frames of 64 KB. */
    void textInPieces(String message) {
        socket.writeTextMessage(message);
    }

    /** What was sent before has been done when this is answered. */
    void settled() throws InterruptedException {
        find(1_000_000);
        frame("rec");
    }

    JsonObject frame(String type) throws InterruptedException {
        JsonObject frame = frames.poll(60, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        assertThat(frame.getString("type")).isEqualTo(type);
        return frame;
    }

    void stopReading() {
        socket.pause();
    }

    void goOnReading() {
        socket.resume();
    }

    void leave() throws TimeoutException {
        RunningHttp.await(socket.close());
    }

    boolean isClosed() throws InterruptedException {
        return closed.await(60, TimeUnit.SECONDS);
    }
}
