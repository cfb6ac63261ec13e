package io.recruiterbrain.voice.launcher.node;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.agent.Evaluator;
import io.recruiterbrain.voice.agent.SupervisorVerticle;
import io.recruiterbrain.voice.agent.evaluation.EvaluationConfig;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.embedding.EmbeddingVerticle;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import io.recruiterbrain.voice.http.HttpVerticle;
import io.recruiterbrain.voice.http.config.SystemInfo;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.persistence.Persistence;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: every module in this process, wired. Blocking; used by the main thread only.
 *
 * <p>HTTP is deployed last and undeployed after the agent, so that nobody is let in before all answers, and pages hear
 * the closing sentence and the last event.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final String VERSION = "0.1.0";
    /** For each part; longer than the agent's drain. A part that does not end by itself ends with the process. */
    private static final long STOP_SECONDS = 30;
    /** For each part; the first start unpacks a database and loads models, on a machine that may have other things to do. */
    private static final long START_SECONDS = 300;

    private final NodeConfig config;
    private final Vertx vertx;
    private final Adapters adapters;
    private final Persistence persistence;
    private final String agentDeployment;
    private final List<String> otherDeployments;
    private final Optional<String> newApiKey;

    private Node(
            NodeConfig config,
            Vertx vertx,
            Adapters adapters,
            Persistence persistence,
            String agentDeployment,
            List<String> otherDeployments,
            Optional<String> newApiKey) {
        this.config = config;
        this.vertx = vertx;
        this.adapters = adapters;
        this.persistence = persistence;
        this.agentDeployment = agentDeployment;
        this.otherDeployments = List.copyOf(otherDeployments);
        this.newApiKey = newApiKey;
    }

    /** Starts everything; returns when the node answers. Whatever was started is stopped again when one part fails. */
    public static Node start(NodeConfig config) {
        ApiPort.requireFree(config.http());
        Starting starting = new Starting(config);
        try {
            return starting.run();
        } catch (RuntimeException | Error e) {
            starting.undo();
            throw e;
        }
    }

    public URI publicUrl() {
        return config.http().publicUrl();
    }

    /** Where this node answers on its own machine. */
    public URI localUrl() {
        boolean all =
                config.http().host().equals("0.0.0.0") || config.http().host().equals("::");
        return URI.create("http://" + (all ? "127.0.0.1" : config.http().host()) + ":"
                + config.http().port());
    }

    public Path dataDirectory() {
        return config.dataDirectory();
    }

    /** The recruiter's key when this start made one; it cannot be read again later. */
    public Optional<String> newApiKey() {
        return newApiKey;
    }

    /** Which adapter serves each port of this node. */
    public List<PortStatus> ports() {
        Bus bus = new Bus(vertx);
        List<PortStatus> ports = new ArrayList<>();
        for (var address : List.of(FindStatus.AGENT, FindStatus.EMBEDDING, FindStatus.PERSISTENCE)) {
            ports.addAll(bus.ask(address, new FindStatus()).await().ports());
        }
        return ports;
    }

    /** Stops: candidates hear a closing sentence, what was said is saved, then the rest goes down. */
    @Override
    public void close() {
        quietly("agent", vertx.undeploy(agentDeployment));
        for (String deployment : otherDeployments.reversed()) {
            quietly("verticle", vertx.undeploy(deployment));
        }
        adapters.close();
        quietly("persistence", persistence.stop());
        quietly("vertx", vertx.close());
    }

    private static void quietly(String part, Future<?> stop) {
        try {
            stop.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException | TimeoutException e) {
            LOG.atWarn().addKeyValue("part", part).setCause(e).log("stop failed");
        }
    }

    /** What is up so far, to be taken down when a later part fails. */
    private static final class Starting {
        private final NodeConfig config;
        private final Clock clock = Clock.systemUTC();
        private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        private final List<String> deployments = new ArrayList<>();
        private @Nullable Vertx vertx;
        private @Nullable Adapters adapters;
        private @Nullable Future<Persistence> stores;

        Starting(NodeConfig config) {
            this.config = config;
        }

        Node run() {
            Vertx vertx = newVertx();
            this.vertx = vertx;
            MessageCodec.register(vertx);
            Future<Persistence> stores =
                    Persistence.start(vertx, config.persistence(), config.nodeId(), metrics, clock);
            this.stores = stores;
            Future<String> embedding = vertx.deployVerticle(new EmbeddingVerticle(
                    config.nodeId(),
                    config.embedding(),
                    () -> E5Embedder.open(
                            config.embedding(), config.dataDirectory().resolve("models")),
                    metrics,
                    clock));
            // Loads on this thread meanwhile; the slowest part of a start.
            Adapters adapters = Adapters.load(vertx, config, VERSION, metrics, clock);
            this.adapters = adapters;
            adapters.tryRooms();
            Persistence persistence = started("persistence", stores);
            deployments.add(started("embedding", embedding));
            deployments.add(started("persistence", vertx.deployVerticle(persistence.newVerticle())));
            Bus bus = new Bus(vertx);
            requireFittingDimensions(bus);
            Optional<String> newKey = ensureApiKey(bus);
            Evaluator evaluator = new Evaluator(
                    vertx, bus, adapters.ports().languageModel(), EvaluationConfig.defaults(), clock, metrics);
            String agent = started(
                    "agent",
                    vertx.deployVerticle(new SupervisorVerticle(
                            config.agent(),
                            adapters.ports(),
                            adapters::status,
                            evaluator,
                            metrics,
                            clock,
                            adapters.jobs())));
            deployments.add(agent);
            SystemInfo system = new SystemInfo(VERSION, config.nodeId(), clock.instant());
            deployments.add(started(
                    "http",
                    vertx.deployVerticle(
                            HttpVerticle.supplier(config.http(), metrics, clock, system),
                            new DeploymentOptions().setInstances(config.httpInstances()))));
            adapters.warmUp();
            List<String> others =
                    deployments.stream().filter(id -> !id.equals(agent)).toList();
            LOG.atInfo()
                    .addKeyValue("nodeId", config.nodeId())
                    .addKeyValue("url", config.http().publicUrl())
                    .log("node ready");
            PublicAddress.problem(config.http().publicUrl())
                    .ifPresent(problem ->
                            LOG.atWarn().addKeyValue("problem", problem).log("candidates cannot speak"));
            return new Node(config, vertx, adapters, persistence, agent, others, newKey);
        }

        private static <T> T started(String part, Future<T> start) {
            try {
                return start.await(START_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new ServiceException(
                        ErrorCode.UNAVAILABLE,
                        "The " + part + " part did not start within " + START_SECONDS
                                + " s: see that this machine has time and memory left, and start again.",
                        e);
            }
        }

        private Vertx newVertx() {
            return Vertx.builder()
                    .with(new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)))
                    .withMetrics(new MicrometerMetricsFactory(metrics))
                    .build();
        }

        private static void requireFittingDimensions(Bus bus) {
            Long made = bus.ask(FindStatus.EMBEDDING, new FindStatus())
                    .await()
                    .figures()
                    .get("dimension");
            Long stored = bus.ask(FindStatus.PERSISTENCE, new FindStatus())
                    .await()
                    .figures()
                    .get("vector_dimension");
            if (!Objects.equals(made, stored)) {
                throw new ServiceException(
                        ErrorCode.INVALID_STATE,
                        "The embedding model makes vectors of " + made
                                + " dimensions, but the stored ones have " + stored
                                + ": take RBV_EMBEDDING_MODEL_DIR back to the model that made them, or set"
                                + " RBV_VECTOR_DIMENSION=" + made + " and run ./rbv reindex.");
            }
        }

        private Optional<String> ensureApiKey(Bus bus) {
            ApiKeys keys = new ApiKeys(bus, clock);
            if (config.firstApiKey().isPresent()) {
                keys.save("RBV_API_KEY", config.firstApiKey().get()).await();
                return Optional.empty();
            }
            // The file only says that a key was shown once; the key itself is kept as its hash in the database.
            SecretFile shown =
                    new SecretFile(config.dataDirectory().resolve("secrets").resolve("first-api-key.shown"));
            if (shown.read().isPresent()) {
                return Optional.empty();
            }
            String key = "rbv_" + SecretFile.random();
            keys.save("first key", key).await();
            shown.write("shown");
            return Optional.of(key);
        }

        void undo() {
            Vertx vertx = this.vertx;
            if (vertx == null) {
                return;
            }
            deployments.reversed().forEach(id -> quietly("verticle", vertx.undeploy(id)));
            if (adapters != null) {
                adapters.close();
            }
            if (stores != null) {
                stopOnceStarted(stores);
            }
            quietly("vertx", vertx.close());
        }

        /** A database that is still starting is waited for: it would stay behind otherwise. */
        private static void stopOnceStarted(Future<Persistence> stores) {
            Persistence persistence;
            try {
                persistence = stores.await(START_SECONDS, TimeUnit.SECONDS);
            } catch (RuntimeException | TimeoutException e) {
                return; // What failed to start was told of, or is second to what was.
            }
            quietly("persistence", persistence.stop());
        }
    }
}
