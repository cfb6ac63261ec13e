package io.recruiterbrain.voice.testkit.vendor.deepgram;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: control messages by Deepgram's pages "Audio Keep Alive", "Finalize" and "Close Stream", close codes by
 * "WebSocket, NET, and DATA Errors", and the fault that it was told to have. On the socket's context.
 */
final class ListenConnection {
    private static final String NO_AUDIO =
            "Deepgram did not receive audio data or a text message within the timeout window. See"
                    + " https://dpgr.am/net0001";

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final DeepgramServerConfig config;
    private final ReceivedStream received;
    private final @Nullable DeepgramFault fault;
    private final ListenMessages messages;
    private final ListenStream stream;
    private final Random random = new Random(1);
    private final Runnable cut;
    private final long watch;

    private Future<?> lastSent = Future.succeededFuture();
    private long lastReceived = System.nanoTime();
    private boolean heardAudio;
    private boolean dumb;
    private boolean deaf;
    private boolean faulted;
    private boolean closing;

    /** @param cut ends the TCP connection without a close frame */
    ListenConnection(
            Vertx vertx,
            Context context,
            ServerWebSocket socket,
            Runnable cut,
            ListenQuery query,
            String requestId,
            Recogniser recogniser,
            DeepgramServerConfig config,
            ReceivedStream received,
            @Nullable DeepgramFault fault) {
        this.vertx = vertx;
        this.socket = socket;
        this.cut = cut;
        this.config = config;
        this.received = received;
        this.fault = fault;
        messages = new ListenMessages(requestId, query);
        stream = new ListenStream(query, recogniser, messages, context, this::later);
        watch = vertx.setPeriodic(Math.max(10, config.silenceLimit().toMillis() / 20), id -> watch());
        socket.binaryMessageHandler(this::audio);
        socket.textMessageHandler(this::text);
        socket.exceptionHandler(e -> {});
    }

    /** The client is gone. */
    void closed() {
        closing = true;
        vertx.cancelTimer(watch);
        stream.abandon();
        Short code = socket.closeStatusCode();
        if (code != null) {
            received.closed(code);
        }
    }

    private void audio(Buffer pcm) {
        if (deaf || closing) {
            return;
        }
        if (pcm.length() == 0) {
            // Deprecated, but still the end of the stream.
            closeStream();
            return;
        }
        lastReceived = System.nanoTime();
        heardAudio = true;
        received.audio(pcm.length() / 2, lastReceived);
        stream.audio(pcm);
        breakDown();
    }

    private void text(String text) {
        if (deaf || closing) {
            return;
        }
        received.message(text);
        String type;
        try {
            type = String.valueOf(new JsonObject(text).getValue("type"));
        } catch (DecodeException e) {
            type = "";
        }
        switch (type) {
            case "KeepAlive" -> {
                // By itself it does not hold a connection that never had audio.
                if (heardAudio) {
                    lastReceived = System.nanoTime();
                }
            }
            case "Finalize" -> {
                lastReceived = System.nanoTime();
                if (!(fault instanceof DeepgramFault.LostFinalize)) {
                    stream.finalizeNow(!(fault instanceof DeepgramFault.UnmarkedFinalize));
                }
            }
            case "CloseStream" -> closeStream();
            default -> {
                later(Future.succeededFuture(ListenMessages.error("unknown message type")), true);
                lastSent.onComplete(done -> close(1008, "DATA-0001"));
            }
        }
    }

    private void closeStream() {
        double duration = stream.end();
        later(Future.succeededFuture(messages.metadata(duration)), true);
        lastSent.onComplete(done -> close(1000, ""));
    }

    private void watch() {
        if (!deaf
                && !closing
                && System.nanoTime() - lastReceived > config.silenceLimit().toNanos()) {
            close(1011, NO_AUDIO);
        }
    }

    private void close(int code, String reason) {
        if (!closing) {
            closing = true;
            received.closed(code);
            socket.close((short) code, reason);
        }
    }

    /** Sends the message after those before it, and not before its latency is over. */
    private void later(Future<JsonObject> message, boolean isFinal) {
        Duration latency = isFinal ? config.finalLatency() : config.interimLatency();
        if (fault instanceof DeepgramFault.Slow slow) {
            latency = latency.plus(slow.delay());
        }
        long jitter = config.jitter().toMillis();
        long due = System.nanoTime() + latency.toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter) * 1_000_000);
        lastSent = lastSent.compose(sent -> message)
                .compose(ready -> {
                    long rest = (due - System.nanoTime()) / 1_000_000;
                    return rest <= 0
                            ? Future.succeededFuture(ready)
                            : vertx.timer(rest, TimeUnit.MILLISECONDS).map(ready);
                })
                .map(ready -> {
                    if (!dumb && !closing) {
                        socket.writeTextMessage(ready.encode());
                    }
                    return ready;
                });
    }

    private void breakDown() {
        if (fault == null || faulted) {
            return;
        }
        switch (fault) {
            case DeepgramFault.Cut broken
            when due(broken.audio()) -> {
                closing = true;
                cut.run();
            }
            case DeepgramFault.Close close when due(close.audio()) -> close(close.code(), close.reason());
            case DeepgramFault.HalfOpen halfOpen
            when due(halfOpen.audio()) -> {
                dumb = true;
                deaf = true;
                socket.pause();
            }
            case DeepgramFault.Stall stall when due(stall.audio()) -> dumb = true;
            case DeepgramFault.Malformed malformed
            when due(malformed.audio()) ->
                socket.writeTextMessage("{\"type\":\"Results\",\"channel\":{\"alternatives\":[{");
            default -> {}
        }
    }

    private boolean due(Duration audio) {
        faulted = received.audio().compareTo(audio) >= 0;
        return faulted;
    }
}
