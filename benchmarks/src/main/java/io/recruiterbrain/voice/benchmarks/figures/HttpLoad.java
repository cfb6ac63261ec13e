package io.recruiterbrain.voice.benchmarks.figures;

import io.recruiterbrain.voice.launcher.node.Logging;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * A closed loop: each client sends its next request when the last one is answered, without a pause. Everything happens on
 * one event loop, so that the clients take little of the node's machine.
 */
public final class HttpLoad {
    private static final PrintStream OUT = System.out;
    private static final int CLIENTS = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final String START = "/api/v1/interview/start";

    private final HttpClient http;
    private final URI base = URI.create(Recruiter.variable("BENCHMARK_URL"));
    private final String credential = "Bearer " + Recruiter.variable("RBV_API_KEY");
    private final List<String> interviews = new ArrayList<>();
    private int sent;
    private int refused;

    private HttpLoad(Vertx vertx) {
        http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(CLIENTS));
    }

    public static void main(String[] args) {
        Logging.quiet();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        HttpLoad load = new HttpLoad(vertx);
        byte[] order = Recruiter.order().toBuffer().getBytes();
        load.run(
                vertx,
                "start",
                number -> load.send(HttpMethod.POST, START, Buffer.buffer(order), 201)
                        .onSuccess(body -> load.interviews.add(new JsonObject(body).getString("interview_id")))
                        .mapEmpty());
        load.run(vertx, "status", number -> load.status(load.interviews.get(number % load.interviews.size())));
        vertx.close().await();
        System.exit(load.refused == 0 ? 0 : 1);
    }

    private void run(Vertx vertx, String name, IntFunction<Future<Void>> request) {
        Sample warmUp = new Sample(name, "ms");
        loop(vertx, request, warmUp, WARM_UP).await();
        Sample measured = new Sample(name + ", " + CLIENTS + " clients", "ms");
        loop(vertx, request, measured, MEASURED).await();
        measured.print("p99 50 ms");
        OUT.printf(
                Locale.ROOT,
                "%-38s %.0f requests a second, %d refused%n",
                name,
                (double) measured.size() / MEASURED.toSeconds(),
                refused);
    }

    private Future<?> loop(Vertx vertx, IntFunction<Future<Void>> request, Sample sample, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<Future<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Promise<Void> done = Promise.promise();
            vertx.runOnContext(go -> again(request, sample, end, done));
            clients.add(done.future());
        }
        return Future.all(clients);
    }

    private void again(IntFunction<Future<Void>> request, Sample sample, long end, Promise<Void> done) {
        long begun = System.nanoTime();
        if (begun >= end) {
            done.complete();
            return;
        }
        request.apply(sent++).onComplete(answer -> {
            if (answer.succeeded()) {
                sample.add((System.nanoTime() - begun) / 1e6);
            } else if (refused++ == 0) {
                OUT.println("first refusal: " + answer.cause().getMessage());
            }
            again(request, sample, end, done);
        });
    }

    /** A status that is another interview's, or none, counts as refused. */
    private Future<Void> status(String id) {
        return send(HttpMethod.GET, "/api/v1/interview/status/" + id, Buffer.buffer(), 200)
                .compose(body -> id.equals(new JsonObject(body).getString("interview_id"))
                        ? Future.succeededFuture()
                        : Future.failedFuture("the status is not that of the interview asked for"));
    }

    private Future<Buffer> send(HttpMethod method, String path, Buffer body, int expected) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(base.getHost())
                .setPort(base.getPort())
                .setURI(path)
                .putHeader("Authorization", credential)
                .putHeader("Content-Type", "application/json");
        return http.request(options)
                .compose(request -> request.send(body))
                .compose(response -> response.statusCode() == expected
                        ? response.body()
                        : Future.failedFuture(path + " answered " + response.statusCode()));
    }
}
