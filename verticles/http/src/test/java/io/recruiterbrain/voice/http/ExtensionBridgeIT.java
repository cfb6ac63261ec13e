package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.recruiterbrain.voice.contract.extension.TurnScreened;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.vertx.core.Future;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExtensionBridgeIT {
    private RunningHttp api;
    private WebSocketClient client;
    private final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        api = new RunningHttp();
        client = api.vertx.createWebSocketClient();
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    @Test
    void whoHasNoKeyIsRefused() {
        for (String key : List.of("", "Bearer wrong-key")) {
            assertThatThrownBy(() -> connect(key))
                    .isInstanceOfSatisfying(
                            UpgradeRejectedException.class,
                            refused -> assertThat(refused.getStatus()).isEqualTo(401));
        }
    }

    @Test
    void eventsArriveAsCloudEventsAndMissedOnesCanBeAskedFor() throws Exception {
        // Given
        UUID before = api.start().id();
        WebSocket socket = connect();
        send(socket, "register", "interview.events", null);
        find(socket, 0);
        JsonObject page = frame("rec").getJsonObject("body");

        // When
        UUID later = api.start().id();

        // Then
        assertThat(page.getJsonArray("events").getJsonObject(0).getString("subject"))
                .isEqualTo(before.toString());
        JsonObject event = frame("rec").getJsonObject("body");
        assertThat(event.getString("specversion")).isEqualTo("1.0");
        assertThat(event.getString("source")).isEqualTo("recruiterbrain-voice");
        assertThat(event.getString("type")).isEqualTo("interview.created");
        assertThat(event.getString("subject")).isEqualTo(later.toString());
        assertThat(event.getLong("sequence")).isGreaterThan(page.getLong("lastSequence"));
        assertThat(event.getString("id")).isNotBlank();
        assertThat(event.getString("time")).isNotBlank();
    }

    @Test
    void aHookIsServedFromOutside() throws Exception {
        // Given
        WebSocket socket = connect();
        send(socket, "register", ScreenTurn.ADDRESS.name(), null);
        settled(socket);

        // When
        UUID id = UUID.randomUUID();
        Future<TurnScreened> screened =
                api.bus.ask(ScreenTurn.ADDRESS, new ScreenTurn(id, 3, Speaker.CANDIDATE, "call 4711"));
        JsonObject asked = frame("rec");
        assertThat(asked.getJsonObject("body").getString("text")).isEqualTo("call 4711");
        send(
                socket,
                "send",
                asked.getString("replyAddress"),
                new JsonObject()
                        .put("interviewId", id.toString())
                        .put("turnNo", 3)
                        .put("text", "call [number]"));

        // Then
        assertThat(screened.await(60, TimeUnit.SECONDS)).isEqualTo(new TurnScreened(id, 3, "call [number]", List.of()));
    }

    @Test
    void anAnswerThatIsNoneFailsAtOnceAndIsNotWaitedFor() throws Exception {
        // Given
        WebSocket socket = connect();
        send(socket, "register", ScreenTurn.ADDRESS.name(), null);
        settled(socket);

        // When
        Future<TurnScreened> screened =
                api.bus.ask(ScreenTurn.ADDRESS, new ScreenTurn(UUID.randomUUID(), 3, Speaker.CANDIDATE, "call 4711"));
        send(socket, "send", frame("rec").getString("replyAddress"), new JsonObject().put("what", "ever"));

        // Then
        assertThatThrownBy(() -> screened.await(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    @Test
    void otherAddressesAreRefused() throws Exception {
        // Given
        WebSocket socket = connect();

        // When / Then
        send(socket, "register", "interview.live", null);
        assertThat(frame("err").getString("body")).isEqualTo("access_denied");
        for (String address : List.of("persistence.interview.erase", "agent.supervisor.join", "interview.events")) {
            send(socket, "send", address, new JsonObject());
            assertThat(frame("err").getString("body")).isEqualTo("rejected");
            send(socket, "publish", address, new JsonObject());
            assertThat(frame("err").getString("body")).isEqualTo("rejected");
        }
        send(socket, "send", "persistence.event.find", new JsonObject().put("limit", "many"));
        assertThat(frame("err").getString("body")).isEqualTo("rejected");
    }

    @Test
    void aFloodIsCutOffAndTheRestGoesOn() throws Exception {
        // Given
        WebSocket socket = connect();

        // When
        for (int i = 0; i < 1000; i++) {
            find(socket, 0);
        }

        // Then
        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(frames.stream().filter(frame -> frame.getString("type").equals("rec")))
                .hasSizeLessThanOrEqualTo(200);
        assertThat(api.get("/api/v1/interview").statusCode()).isEqualTo(200);
    }

    @Test
    void aFrameThatIsTooLongEndsItsConnection() throws Exception {
        // Given
        WebSocket socket = connect();

        // When
        socket.writeFinalTextFrame("x".repeat(300 * 1024));

        // Then
        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private WebSocket connect() throws Exception {
        WebSocket socket = connect("Bearer " + RunningHttp.API_KEY);
        // The bridge writes binary frames.
        socket.binaryMessageHandler(json -> frames.add(new JsonObject(json)));
        socket.closeHandler(gone -> closed.countDown());
        return socket;
    }

    private WebSocket connect(String authorization) throws Exception {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(api.port)
                .setURI("/extensions/websocket");
        if (!authorization.isEmpty()) {
            options.addHeader("Authorization", authorization);
        }
        return RunningHttp.await(client.connect(options));
    }

    private static void send(WebSocket socket, String type, String address, JsonObject body) {
        socket.writeTextMessage(new JsonObject()
                .put("type", type)
                .put("address", address)
                .put("body", body)
                .encode());
    }

    private static void find(WebSocket socket, long after) {
        socket.writeTextMessage(new JsonObject()
                .put("type", "send")
                .put("address", "persistence.event.find")
                .put("replyAddress", "page")
                .put("body", new JsonObject().put("afterSequence", after))
                .encode());
    }

    /** What was sent before has been done when this is answered. */
    private void settled(WebSocket socket) throws InterruptedException {
        find(socket, 1_000_000);
        frame("rec");
    }

    private JsonObject frame(String type) throws InterruptedException {
        JsonObject frame = frames.poll(60, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        assertThat(frame.getString("type")).isEqualTo(type);
        return frame;
    }
}
