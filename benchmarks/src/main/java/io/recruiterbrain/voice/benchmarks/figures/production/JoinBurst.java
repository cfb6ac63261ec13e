package io.recruiterbrain.voice.benchmarks.figures.production;

import io.recruiterbrain.voice.benchmarks.figures.Sample;
import io.recruiterbrain.voice.testkit.Provisions;
import io.recruiterbrain.voice.testkit.node.NodeCluster;
import io.recruiterbrain.voice.testkit.node.NodeProcess;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many candidates who join in the same moment, over three nodes that have fewer rooms than candidates: whether each is
 * answered soon, and whether there is ever a room too many. The clients share one event loop, so that they take little of
 * the nodes' machine.
 */
public final class JoinBurst {
    private static final PrintStream OUT = System.out;
    private static final List<Integer> ROOMS = List.of(34, 33, 33);
    private static final String ROLES = "http,agent,embedding,persistence";
    private static final int BESIDE_EACH_OTHER = 16;
    private static final int QUIET_SECONDS = 3;
    private static final int SERVED_BEFORE = 20;
    /** What nodes load after they are ready, speech recognition above all, takes a processor for some seconds. */
    private static final int LOADING_SECONDS = 15;

    private final Vertx vertx;
    private final HttpClient http;
    private final List<NodeProcess> nodes;
    private final int candidates;

    /**
     * One candidate's page.
     *
     * @param link with the token behind it
     * @param session as the last join answered it, empty before
     */
    private record Page(int number, String interviewId, URI link, String session) {
        Page with(String newSession) {
            return new Page(number, interviewId, link, newSession);
        }
    }

    private record Answer(int status, JsonObject body) {}

