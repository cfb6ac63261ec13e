package io.recruiterbrain.voice.testkit.vendor.openai;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's API as far as chat needs it: {@code POST /v1/chat/completions}, {@code GET /v1/models} and one model, bearer
 * keys, error bodies, the headers {@code x-request-id} and {@code x-ratelimit-*}; after "API reference" (chat, models,
 * debugging requests) and the guides on streaming, structured outputs, rate limits and error codes.
 *
 * <p>It answers by its {@link Brain}, at the pace of a model, and goes wrong as it is told. Any thread may call it.
 */
public final class OpenAiServer {
    private static final int MOST_RECORDED = 10_000;

    private final Vertx vertx;
    private final Options options;
    private final Brain brain;
    private final AtomicLong requestNo = new AtomicLong();
    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
    private final RequestWindow window;
    private volatile @Nullable Fault always;
    private volatile @Nullable HttpServer server;

    /**
     * @param apiKey the one that is let in
     * @param firstToken until the answer begins
     * @param tokensPerSecond after that
     * @param requestsPerMinute more are answered with 429
     */
    public record Options(String apiKey, Duration firstToken, int tokensPerSecond, int requestsPerMinute) {
        public static Options of(String apiKey) {
            return new Options(apiKey, Duration.ofMillis(300), 100, 10_000);
        }

        /** The same as quick as it can be. */
        public Options quick() {
            return new Options(apiKey, Duration.ofMillis(1), 1_000_000, requestsPerMinute);
        }
    }

    /**
     * A request as it came.
     *
     * @param headers by lower-case name; the key is left out
     */
    public record Recorded(String method, String path, Map<String, String> headers, String body) {
        public JsonObject json() {
            return new JsonObject(body);
        }
    }

    public OpenAiServer(Vertx vertx, Options options, Brain brain) {
        this.vertx = vertx;
        this.options = options;
        this.brain = brain;
        this.window = new RequestWindow(options.requestsPerMinute());
    }

    /** On a free port of 127.0.0.1, which is returned. */
    public Future<Integer> start() {
        return start(0);
    }

    public Future<Integer> start(int port) {
        return vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(port, "127.0.0.1")
                .map(listening -> {
                    server = listening;
                    return listening.actualPort();
                });
    }

    public Future<Void> close() {
        HttpServer listening = server;
        return listening == null ? Future.succeededFuture() : listening.close();
    }

