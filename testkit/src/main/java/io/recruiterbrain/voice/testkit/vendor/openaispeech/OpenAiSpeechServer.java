package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import io.recruiterbrain.voice.testkit.vendor.voice.KevinVoice;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's audio API: {@code POST /v1/audio/transcriptions} and {@code POST /v1/audio/speech}, on this machine only.
 *
 * <p>Follows the vendor's API reference, "Create transcription" and "Create speech" (fields, ranges, response formats,
 * timestamps), its guide "Error codes" (status, error object, {@code Retry-After}) and the documented limits: 25 MB a
 * file, 0.1 s of audio, 4,096 characters of text. Voices sound as FreeTTS does; what is heard is what the recogniser
 * given says of it.
 */
public final class OpenAiSpeechServer {
    private final Vertx vertx;
    private final Function<short[], String> recogniser;
    private final Duration firstByte;
    private final KevinVoice voice = new KevinVoice();
    private final Queue<OpenAiSpeechFault> faults = new ConcurrentLinkedQueue<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile @Nullable String key;
    private @Nullable HttpServer server;

    /**
     * @param key the only good one; absent when none is asked for, as with most local servers
     * @param recogniser the words in 16 kHz audio; may block
     * @param firstByte time until an answer begins
     */
    public OpenAiSpeechServer(
            Vertx vertx, @Nullable String key, Function<short[], String> recogniser, Duration firstByte) {
        this.vertx = vertx;
        this.key = key;
        this.recogniser = recogniser;
        this.firstByte = firstByte;
    }

    /** Takes any free port of 127.0.0.1. */
    public Future<Integer> start() {
        return start(0);
    }

    public Future<Integer> start(int port) {
        HttpServer created = vertx.createHttpServer();
        server = created;
        return created.requestHandler(this::route).listen(port, "127.0.0.1").map(HttpServer::actualPort);
    }

    public Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    /** Each fault meets one request, in this order. */
    public void fail(OpenAiSpeechFault... next) {
        faults.addAll(List.of(next));
    }

    /** From now on no key is good. */
    public void revoke() {
        key = "revoked-" + System.identityHashCode(this);
    }

    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Requests that the client left before their answer was complete. */
    public int abandoned() {
        return abandoned.get();
    }

    private void route(HttpServerRequest request) {
        Answer answer = new Answer(vertx, request, firstByte, faults.poll(), abandoned::incrementAndGet);
        try {
            checkKey(request.getHeader("authorization"));
            if (!HttpMethod.POST.equals(request.method())) {
                throw new SpeechError(
                        405,
                        "method_not_supported",
                        null,
                        "Not allowed to " + request.method() + " on " + request.path() + ".");
            }
            switch (Headers.path(request)) {
                case "/v1/audio/speech" -> new SpeechEndpoint(vertx, voice, requests::add).serve(request, answer);
                case "/v1/audio/transcriptions" ->
                    new TranscriptionEndpoint(vertx, recogniser, requests::add).serve(request, answer);
                default ->
                    throw new SpeechError(
                            404,
                            "unknown_url",
                            null,
                            "Unknown request URL: " + request.method() + " " + request.path() + ".");
            }
        } catch (SpeechError e) {
            answer.refuse(e);
        }
    }

    private void checkKey(@Nullable String authorization) {
        String good = key;
        if (good == null) {
            return;
        }
        if (authorization == null) {
            throw new SpeechError(401, "missing_api_key", null, "You didn't provide an API key.");
        }
        if (!authorization.equals("Bearer " + good)) {
            throw new SpeechError(401, "invalid_api_key", null, "Incorrect API key provided.");
        }
    }
}