    private JoinBurst(Vertx vertx, List<NodeProcess> nodes, int candidates) {
        this.vertx = vertx;
        this.nodes = nodes;
        this.candidates = candidates;
        http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(candidates));
    }

    /** @param args the built folder, a scratch folder, how many candidates, how many rounds */
    public static void main(String[] args) throws Exception {
        Path scratch = Path.of(args[1]).toAbsolutePath();
        boolean kept = true;
        // A turn that is told as stored must survive the power: the store syncs, as everybody's does.
        try (OutsidePostgres postgres = OutsidePostgres.start(
                        Provisions.get("postgres"), scratch.resolve("postgres"), Map.of("fsync", "on"));
                MilvusLite milvus = MilvusLite.start(Files.createDirectories(scratch.resolve("milvus")))) {
            postgres.execute(
                    "postgres", "CREATE ROLE app LOGIN PASSWORD 'app-pw'", "CREATE DATABASE interviews OWNER app");
            Map<String, String> settings = new HashMap<>(postgres.settings("app", "interviews"));
            settings.put("MILVUS_HOST", "127.0.0.1");
            settings.put("MILVUS_PORT", Integer.toString(milvus.port()));
            settings.put("RBV_CLUSTER_PASSWORD", "the password of the benchmark's nodes");
            settings.put("RBV_HEAP", "640m");
            // How busy this machine is shall not change how many rooms there are.
            settings.put("RBV_AGENT_CPU_LIMIT", "1");
            // One key and one address play all recruiters and candidates.
            settings.put("API_RATE_LIMIT_PER_KEY", "1000000");
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
            try (NodeCluster cluster = new NodeCluster(Path.of(args[0]), scratch, settings);
                    RoomsSeen rooms = new RoomsSeen(postgres.port())) {
                for (int i = 0; i < ROOMS.size(); i++) {
                    cluster.plan(
                            "node" + (i + 1),
                            ROLES,
                            Map.of("RBV_AGENT_ROOMS", ROOMS.get(i).toString()));
                    if (i == 0) {
                        // Tables and collections are made by one node, as they are at a first rollout. When it ends it
                        // leaves its class archive, with which nodes of its build start from then on.
                        cluster.launch().awaitReady();
                        new JoinBurst(vertx, cluster.nodes(), SERVED_BEFORE).serve();
                        cluster.node("node1").terminate();
                        cluster.node("node1").awaitEnd();
                        cluster.node("node1").launch();
                    }
                }
                cluster.launch().awaitReady();
                Thread.sleep(LOADING_SECONDS * 1000L);
                JoinBurst burst = new JoinBurst(vertx, cluster.nodes(), Integer.parseInt(args[2]));
                for (int round = 1; round <= Integer.parseInt(args[3]); round++) {
                    kept &= burst.round(round, rooms);
                    // Who gave up keeps a place for half a minute.
                    postgres.execute("interviews", "DELETE FROM join_queue");
                }
            } finally {
                vertx.close().await();
            }
        }
        System.exit(kept ? 0 : 1);
    }

    /** Some candidates come and go. */
    private void serve() {
        List<Page> pages = beside(candidates, this::invited);
        beside(candidates, number -> good(candidate(pages.get(number), "/join", new JsonObject())));
        cancelAll(pages);
    }

    private void cancelAll(List<Page> pages) {
        beside(
                candidates,
                number -> send(
                        nodes.get(0),
                        HttpMethod.POST,
                        "/api/v1/interview/cancel/" + pages.get(number).interviewId(),
                        NodeCluster.API_KEY,
                        new JsonObject()));
    }

    /** Answers whether all were answered as they should be, with never a room too many. */
    private boolean round(int round, RoomsSeen rooms) throws Exception {
        List<Page> pages = beside(candidates, this::invited);
        Thread.sleep(QUIET_SECONDS * 1000L);
        rooms.anew();
        Sample first = new Sample("burst " + round + ": " + candidates + " joins at once", "ms");
        List<Answer> answers = burst(pages, first);
        print(first, answers);
        List<Page> waiting = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.status() == 202) {
                waiting.add(pages.get(i).with(answer.body().getString("session_id")));
            }
        }
        Sample second = new Sample("burst " + round + ": who waits asks again at once", "ms");
        List<Answer> again = burst(waiting, second);
        print(second, again);
        int cap = ROOMS.stream().mapToInt(Integer::intValue).sum();
        long inside = Stream.concat(answers.stream(), again.stream())
                .filter(answer -> answer.status() == 200)
                .count();
        int most = rooms.most();
        OUT.printf(
                "%-38s at most %d at once, %d candidates in them   to reach: never %d%n",
                "burst " + round + ": rooms", most, inside, cap + 1);
        cancelAll(pages);
        while (rooms.now() > 0) {
            Thread.sleep(100);
        }
        boolean answered = Stream.concat(answers.stream(), again.stream())
                .allMatch(answer -> answer.status() == 200 || answer.status() == 202);
        return answered && most <= cap && inside <= cap;
    }

    private static void print(Sample sample, List<Answer> answers) {
        sample.print("1 s");
        Map<Integer, Integer> statuses = new TreeMap<>();
        answers.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
        OUT.printf(
                "%-38s %d in a room, %d in the queue, %d refused or not answered %s%n",
                "",
                statuses.getOrDefault(200, 0),
                statuses.getOrDefault(202, 0),
                answers.size() - statuses.getOrDefault(200, 0) - statuses.getOrDefault(202, 0),
                statuses);
    }

    private List<Answer> burst(List<Page> pages, Sample sample) {
        List<Future<Answer>> all = new ArrayList<>();
        Promise<Void> sent = Promise.promise();
        vertx.runOnContext(go -> {
            for (Page page : pages) {
                long begun = System.nanoTime();
                JsonObject body = page.session().isEmpty()
                        ? new JsonObject()
                        : new JsonObject().put("session_id", page.session());
                all.add(candidate(page, "/join", body)
                        .onComplete(answered -> sample.add((System.nanoTime() - begun) / 1e6)));
            }
            sent.complete();
        });
        sent.future().await();
        return Future.all(all).<List<Answer>>map(done -> done.list()).await();
    }

    /** Ordered, and consented to. */
    private Future<Page> invited(int number) {
        JsonObject order = new JsonObject()
                .put("candidate", new JsonObject().put("name", "Robin Example"))
                .put("job", new JsonObject().put("title", "Backend engineer").put("description", "Java services."))
                .put("question_count", 3)
                .put("minutes", 30);
        return good(send(
                        nodes.get(number % nodes.size()),
                        HttpMethod.POST,
                        "/api/v1/interview/start",
                        NodeCluster.API_KEY,
                        order))
                .map(started -> new Page(
                        number, started.getString("interview_id"), URI.create(started.getString("candidate_url")), ""))
                .compose(page -> good(candidate(page, "", null)).compose(invitation -> {
                    JsonObject consent = invitation.getJsonObject("consent");
                    return good(candidate(
                                    page,
                                    "/consent",
                                    new JsonObject()
                                            .put("version", consent.getString("version"))
                                            .put("sha256", consent.getString("sha256"))))
                            .map(page);
                }));
    }

    private static Future<JsonObject> good(Future<Answer> answer) {
        return answer.compose(given -> given.status() / 100 == 2
                ? Future.succeededFuture(given.body())
                : Future.failedFuture("answered " + given.status() + " " + given.body()));
    }

    private Future<Answer> candidate(Page page, String path, @Nullable JsonObject body) {
        NodeProcess node = nodes.get(page.number() % nodes.size());
        HttpMethod method = body == null ? HttpMethod.GET : HttpMethod.POST;
        return send(
                node,
                method,
                "/api/v1/candidate/" + page.interviewId() + path,
                page.link().getFragment(),
                body);
    }

    /** One that gets no answer is answered with status 0. */
    private Future<Answer> send(
            NodeProcess node, HttpMethod method, String path, String key, @Nullable JsonObject body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost("127.0.0.1")
                .setPort(node.ports().http())
                .setURI(path)
                .putHeader("Authorization", "Bearer " + key)
                .putHeader("Content-Type", "application/json");
        return http.request(options)
                .compose(request -> body == null ? request.send() : request.send(body.toBuffer()))
                .compose(response -> response.body()
                        .map(text -> new Answer(
                                response.statusCode(), text.length() == 0 ? new JsonObject() : new JsonObject(text))))
                .otherwise(fault -> new Answer(0, new JsonObject().put("fault", String.valueOf(fault))));
    }

    /** Does something for each number, a few beside each other; fails when one fails. */
    private <T> List<T> beside(int times, IntFunction<Future<T>> work) {
        AtomicInteger next = new AtomicInteger();
        Map<Integer, T> done = new TreeMap<>();
        List<Future<Void>> lines = new ArrayList<>();
        for (int i = 0; i < BESIDE_EACH_OTHER; i++) {
            Promise<Void> line = Promise.promise();
            vertx.runOnContext(go -> oneAfterAnother(times, work, next, done, line));
            lines.add(line.future());
        }
        Future.all(lines).await();
        return List.copyOf(done.values());
    }

    private <T> void oneAfterAnother(
            int times, IntFunction<Future<T>> work, AtomicInteger next, Map<Integer, T> done, Promise<Void> line) {
        int number = next.getAndIncrement();
        if (number >= times) {
            line.complete();
            return;
        }
        work.apply(number).onFailure(line::fail).onSuccess(result -> {
            done.put(number, result);
            oneAfterAnother(times, work, next, done, line);
        });
    }
}
