package io.recruiterbrain.voice.agent.speech.deepgram;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Deepgram's streaming API. A candidate's stream is opened with the session, kept alive while nobody speaks, flushed at
 * the end of each stretch, and opened again with the audio replayed when it was cut. The configured language counts, not
 * the session's.
 */
public final class DeepgramSpeechToText implements SpeechToText {
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int MOST_STREAMS = 1_000;

    private final Vertx vertx;
    private final DeepgramConfig config;
    private final DeepgramMetrics metrics;
    private final WebSocketClient client;
    /** All streams of a node are on one event loop: some hundred small messages a second for each. */
    private final Context context;

    private final Set<DeepgramSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** To be called outside of a verticle, whose context it would take otherwise. */
    public DeepgramSpeechToText(Vertx vertx, DeepgramConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.config = config;
        this.metrics = new DeepgramMetrics(metrics);
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(MOST_STREAMS)
                .setClosingTimeout(1)
                .setMaxFrameSize(LARGEST_MESSAGE)
                .setMaxMessageSize(LARGEST_MESSAGE)
                .setConnectTimeout(Math.toIntExact(config.patience().connect().toMillis())));
    }

    @Override
    public Session open(Options options, Listener listener) {
        if (closed) {
            throw closed();
        }
        DeepgramSession session = new DeepgramSession(
                vertx,
                context,
                config.patience(),
                metrics,
                listener,
                owner -> connect(options.keyterms(), owner),
                sessions::remove);
        sessions.add(session);
        session.begin();
        return session;
    }

    private ListenConnection connect(List<String> terms, ListenConnection.Owner owner) {
        ListenConnection connection = new ListenConnection(
                vertx, client, config.patience(), new DeepgramFaults(config, terms), metrics, owner);
        connection.open(new ListenRequest(config).options(terms));
        return connection;
    }

    /**
     * Opens a stream as an interview would and ends it without speech: key, address, model and language are good, or the
     * failure says which of them is not. Costs a tenth of a second of silence.
     */
    public Future<Void> probe() {
        if (closed) {
            return Future.failedFuture(closed());
        }
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> connect(List.of(), new ListenConnection.Owner() {
            @Override
            public void opened(ListenConnection connection) {
                connection.askForMetadata();
            }

            @Override
            public void message(ListenConnection connection, ListenMessage message) {
                if (message instanceof ListenMessage.Metadata) {
                    done.tryComplete();
                }
            }

            @Override
            public void lost(ListenConnection connection, ProviderException fault) {
                done.tryFail(fault);
            }
        }));
        return done.future()
                .timeout(2 * config.patience().connect().toMillis(), MILLISECONDS)
                .recover(e -> Future.failedFuture(
                        e instanceof TimeoutException ? new DeepgramFaults(config, List.of()).ofConnecting(e) : e));
    }

    private static ProviderException closed() {
        return new ProviderException(DeepgramFaults.PROVIDER, ErrorCode.UNAVAILABLE, "speech recognition is closed");
    }

    /** Ends every session without a further word. */
    @Override
    public void close() {
        closed = true;
        sessions.forEach(DeepgramSession::close);
        client.shutdown(1, SECONDS);
    }
}
