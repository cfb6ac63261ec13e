package io.recruiterbrain.voice.agent.room.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A signalling server that behaves as a real one would not do on demand. */
class SignalConnectionIT {
    private final Vertx vertx = Vertx.vertx();
    private final MediaEngine engine = new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
    private final WebSocketClient client = LiveKitRoomProvider.signalClient(vertx);
    private final CompletableFuture<SignalResponse> answered = new CompletableFuture<>();
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();

    @AfterEach
    void close() {
        engine.close();
        vertx.close().await();
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        // Given
        CompletableFuture<Buffer> ping = new CompletableFuture<>();
        SignalConnection connection = connect(socket -> {
            socket.binaryMessageHandler(ping::complete);
            socket.writeBinaryMessage(join());
        });
        answered.get(20, TimeUnit.SECONDS);

        // When
        engine.execute(() -> connection.keepAlive(Duration.ofMillis(50), Duration.ofMillis(300)));

        // Then
        assertThat(SignalRequest.parseFrom(ping.get(20, TimeUnit.SECONDS).getBytes()).hasPingReq())
                .isTrue();
        assertThat(ended.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @Test
    void aServerThatSpeaksSomethingElseIsGivenUp() throws Exception {
        // When
        connect(socket -> socket.writeBinaryMessage(Buffer.buffer("hello, this is no protobuf")));

        // Then
        assertThat(ended.get(20, TimeUnit.SECONDS)).hasMessageContaining("protocol");
    }

    @Test
    void aServerThatClosesIsTold() throws Exception {
        // When
        connect(ServerWebSocket::close);

        // Then
        assertThat(ended.get(20, TimeUnit.SECONDS)).hasMessageContaining("1000");
    }

    @Test
    void nothingIsToldOfAConnectionThatWasClosedWhileItWasOpened() throws Exception {
        // Given
        CompletableFuture<Void> closedByUs = new CompletableFuture<>();
        SignalConnection connection = connect(socket -> socket.closeHandler(closedByUs::complete));

        // When
        engine.execute(connection::close);

        // Then
        closedByUs.get(20, TimeUnit.SECONDS);
        assertThat(ended).isNotDone();
    }

    private SignalConnection connect(Consumer<ServerWebSocket> behaviour) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .webSocketHandler(behaviour::accept)
                .listen(0, "127.0.0.1")
                .await();
        String url = "ws://127.0.0.1:" + server.actualPort();
        return engine.onControl(() -> CompletableFuture.completedFuture(new SignalConnection(
                        engine, Clock.systemUTC(), client, url, "", "token", new SignalConnection.Listener() {
                            @Override
                            public void onResponse(SignalResponse response) {
                                answered.complete(response);
                            }

                            @Override
                            public void onEnd(Throwable cause) {
                                ended.complete(cause);
                            }
                        })))
                .get(20, TimeUnit.SECONDS);
    }

    private static Buffer join() {
        SignalResponse join = SignalResponse.newBuilder()
                .setJoin(JoinResponse.getDefaultInstance())
                .build();
        return Buffer.buffer(join.toByteArray());
    }
}
