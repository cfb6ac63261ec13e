package io.recruiterbrain.voice.testkit.vendor.google;

import static java.util.Objects.requireNonNull;

import com.google.cloud.texttospeech.v1.StreamingSynthesizeRequest;
import com.google.cloud.texttospeech.v1.SynthesizeSpeechRequest;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.recruiterbrain.voice.testkit.vendor.voice.KevinVoice;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Google Cloud Text-to-Speech v1 over gRPC without TLS, on this machine only.
 *
 * <p>Follows the vendor's published {@code cloud_tts.proto} (services, messages, documented ranges), its pages on
 * authentication (a bearer token or {@code x-goog-api-key}; {@code UNAUTHENTICATED} without), on quotas and limits
 * (5,000 bytes a request, {@code RESOURCE_EXHAUSTED} with {@code RetryInfo}) and on Chirp 3 HD voices (streamed, PCM,
 * neither pitch nor SSML). Voices sound as FreeTTS does.
 */
public final class GoogleTtsServer {
    private final Vertx vertx;
    private final Predicate<String> tokens;
    private final Duration firstByte;
    private final KevinVoice voice = new KevinVoice();
    private final Queue<GoogleTtsFault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    final List<SynthesizeSpeechRequest> requests = new CopyOnWriteArrayList<>();
    final List<StreamingSynthesizeRequest> streamed = new CopyOnWriteArrayList<>();
    private @Nullable Server server;

    /**
     * @param tokens tells whether a bearer token or key is good
     * @param firstByte time until an answer begins
     */
    public GoogleTtsServer(Vertx vertx, Predicate<String> tokens, Duration firstByte) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.firstByte = firstByte;
    }

    /** Takes any free port of 127.0.0.1. */
    public Future<Integer> start() {
        return start(0);
    }

    public Future<Integer> start(int port) {
        Callable<Server> starting = () -> {
            Server started = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .addService(new GoogleTtsService(this))
                    .intercept(new GoogleAuthentication(tokens))
                    .build()
                    .start();
            server = started;
            return started;
        };
        return vertx.executeBlocking(starting)
                .map(started -> requireNonNull(started).getPort());
    }

    public Future<Void> close() {
        Server running = server;
        return running == null
                ? Future.succeededFuture()
                : vertx.executeBlocking(() -> running.shutdownNow().awaitTermination(5, TimeUnit.SECONDS))
                        .mapEmpty();
    }

    /** Each fault meets one request, in this order. */
    public void fail(GoogleTtsFault... next) {
        faults.addAll(List.of(next));
    }

    /** What single sentences were asked for, in order. */
    public List<SynthesizeSpeechRequest> requests() {
        return List.copyOf(requests);
    }

    /** All messages of all streams, in order. */
    public List<StreamingSynthesizeRequest> streamed() {
        return List.copyOf(streamed);
    }

    /** Calls that the client ended before their answer was complete. */
    public int cancelled() {
        return cancelled.get();
    }

    void noteCancelled() {
        cancelled.incrementAndGet();
    }

    /** Absent when the next request goes well. */
    @Nullable
    GoogleTtsFault nextFault() {
        return faults.poll();
    }

    Duration firstByte() {
        return firstByte;
    }

    Vertx vertx() {
        return vertx;
    }

    KevinVoice voice() {
        return voice;
    }
}
