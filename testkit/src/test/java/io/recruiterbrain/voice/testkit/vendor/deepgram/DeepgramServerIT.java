package io.recruiterbrain.voice.testkit.vendor.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server refuses what the vendor refuses. */
@Timeout(60)
class DeepgramServerIT {
    private static final String GOOD = "model=nova-2&language=en-US&encoding=linear16&sample_rate=16000&channels=1"
            + "&interim_results=true&utterance_end_ms=1000";
    private static final Duration SILENCE = Duration.ofMillis(500);

    private final Vertx vertx = Vertx.vertx();
    private final DeepgramServer server = new DeepgramServer(
            vertx,
            new SilentRecogniser(),
            DeepgramServerConfig.prompt("good").withSilenceLimit(SILENCE).withStreams(1));
    private final WebSocketClient client = vertx.createWebSocketClient();
    private int port;

    @BeforeEach
    void start() {
        port = server.start().await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "'&colour=red',                 unknown query parameter: colour",
        "'&punctuate=perhaps',          punctuate must be true or false",
        "'&endpointing=soon',           endpointing must be a number",
        "'&keyterm=Kafka',              keyterm is available with nova-3 only"
    })
    void aQueryThatTheVendorRefusesIsRefused(String more, String said) {
        // When
        UpgradeRejectedException refused = refused("good", GOOD + more);

        // Then
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getHeaders().contains("dg-request-id")).isTrue();
        assertThat(refused.getBody().toJsonObject().getString("err_code")).isEqualTo("INVALID_QUERY_PARAMETER");
        assertThat(refused.getBody().toJsonObject().getString("err_msg")).contains(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model=nova-9&language=en", "model=nova-2&language=tlh"})
    void aModelOrLanguageThatDoesNotExistIsRefused(String query) {
        // When
        UpgradeRejectedException refused = refused("good", query + "&encoding=linear16&sample_rate=16000");

        // Then
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getBody().toString()).contains("No such model/language/tier combination");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", ""})
    void nobodyGetsInWithoutTheKey(String key) {
        // When
        UpgradeRejectedException refused = refused(key, GOOD);

        // Then
        assertThat(refused.getStatus()).isEqualTo(401);
        assertThat(refused.getBody().toJsonObject().getString("err_code")).isEqualTo("INVALID_AUTH");
    }

    @Test
    void oneStreamMoreThanTheAccountMayHaveIsRefused() {
        // Given
        connect("good", GOOD).await();

        // When
        UpgradeRejectedException refused = refused("good", GOOD);

        // Then
        assertThat(refused.getStatus()).isEqualTo(429);
    }

    @Test
    void aStreamThatNeverHadAudioIsNotHeldByKeepAlive() throws Exception {
        // Given
        WebSocket socket = connect("good", GOOD).await();
        Promise<Short> closed = closing(socket);

        // When
        long timer = vertx.setPeriodic(50, tick -> socket.writeTextMessage("{\"type\":\"KeepAlive\"}"));

        // Then
        assertThat(closed.future().await(30, TimeUnit.SECONDS)).isEqualTo((short) 1011);
        assertThat(socket.closeReason()).contains("net0001");
        vertx.cancelTimer(timer);
    }

    @Test
    void aStreamWithoutAudioAndKeepAliveIsClosed() throws Exception {
        // Given
        WebSocket socket = connect("good", GOOD).await();
        Promise<Short> closed = closing(socket);

        // When
        socket.writeBinaryMessage(Buffer.buffer(new byte[3_200]));

        // Then
        assertThat(closed.future().await(30, TimeUnit.SECONDS)).isEqualTo((short) 1011);
    }

    @Test
    void aMessageOfUnknownTypeEndsTheStream() throws Exception {
        // Given
        WebSocket socket = connect("good", GOOD).await();
        Promise<Short> closed = closing(socket);

        // When
        socket.writeTextMessage("{\"type\":\"Flush\"}");

        // Then
        assertThat(closed.future().await(30, TimeUnit.SECONDS)).isEqualTo((short) 1008);
    }

    @Test
    void finalizeIsAnsweredAndMarkedAndTheEndHasMetadata() throws Exception {
        // Given
        WebSocket socket = connect("good", GOOD).await();
        Promise<Short> closed = closing(socket);
        BlockingQueue<JsonObject> said = new LinkedBlockingQueue<>();
        socket.textMessageHandler(text -> said.add(new JsonObject(text)));
        socket.writeBinaryMessage(Buffer.buffer(new byte[16_000]));

        // When
        socket.writeTextMessage("{\"type\":\"Finalize\"}");
        JsonObject result = said.poll(30, TimeUnit.SECONDS);
        socket.writeTextMessage("{\"type\":\"CloseStream\"}");
        JsonObject metadata = said.poll(30, TimeUnit.SECONDS);

        // Then
        assertThat(result.getString("type")).isEqualTo("Results");
        assertThat(result.getBoolean("is_final")).isTrue();
        assertThat(result.getBoolean("from_finalize")).isTrue();
        assertThat(metadata.getString("type")).isEqualTo("Metadata");
        assertThat(metadata.getDouble("duration")).isEqualTo(0.5);
        assertThat(closed.future().await(30, TimeUnit.SECONDS)).isEqualTo((short) 1000);
    }

    private UpgradeRejectedException refused(String key, String query) {
        return catchThrowableOfType(
                UpgradeRejectedException.class, () -> connect(key, query).await());
    }

    private Future<WebSocket> connect(String key, String query) {
        return client.connect(new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/listen?" + query)
                .addHeader("Authorization", "Token " + key));
    }

    private static Promise<Short> closing(WebSocket socket) {
        Promise<Short> closed = Promise.promise();
        socket.closeHandler(done -> closed.tryComplete(socket.closeStatusCode()));
        return closed;
    }

    /** What is sent here holds no speech. */
    private static final class SilentRecogniser implements Recogniser {
        @Override
        public Segment begin(Consumer<List<HeardWord>> interim) {
            throw new AssertionError("there is no speech to hear");
        }

        @Override
        public void close() {}
    }
}
