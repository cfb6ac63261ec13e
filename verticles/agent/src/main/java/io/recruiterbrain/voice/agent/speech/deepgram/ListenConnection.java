package io.recruiterbrain.voice.agent.speech.deepgram;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import org.jspecify.annotations.Nullable;

/** One WebSocket to Deepgram, kept alive and watched. All of it on the adapter's context, its owner called there too. */
final class ListenConnection {
    /** Deepgram recommends pieces of 20 to 250 ms; a piece for each 10 ms frame would be all overhead. */
    private static final int PIECE = AudioFrame.SPEECH_RATE / 20;
    /** KeepAlive does not hold a connection that never had audio: it begins with a little silence. */
    private static final int PRIMER = AudioFrame.SPEECH_RATE / 10;
    /** Results come about once a second; so much audio without any is suspicious. */
    private static final int UNANSWERED = AudioFrame.SPEECH_RATE * 3 / 2;

    private static final long FAREWELL_MILLIS = 1_000;

    private final Vertx vertx;
    private final ClientWebSocket socket;
    private final DeepgramConfig.Patience patience;
    private final DeepgramFaults faults;
    private final DeepgramMetrics metrics;
    private final Owner owner;
    private final long began;

    private Buffer piece = Buffer.buffer();
    private long position;
    private boolean open;
    private boolean over;
    private long timer = -1;
    private long lastSent;
    private long lastPing;
    /** Since when a ping is unanswered, 0 when none is. */
    private long unansweredPing;
    /** Position and time of the first audio after the last message. */
    private long unansweredFrom;

    private long unansweredSince;

    interface Owner {
        void opened(ListenConnection connection);

        void message(ListenConnection connection, ListenMessage message);

        /** The connection is gone, or was never there; said once, and not after {@link #close}. */
        void lost(ListenConnection connection, ProviderException fault);
    }

    ListenConnection(
            Vertx vertx,
            WebSocketClient client,
            DeepgramConfig.Patience patience,
            DeepgramFaults faults,
            DeepgramMetrics metrics,
            Owner owner) {
        this.vertx = vertx;
        this.socket = client.webSocket();
        this.patience = patience;
        this.faults = faults;
        this.metrics = metrics;
        this.owner = owner;
        this.began = metrics.now();
    }

    void open(WebSocketConnectOptions options) {
        socket.textMessageHandler(this::message);
        socket.pongHandler(pong -> unansweredPing = 0);
        socket.closeHandler(gone -> lost(faults.ofClose(closeCode())));
        socket.exceptionHandler(e -> {
            // A broken frame or a reset; the close handler follows with the rest.
            if (open) {
                lost(faults.ofClose(null));
            }
        });
        options.setConnectTimeout(patience.connect().toMillis());
        Future<WebSocket> connecting = socket.connect(options);
        // A handshake that is answered after all must not leave a stream behind.
        connecting.onSuccess(late -> {
            if (over) {
                late.close();
            }
        });
        connecting
                .timeout(patience.connect().toMillis(), MILLISECONDS)
                .onSuccess(connected -> {
                    if (!over) {
                        opened();
                    }
                })
                .onFailure(e -> lost(faults.ofConnecting(e)));
    }

    private void opened() {
        open = true;
        long now = metrics.now();
        lastSent = now;
        lastPing = now;
        metrics.connected(began);
        timer = vertx.setPeriodic(Math.max(5, patience.keepAlive().toMillis() / 8), id -> watch());
        send(new short[PRIMER]);
        flush();
        answered();
        owner.opened(this);
    }

    /** Samples that were sent. */
    long position() {
        return position;
    }

    void send(short[] samples) {
        if (over) {
            return;
        }
        for (short sample : samples) {
            piece.appendShortLE(sample);
        }
        position += samples.length;
        if (piece.length() >= 2 * PIECE) {
            flush();
        }
    }

    /** Has all audio until here transcribed for good. */
    void finalizeStream() {
        flush();
        command("Finalize");
    }

    private void flush() {
        if (piece.length() > 0 && !over) {
            if (unansweredSince == 0) {
                unansweredSince = metrics.now();
            }
            socket.writeBinaryMessage(piece);
            piece = Buffer.buffer(2 * PIECE);
            lastSent = metrics.now();
        }
    }

    private void command(String type) {
        if (!over) {
            socket.writeTextMessage("{\"type\":\"" + type + "\"}");
            lastSent = metrics.now();
        }
    }

    /** Says goodbye; the owner hears nothing more. */
    void close() {
        if (over) {
            return;
        }
        if (open) {
            command("CloseStream");
        }
        end();
        if (open) {
            long hangUp = vertx.setTimer(FAREWELL_MILLIS, id -> socket.close());
            socket.closeHandler(gone -> vertx.cancelTimer(hangUp));
        }
    }

    /** Asks for the stream's summary, which ends it. */
    void askForMetadata() {
        command("CloseStream");
    }

    private void message(String text) {
        if (over) {
            return;
        }
        answered();
        ListenMessage message;
        try {
            message = ListenMessage.parse(text);
        } catch (ListenMessage.MalformedException e) {
            lost(faults.ofMalformed(e));
            socket.close();
            return;
        }
        owner.message(this, message);
    }

    private void answered() {
        unansweredPing = 0;
        unansweredSince = 0;
        unansweredFrom = position;
    }

    private void watch() {
        long now = metrics.now();
        long limit = patience.silentProvider().toNanos();
        boolean unheard =
                unansweredSince != 0 && now - unansweredSince >= limit && position - unansweredFrom >= UNANSWERED;
        boolean dead = unansweredPing != 0 && now - unansweredPing >= limit;
        if (unheard || dead) {
            stalled();
            return;
        }
        long pause = patience.keepAlive().toNanos();
        if (now - lastSent >= pause) {
            command("KeepAlive");
        }
        if (now - lastPing >= pause) {
            lastPing = now;
            if (unansweredPing == 0) {
                unansweredPing = now;
            }
            socket.writePing(Buffer.buffer());
        }
    }

    /** Nothing can be expected of it any more. */
    void stalled() {
        lost(faults.ofSilence());
        socket.close();
    }

    private void lost(ProviderException fault) {
        if (!over) {
            end();
            owner.lost(this, fault);
        }
    }

    private void end() {
        over = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }

    /** The code of Deepgram's close frame, absent when the connection ended without one. */
    private @Nullable Integer closeCode() {
        Short code = socket.closeStatusCode();
        return code == null || code == 1006 ? null : Integer.valueOf(code);
    }
}
