package io.recruiterbrain.voice.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.recruiterbrain.voice.http.config.ConsentText;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.IceServer;
import io.recruiterbrain.voice.http.config.LinkSecret;
import io.recruiterbrain.voice.http.config.SystemInfo;
import io.recruiterbrain.voice.http.request.OpenApiFile;
import io.recruiterbrain.voice.testkit.FakeAgent;
import io.recruiterbrain.voice.testkit.FakeEmbedding;
import io.recruiterbrain.voice.testkit.FakePersistence;
import io.recruiterbrain.voice.testkit.MutableClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The whole module on a port of its own, with fakes of the other modules, and a client that knows nothing of Vert.x. */
final class RunningHttp implements AutoCloseable {
    static final String API_KEY = "test-key-0123456789";
    static final LinkSecret SECRET = new LinkSecret("a-secret-of-tests-that-is-long-enough");
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final int ROOMS = 5;

    final Vertx vertx = Vertx.vertx();
    final Bus bus;
    final MutableClock clock = new MutableClock(NOW);
    final FakePersistence persistence;
    final FakeAgent agent;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final int port;
    private final AnswerCheck answers;

    /** Changes the settings of a test. */
    @FunctionalInterface
    interface Settings {
        HttpConfig of(HttpConfig plain);
    }

    /** With the plain settings; for a field of a test. */
    static RunningHttp plain() {
        try {
            return new RunningHttp();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the node of the test did not start", e);
        }
    }

    RunningHttp() throws TimeoutException {
        this(plain -> plain);
    }

    RunningHttp(Settings settings) throws TimeoutException {
        this(settings, ROOMS);
    }

    /** @param rooms of the agent that any join reaches */
    RunningHttp(Settings settings, int rooms) throws TimeoutException {
        MessageCodec.register(vertx);
        bus = new Bus(vertx);
        persistence = await(FakePersistence.serve(bus));
        persistence.addApiKey(API_KEY);
        agent = await(FakeAgent.serve(bus, clock, rooms));
        await(FakeEmbedding.serve(bus, 8));
        HttpVerticle verticle = HttpVerticle.supplier(
                        settings.of(plainConfig()),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        clock,
                        new SystemInfo("0.1.0", "test-node", NOW))
                .get();
        await(vertx.deployVerticle(verticle));
        port = verticle.port();
        answers = new AnswerCheck(await(OpenApiFile.load(vertx)).raw());
    }

    static HttpConfig plainConfig() {
        return new HttpConfig(
                "127.0.0.1",
                0,
                URI.create("https://interviews.example.com"),
                Set.of("https://hr.example.com"),
                SECRET,
                List.of(new IceServer(List.of("stun:stun.example.com:3478"), null, null)),
                ConsentText.defaults(),
                HttpConfig.InterviewDefaults.defaults(),
                new HttpConfig.Limits(512 * 1024, 100_000, 100_000, 100_000, 200, 256 * 1024),
                Duration.ofMillis(200),
                null);
    }

    /** The plain one, listening elsewhere. */
    static HttpConfig at(String host, int port) {
        HttpConfig plain = plainConfig();
        return new HttpConfig(
                host,
                port,
                plain.publicUrl(),
                plain.corsOrigins(),
                plain.linkSecret(),
                plain.iceServers(),
                plain.consent(),
                plain.interviews(),
                plain.limits(),
                plain.heartbeat(),
                plain.demoHint());
    }

    static HttpConfig with(HttpConfig plain, HttpConfig.Limits limits) {
        return new HttpConfig(
                plain.host(),
                plain.port(),
                plain.publicUrl(),
                plain.corsOrigins(),
                plain.linkSecret(),
                plain.iceServers(),
                plain.consent(),
                plain.interviews(),
                limits,
                plain.heartbeat(),
                plain.demoHint());
    }

    static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(30, TimeUnit.SECONDS);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpRequest.Builder asRecruiter(String path) {
        return request(path).header("Authorization", "Bearer " + API_KEY);
    }

    HttpRequest.Builder asCandidate(Started interview, String rest) {
        return request("/api/v1/candidate/" + interview.id() + rest)
                .header("Authorization", "Bearer " + interview.token());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpRequest built = request.build();
        HttpResponse<String> response = client.send(built, BodyHandlers.ofString());
        answers.check(built.method(), built.uri().getPath(), response);
        return response;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(asRecruiter(path));
    }

    HttpResponse<String> post(String path, JsonObject body) throws Exception {
        return send(json(asRecruiter(path), "POST", body));
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String method, JsonObject body) {
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.encode()));
    }

    /** What a recruiter gets for an order. */
    record Started(UUID id, String token) {}

    Started start() throws Exception {
        return start(anOrder());
    }

    Started start(JsonObject order) throws Exception {
        JsonObject body = new JsonObject(post("/api/v1/interview/start", order).body());
        String url = body.getString("candidate_url");
        return new Started(UUID.fromString(body.getString("interview_id")), url.substring(url.indexOf('#') + 1));
    }

    static JsonObject anOrder() {
        return new JsonObject()
                .put("candidate", new JsonObject().put("name", "Ada Lovelace").put("candidate_id", "cand-1"))
                .put(
                        "job",
                        new JsonObject()
                                .put("title", "Backend Engineer")
                                .put("job_id", "job-1")
                                .put("description", "You build payment services."));
    }

    /** Consents and joins; gives the session. */
    UUID join(Started interview) throws Exception {
        ConsentText consent = ConsentText.defaults();
        HttpResponse<String> accepted = send(json(
                asCandidate(interview, "/consent"),
                "POST",
                new JsonObject().put("version", consent.version()).put("sha256", consent.sha256())));
        HttpResponse<String> joined = send(json(asCandidate(interview, "/join"), "POST", new JsonObject()));
        if (joined.statusCode() != 200) {
            throw new AssertionError("the join failed: " + accepted.body() + " " + joined.body());
        }
        return UUID.fromString(new JsonObject(joined.body()).getString("session_id"));
    }

    void say(UUID interviewId, int turnNo, Speaker speaker, String text) throws TimeoutException {
        Instant from = NOW.plusSeconds(10L * turnNo);
        await(bus.ask(
                SaveTurn.ADDRESS,
                new SaveTurn(
                        interviewId,
                        new Turn(
                                turnNo,
                                speaker,
                                speaker == Speaker.AGENT ? TurnKind.QUESTION : TurnKind.ANSWER,
                                text,
                                from,
                                from.plusMillis(4200),
                                1,
                                false,
                                false,
                                null,
                                Map.of()))));
    }

    /** An interview with one question and this answer, completed. */
    Started ended(String answer) throws Exception {
        return ended(answer, InterviewState.COMPLETED);
    }

    Started ended(String answer, InterviewState end) throws Exception {
        Started started = start();
        join(started);
        say(started.id(), 1, Speaker.AGENT, "What did you build?");
        say(started.id(), 2, Speaker.CANDIDATE, answer);
        become(started.id(), end);
        await(agent.vanish(started.id()));
        return started;
    }

    void become(UUID interviewId, InterviewState state) throws TimeoutException {
        await(bus.ask(ChangeState.ADDRESS, new ChangeState(interviewId, state, clock.instant(), null, "completed")));
    }

    @Override
    public void close() throws TimeoutException {
        client.close();
        await(vertx.close());
    }
}
