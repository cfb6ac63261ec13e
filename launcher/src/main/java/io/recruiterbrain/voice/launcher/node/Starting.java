package io.recruiterbrain.voice.launcher.node;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.agent.Evaluator;
import io.recruiterbrain.voice.agent.SupervisorVerticle;
import io.recruiterbrain.voice.agent.evaluation.EvaluationConfig;
import io.recruiterbrain.voice.agent.lease.OwnerName;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.embedding.EmbeddingVerticle;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import io.recruiterbrain.voice.http.HttpVerticle;
import io.recruiterbrain.voice.http.config.SystemInfo;
import io.recruiterbrain.voice.launcher.config.ClusterConfig;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.Role;
import io.recruiterbrain.voice.launcher.config.Roles;
import io.recruiterbrain.voice.launcher.node.cluster.BusOptions;
import io.recruiterbrain.voice.launcher.node.cluster.Membership;
import io.recruiterbrain.voice.persistence.Persistence;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is up so far, to be taken down when a later part fails. Blocking; used by one thread.
 *
 * <p>Every role waits for those it needs, here or on another node: persistence for embedding, the agent for persistence,
 * http for all. None needs http, so no two nodes wait for each other.
 */
final class Starting {
    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);
    private static final String VERSION = "0.1.0";
    /** For each part; the first start unpacks a database and loads models, on a machine that may have other things to do. */
    private static final long START_SECONDS = 300;

    private final NodeConfig config;
    private final Roles roles;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<String> deployments = new ArrayList<>();
    private final AtomicBoolean open = new AtomicBoolean();
    private @Nullable Vertx vertx;
    private @Nullable Membership membership;
    private @Nullable Adapters adapters;
    private @Nullable Future<Persistence> stores;

    Starting(NodeConfig config) {
        this.config = config;
        this.roles = config.roles();
    }

    Node run() {
        Vertx vertx = newVertx();
        this.vertx = vertx;
        MessageCodec.register(vertx);
        Optional<Future<Persistence>> stores = only(Role.PERSISTENCE)
                .map(role -> Persistence.start(vertx, config.persistence(), config.nodeId(), metrics, clock));
        this.stores = stores.orElse(null);
        Optional<Future<String>> embedding = only(Role.EMBEDDING).map(role -> deployEmbedding(vertx));
        // Loads on this thread meanwhile; the slowest part of a start.
        Optional<Adapters> adapters =
                only(Role.AGENT).map(role -> Adapters.load(vertx, config, VERSION, metrics, clock));
        this.adapters = adapters.orElse(null);
        adapters.ifPresent(Adapters::tryRooms);
        Optional<Persistence> persistence = stores.map(start -> started("persistence", start));
        embedding.ifPresent(start -> deployments.add(started("embedding", start)));
        persistence.ifPresent(opened -> deployments.add(started(
                "persistence", vertx.deployVerticle(opened::newVerticle, instances(roles.persistenceInstances())))));
        Bus bus = new Bus(vertx);
        Services services = new Services(
                bus, config.cluster().map(ClusterConfig::startTimeout).orElse(Duration.ofSeconds(START_SECONDS)));
        if (roles.has(Role.PERSISTENCE) || roles.has(Role.HTTP)) {
            requireFittingDimensions(services.await(Role.EMBEDDING), services.await(Role.PERSISTENCE));
        }
        Optional<String> agent = adapters.map(loaded -> {
            services.await(Role.PERSISTENCE);
            return started("agent", vertx.deployVerticle(supervisor(vertx, bus, loaded)));
        });
        agent.ifPresent(deployments::add);
        Optional<String> newKey = only(Role.HTTP).flatMap(role -> openHttp(vertx, services));
        if (!roles.has(Role.HTTP)) {
            deployments.add(started("probes", vertx.deployVerticle(new Probes(config.http(), metrics, this::ready))));
        }
        adapters.ifPresent(Adapters::warmUp);
        open.set(true);
        deployments.add(started(
                "presence",
                vertx.deployVerticle(new Presence(config.nodeId(), VERSION, roles.wordList(), () -> !open.get()))));
        LOG.atInfo()
                .addKeyValue("nodeId", config.nodeId())
                .addKeyValue("roles", roles.words())
                .addKeyValue("url", config.http().publicUrl())
                .log("node ready");
        if (roles.has(Role.HTTP)) {
            PublicAddress.problem(config.http().publicUrl())
                    .ifPresent(problem ->
                            LOG.atWarn().addKeyValue("problem", problem).log("candidates cannot speak"));
        }
        List<String> others = deployments.stream()
                .filter(id -> !agent.equals(Optional.of(id)))
                .toList();
        return new Node(config, vertx, new Node.Parts(adapters, persistence, agent, others, newKey, open));
    }

    private Optional<Role> only(Role role) {
        return Optional.of(role).filter(roles::has);
    }

    private static DeploymentOptions instances(int number) {
        return new DeploymentOptions().setInstances(number);
    }

    private Future<String> deployEmbedding(Vertx vertx) {
        return vertx.deployVerticle(
                () -> new EmbeddingVerticle(
                        config.nodeId(),
                        config.embedding(),
                        () -> E5Embedder.open(
                                config.embedding(), config.dataDirectory().resolve("models")),
                        metrics,
                        clock),
                instances(roles.embeddingInstances()));
    }

    private SupervisorVerticle supervisor(Vertx vertx, Bus bus, Adapters adapters) {
        Evaluator evaluator = new Evaluator(
                vertx, bus, adapters.ports().languageModel(), EvaluationConfig.defaults(), clock, metrics);
        return new SupervisorVerticle(
                OwnerName.ofNode(config.nodeId()),
                config.agent(),
                adapters.ports(),
                adapters::status,
                evaluator,
                metrics,
                clock,
                adapters.jobs(),
                new ProcessorLoad());
    }

    /** Answers with the recruiter's key when this start made one. */
    private Optional<String> openHttp(Vertx vertx, Services services) {
        services.await(Role.AGENT);
        Optional<String> newKey = ensureApiKey(services);
        SystemInfo system = new SystemInfo(VERSION, config.nodeId(), clock.instant());
        deployments.add(started(
                "http",
                vertx.deployVerticle(
                        HttpVerticle.supplier(config.http(), metrics, clock, system),
                        instances(roles.httpInstances()))));
        return newKey;
    }

    private boolean ready() {
        return open.get() && (membership == null || membership.safe());
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
        VertxOptions options = new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true));
        VertxBuilder builder = Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory(metrics));
        if (config.cluster().isEmpty()) {
            return builder.build();
        }
        ClusterConfig cluster = config.cluster().get();
        builder.with(options.setEventBusOptions(BusOptions.of(cluster)));
        Membership joined = Membership.join(builder, config, cluster, metrics);
        membership = joined;
        return joined.vertx();
    }

    private static void requireFittingDimensions(ModuleStatus embedding, ModuleStatus persistence) {
        Long made = embedding.figures().get("dimension");
        Long stored = persistence.figures().get("vector_dimension");
        if (!Objects.equals(made, stored)) {
            throw new ServiceException(
                    ErrorCode.INVALID_STATE,
                    "The embedding model makes vectors of " + made
                            + " dimensions, but the stored ones have " + stored
                            + ": take RBV_EMBEDDING_MODEL_DIR back to the model that made them, or set"
                            + " RBV_VECTOR_DIMENSION=" + made + " and run ./rbv reindex.");
        }
    }

    private Optional<String> ensureApiKey(Services services) {
        ApiKeys keys = new ApiKeys(services, clock);
        if (config.firstApiKey().isPresent()) {
            keys.save("RBV_API_KEY", config.firstApiKey().get());
            return Optional.empty();
        }
        // The file only says that a key was shown once; the key itself is kept as its hash in the database.
        SecretFile shown =
                new SecretFile(config.dataDirectory().resolve("secrets").resolve("first-api-key.shown"));
        if (shown.read().isPresent()) {
            return Optional.empty();
        }
        String key = "rbv_" + SecretFile.random();
        keys.save("first key", key);
        shown.write("shown");
        return Optional.of(key);
    }

    void undo() {
        Vertx vertx = this.vertx;
        if (vertx == null) {
            return;
        }
        deployments.reversed().forEach(id -> Node.quietly("verticle", vertx.undeploy(id)));
        if (adapters != null) {
            adapters.close();
        }
        if (stores != null) {
            stopOnceStarted(stores);
        }
        Node.quietly("vertx", vertx.close());
    }

    /** A database that is still starting is waited for: it would stay behind otherwise. */
    private static void stopOnceStarted(Future<Persistence> stores) {
        Persistence persistence;
        try {
            persistence = stores.await(START_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException | TimeoutException e) {
            return; // What failed to start was told of, or is second to what was.
        }
        Node.quietly("persistence", persistence.stop());
    }
}