    /** These befall the next requests for a completion, one each. */
    public void failNext(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** This befalls every request for a completion; null ends it. */
    public void failAlways(@Nullable Fault fault) {
        always = fault;
    }

    /** All requests so far, the first {@value #MOST_RECORDED} at most. */
    public List<Recorded> requests() {
        return List.copyOf(recorded);
    }

    /** Forgets requests and faults. */
    public void reset() {
        recorded.clear();
        faults.clear();
        always = null;
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            String text = body.toString();
            record(request, text);
            try {
                answer(request, text);
            } catch (ApiError.Refusal refusal) {
                refuse(request.response(), refusal.error);
            }
        });
    }

    private void record(HttpServerRequest request, String body) {
        if (recorded.size() < MOST_RECORDED) {
            Map<String, String> headers = new TreeMap<>();
            request.headers().forEach((name, value) -> {
                if (!name.equalsIgnoreCase("authorization")) {
                    headers.put(name.toLowerCase(java.util.Locale.ROOT), value);
                }
            });
            recorded.add(new Recorded(
                    request.method().name(), Objects.requireNonNullElse(request.path(), ""), headers, body));
        }
    }

    private void answer(HttpServerRequest request, String body) {
        authenticate(request);
        String path = Objects.requireNonNullElse(request.path(), "");
        if (request.method().equals(HttpMethod.POST) && path.equals("/v1/chat/completions")) {
            complete(request.response(), body);
        } else if (request.method().equals(HttpMethod.GET) && path.equals("/v1/models")) {
            JsonArray models = new JsonArray();
            Model.ALL.forEach(model -> models.add(described(model)));
            send(request.response(), new JsonObject().put("object", "list").put("data", models));
        } else if (request.method().equals(HttpMethod.GET) && path.startsWith("/v1/models/")) {
            String name = path.substring("/v1/models/".length());
            send(
                    request.response(),
                    Model.ALL.stream()
                            .filter(model -> model.name().equals(name))
                            .findFirst()
                            .map(OpenAiServer::described)
                            .orElseThrow(() -> new ApiError.Refusal(ApiError.noSuchModel(name))));
        } else {
            throw new ApiError.Refusal(new ApiError(
                    404,
                    "Invalid URL (" + request.method() + " " + path + ")",
                    "invalid_request_error",
                    null,
                    null,
                    null));
        }
    }

    private void authenticate(HttpServerRequest request) {
        String given = request.getHeader("authorization");
        if (given == null || !given.startsWith("Bearer ")) {
            throw new ApiError.Refusal(ApiError.noKey());
        }
        if (!given.substring("Bearer ".length()).equals(options.apiKey())) {
            throw new ApiError.Refusal(ApiError.wrongKey());
        }
    }

    private void complete(HttpServerResponse response, String body) {
        Fault fault = faults.isEmpty() ? always : faults.poll();
        Duration late = Duration.ZERO;
        switch (fault) {
            case null -> {}
            case Fault.Refused refused -> throw new ApiError.Refusal(refused.error());
            case Fault.HalfOpen open -> {
                return;
            }
            case Fault.HtmlPage page -> {
                response.putHeader("content-type", "text/html")
                        .end("<!doctype html><title>Welcome</title><h1>It works!</h1>");
                return;
            }
            case Fault.Late by -> late = by.by();
            case Fault.Declined declined -> {}
            case Fault.Broken broken -> {}
        }
        ChatRequest request = ChatRequest.read(body);
        if (!window.admits()) {
            throw new ApiError.Refusal(ApiError.rateLimit(window.reset()));
        }
        long number = requestNo.incrementAndGet();
        boolean declined = fault instanceof Fault.Declined;
        String text = declined ? "I'm sorry, I can't assist with that request." : brain.answer(request);
        Completion completion =
                Completion.of("chatcmpl-" + number, System.currentTimeMillis() / 1000, request, text, declined);
        long wait = Math.max(1, options.firstToken().plus(late).toMillis());
        vertx.setTimer(wait, id -> {
            if (request.stream()) {
                headers(response, "text/event-stream; charset=utf-8");
                new EventStream(
                                vertx,
                                response,
                                completion,
                                options.tokensPerSecond(),
                                fault instanceof Fault.Broken broken ? broken : null)
                        .start();
            } else {
                send(response, completion.whole());
            }
        });
    }

    private static JsonObject described(Model model) {
        return new JsonObject()
                .put("id", model.name())
                .put("object", "model")
                .put("created", 1_721_172_741)
                .put("owned_by", "system");
    }

    private void headers(HttpServerResponse response, String contentType) {
        response.putHeader("content-type", contentType)
                .putHeader("x-request-id", "req_" + requestNo.get())
                .putHeader("openai-version", "2020-10-01")
                .putHeader(
                        "openai-processing-ms",
                        Long.toString(options.firstToken().toMillis()))
                .putHeader("x-ratelimit-limit-requests", Integer.toString(options.requestsPerMinute()))
                .putHeader("x-ratelimit-remaining-requests", Integer.toString(window.remaining()))
                .putHeader("x-ratelimit-reset-requests", window.reset().toSeconds() + "s");
    }

    private void send(HttpServerResponse response, JsonObject body) {
        headers(response, "application/json");
        response.end(body.encode());
    }

    private void refuse(HttpServerResponse response, ApiError error) {
        headers(response, "application/json");
        Duration retryAfter = error.retryAfter();
        if (retryAfter != null) {
            response.putHeader("retry-after", Long.toString(retryAfter.toSeconds()));
        }
        response.setStatusCode(error.status()).end(error.body().encode());
    }
}
