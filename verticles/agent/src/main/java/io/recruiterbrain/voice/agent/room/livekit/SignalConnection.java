package io.recruiterbrain.voice.agent.room.livekit;

import com.google.protobuf.InvalidProtocolBufferException;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Clock;
import java.time.Duration;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;

/**
 * One WebSocket to LiveKit's {@code /rtc}: one binary message is one request or response. Used on the media engine's
 * control thread, and its listener is called there.
 */
final class SignalConnection {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final String PROTOCOL = "protocol=16&sdk=java&auto_subscribe=0&adaptive_stream=0";

    /** Hears of one connection; the end is told once, and nothing after {@link SignalConnection#close()}. */
    interface Listener {
        void onResponse(SignalResponse response);

        void onEnd(Throwable cause);
    }

    private final MediaEngine engine;
    private final Clock clock;
    private final Listener listener;
    private final ClientWebSocket socket;
    private Runnable cancelPing = () -> {};
    private long lastHeard = System.nanoTime();
    private long roundTrip;
    private boolean open;
    private boolean over;

    /**
     * Begins to connect.
     *
     * @param url of the server, with the path before {@code /rtc}
     * @param resumes further query, empty for a new participant
     */
    SignalConnection(
            MediaEngine engine,
            Clock clock,
            WebSocketClient client,
            String url,
            String resumes,
            String token,
            Listener listener) {
        this.engine = engine;
        this.clock = clock;
        this.listener = listener;
        socket = client.webSocket();
        // Before connecting: the server's first messages come with the upgrade.
        socket.binaryMessageHandler(message -> engine.execute(() -> received(message)));
        socket.closeHandler(closed -> ended("code " + socket.closeStatusCode()));
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setAbsoluteURI(url.replaceFirst("/+$", "") + "/rtc?" + PROTOCOL + resumes);
        options.addHeader("Authorization", "Bearer " + token);
        options.setTimeout(CONNECT_TIMEOUT.toMillis());
        socket.connect(options)
                .onSuccess(connected -> engine.execute(this::connected))
                .onFailure(fault -> engine.execute(() -> end(LiveKitFaults.of(fault))));
    }

    /** Sends a request, after the first response came. */
    void send(SignalRequest request) {
        if (open) {
            socket.writeBinaryMessage(Buffer.buffer(request.toByteArray()))
                    .onFailure(fault -> ended(fault.getClass().getSimpleName()));
        }
    }

    void send(SignalRequest.Builder request) {
        send(request.build());
    }

    /** Asks for signs of life from now on, and ends the connection when there are none. */
    void keepAlive(Duration interval, Duration timeout) {
        cancelPing.run();
        cancelPing = engine.schedule(interval, () -> ping(interval, timeout));
    }

    /** Closes without telling the listener; again is harmless. */
    void close() {
        if (!over) {
            over = true;
            cancelPing.run();
            if (open) {
                open = false;
                socket.close();
            }
        }
    }

    private void connected() {
        open = true;
        if (over) {
            over = false;
            close(); // it was closed while it was being opened
        }
    }

    private void ping(Duration interval, Duration timeout) {
        if (over) {
            return;
        }
        if (System.nanoTime() - lastHeard > timeout.toNanos()) {
            end(LiveKitFaults.timeout("no sign of life"));
            return;
        }
        send(SignalRequest.newBuilder()
                .setPingReq(Ping.newBuilder().setTimestamp(clock.millis()).setRtt(roundTrip)));
        keepAlive(interval, timeout);
    }

    private void received(Buffer message) {
        if (over) {
            return;
        }
        open = true;
        lastHeard = System.nanoTime();
        SignalResponse response;
        try {
            response = SignalResponse.parseFrom(message.getBytes());
        } catch (InvalidProtocolBufferException e) {
            end(LiveKitFaults.lost("it does not speak LiveKit's protocol"));
            return;
        }
        if (response.hasPongResp()) {
            roundTrip = Math.max(0, clock.millis() - response.getPongResp().getLastPingTimestamp());
        } else {
            listener.onResponse(response);
        }
    }

    private void ended(String why) {
        engine.execute(() -> end(LiveKitFaults.lost(why)));
    }

    private void end(Throwable cause) {
        if (!over) {
            close();
            listener.onEnd(cause);
        }
    }
}
