package io.recruiterbrain.voice.launcher.config;

import io.recruiterbrain.voice.agent.AgentConfig;
import io.recruiterbrain.voice.agent.conversation.ConversationConfig;
import io.recruiterbrain.voice.agent.plan.PlanConfig;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxConfig;
import io.recruiterbrain.voice.agent.turn.TurnConfig;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.http.config.ConsentText;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.IceServer;
import io.recruiterbrain.voice.http.config.LinkSecret;
import io.recruiterbrain.voice.http.config.LiveKitAccess;
import io.recruiterbrain.voice.http.config.LiveKitSecret;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Binds settings to the records of the modules; all problems are reported together. */
public final class NodeConfigReader {
    /** Stands in while the rest is checked. */
    private static final String NO_SECRET_YET = "-".repeat(32);

    private static final int E5_BASE_DIMENSION = 768;

    /** Have no meaning without POSTGRES_HOST; those of the pool hold for the embedded database too. */
    private static final List<String> SERVER_SETTINGS = List.of(
            "POSTGRES_PORT",
            "POSTGRES_DB",
            "POSTGRES_USER",
            "POSTGRES_PASSWORD",
            "POSTGRES_SSLMODE",
            "POSTGRES_SSLROOTCERT",
            "POSTGRES_MIGRATION_USER",
            "POSTGRES_MIGRATION_PASSWORD");

    private final Settings settings;
    private final Supplier<String> keptLinkSecret;

    /** @param keptLinkSecret the secret of the data folder, made when it is asked for the first time */
    public NodeConfigReader(Settings settings, Supplier<String> keptLinkSecret) {
        this.settings = settings;
        this.keptLinkSecret = keptLinkSecret;
    }

    /** Throws a {@link ConfigurationException} with everything that is wrong. */
    public NodeConfig read() {
        String nodeId = settings.optionalText("RBV_NODE_ID").orElseGet(NodeConfigReader::hostName);
        Path data = settings.path("RBV_DATA_DIR").toAbsolutePath().normalize();
        Optional<String> firstKey = settings.optionalText("RBV_API_KEY");
        if (firstKey.isPresent() && firstKey.get().length() < 20) {
            settings.problem("RBV_API_KEY must have at least 20 characters");
        }
        List<IceServer> ice = settings.build("media", () -> IceServer.parse(settings.text("RBV_ICE_SERVERS")))
                .orElse(List.of());
        Optional<String> olderSecret = settings.optionalText("SECRET_KEY");
        int cores = Runtime.getRuntime().availableProcessors();
        Roles roles = Roles.read(settings);
        Optional<ClusterConfig> cluster = new ClusterReader(settings).read(roles);
        Optional<String> linkSecret = settings.optionalText("JWT_SECRET_KEY").or(() -> olderSecret);
        settings.build("http", () -> http(ice, linkSecret.orElse(NO_SECRET_YET)));
        Optional<PersistenceConfig> persistence = settings.build("persistence", () -> persistence(data));
        Optional<EmbeddingConfig> embedding = settings.build("embedding", this::embedding);
        Optional<AgentConfig> agent = settings.build("agent", () -> agent(nodeId, cores));
        Optional<MediaConfig> media = settings.build("media", () -> media(ice));
        Optional<Providers> providers = new ProviderReader(settings).read();
        int decoders = settings.number("SPHINX_DECODERS", 0, 64);
        SphinxConfig sphinx = SphinxConfig.defaults();
        int rate = settings.number("FREETTS_WORDS_PER_MINUTE", 80, 250);
        URI candidatesUrl = settings.webSocketUrl("LIVEKIT_PUBLIC_URL", ProviderReader.LIVEKIT_EXAMPLE);
        Optional<LiveKitAccess> liveKit = providers
                .flatMap(Providers::liveKit)
                .flatMap(server -> settings.build("LiveKit", () -> access(server, candidatesUrl)));
        settings.failIfWrong();
        // Made only now: a configuration that is refused leaves nothing behind.
        HttpConfig direct = http(ice, linkSecret.orElseGet(keptLinkSecret));
        HttpConfig http = liveKit.map(direct::with).orElse(direct);
        return new NodeConfig(
                nodeId,
                data,
                firstKey,
                roles,
                cluster,
                http,
                persistence.orElseThrow(),
                embedding.orElseThrow(),
                agent.orElseThrow(),
                media.orElseThrow(),
                providers.orElseThrow(),
                decoders == 0 ? sphinx : sphinx.withDecoders(decoders),
                FreeTtsConfig.defaults().withWordsPerMinute(rate));
    }

    /** How browsers reach the LiveKit server that the agent uses. */
    private LiveKitAccess access(LiveKitConfig server, URI candidatesUrl) {
        URI url = settings.isSet("LIVEKIT_PUBLIC_URL") ? candidatesUrl : server.url();
        return new LiveKitAccess(url, server.apiKey(), new LiveKitSecret(server.apiSecret()), server.tokenLifetime());
    }

    private HttpConfig http(List<IceServer> ice, String linkSecret) {
        int chosen = settings.number("API_PORT", 0, 65_535);
        int port = chosen == 0 ? freePort() : chosen;
        HttpConfig.Limits limits = HttpConfig.Limits.defaults();
        String consentVersion = settings.text("RBV_CONSENT_VERSION");
        ConsentText consent = settings.optionalText("RBV_CONSENT_TEXT")
                .map(text -> new ConsentText(consentVersion, text))
                .orElseGet(ConsentText::defaults);
        if (settings.isSet("RBV_CONSENT_TEXT") != settings.isSet("RBV_CONSENT_VERSION")) {
            settings.problem("RBV_CONSENT_TEXT and RBV_CONSENT_VERSION go together");
        }
        return new HttpConfig(
                settings.text("API_HOST"),
                port,
                settings.httpUrl("RBV_PUBLIC_URL", URI.create("http://localhost:" + port)),
                Set.copyOf(settings.list("API_CORS_ORIGINS")),
                new LinkSecret(linkSecret),
                ice,
                consent,
                new HttpConfig.InterviewDefaults(
                        settings.number("INTERVIEW_QUESTIONS_COUNT", 1, 20),
                        settings.seconds("INTERVIEW_MAX_DURATION_SECONDS", 60, 7200),
                        Duration.ofHours(settings.number("API_LINK_EXPIRES_IN_HOURS", 1, 720))),
                new HttpConfig.Limits(
                        limits.bodyBytes(),
                        settings.number("API_RATE_LIMIT_PER_KEY", 1, 1_000_000),
                        limits.requestsPerLink(),
                        limits.refusalsPerAddress(),
                        limits.streams(),
                        limits.streamBytes()),
                Duration.ofSeconds(15),
                null);
    }

    private PersistenceConfig persistence(Path data) {
        PersistenceConfig defaults = PersistenceConfig.defaults(data);
        return new PersistenceConfig(
                data,
                server().orElse(null),
                milvus().orElse(null),
                new PersistenceConfig.Pool(
                        settings.number("POSTGRES_POOL_SIZE", 2, 200),
                        settings.number("POSTGRES_MAX_OVERFLOW", 0, 200),
                        settings.seconds("POSTGRES_POOL_TIMEOUT", 1, 60),
                        settings.seconds("POSTGRES_POOL_IDLE", 1, 86_400),
                        settings.seconds("POSTGRES_POOL_RECYCLE", 1, 86_400),
                        settings.duration("POSTGRES_CONNECT_TIMEOUT"),
                        settings.duration("POSTGRES_STATEMENT_TIMEOUT")),
                defaults.turns(),
                new PersistenceConfig.Outbox(
                        vectorDimension(defaults.outbox().vectorDimension()),
                        defaults.outbox().interval(),
                        defaults.outbox().retryAfter()),
                new PersistenceConfig.Reaper(
                        defaults.reaper().interval(),
                        settings.seconds("INTERVIEW_RECONNECT_SECONDS", 1, 3600),
                        settings.seconds("INTERVIEW_RESUME_SECONDS", 60, 604_800)));
    }

    private int vectorDimension(int bundled) {
        int chosen = settings.number("RBV_VECTOR_DIMENSION", 0, 4_096);
        int usual = settings.isSet("RBV_EMBEDDING_MODEL_DIR") ? E5_BASE_DIMENSION : bundled;
        return chosen == 0 ? usual : chosen;
    }

    private Optional<MilvusConfig> milvus() {
        int port = settings.number("MILVUS_PORT", 1, 65_535);
        Optional<String> token = settings.optionalText("MILVUS_TOKEN");
        int pool = settings.number("MILVUS_POOL_SIZE", 1, 64);
        boolean encrypted = settings.flag("MILVUS_TLS");
        Optional<Path> authority = settings.optionalText("MILVUS_TLS_CA").map(Path::of);
        if (authority.isPresent() && !encrypted) {
            settings.problem("MILVUS_TLS_CA needs MILVUS_TLS=true");
        }
        MilvusConfig.Tls tls = encrypted ? new MilvusConfig.Tls(authority.orElse(null)) : null;
        return settings.optionalText("MILVUS_HOST")
                .map(host -> new MilvusConfig(host, port, token.orElse(null), pool, tls));
    }

    private Optional<PersistenceConfig.Server> server() {
        String database = settings.text("POSTGRES_DB");
        int port = settings.number("POSTGRES_PORT", 1, 65_535);
        String user = settings.text("POSTGRES_USER");
        String password = settings.text("POSTGRES_PASSWORD");
        String sslMode =
                settings.oneOf("POSTGRES_SSLMODE", "disable", "allow", "prefer", "require", "verify-ca", "verify-full");
        Optional<String> authority = settings.optionalText("POSTGRES_SSLROOTCERT");
        String ownerPassword = settings.text("POSTGRES_MIGRATION_PASSWORD");
        Optional<PersistenceConfig.Role> owner = settings.optionalText("POSTGRES_MIGRATION_USER")
                .map(name -> new PersistenceConfig.Role(name, ownerPassword));
        Optional<String> server = settings.optionalText("POSTGRES_HOST");
        if (server.isEmpty()) {
            refuseSettingsOfNoServer();
        }
        return server.map(host -> new PersistenceConfig.Server(
                host,
                port,
                database,
                user,
                password,
                sslMode,
                authority.map(Path::of).orElse(null),
                owner.orElse(null)));
    }

    /** Who names a database or a password wants that one, not an embedded database without a word. */
    private void refuseSettingsOfNoServer() {
        List<String> idle = SERVER_SETTINGS.stream().filter(settings::isSet).toList();
        if (!idle.isEmpty()) {
            settings.problem(String.join(", ", idle)
                    + " needs POSTGRES_HOST; set that too, or remove it and the embedded PostgreSQL serves");
        }
    }

    private EmbeddingConfig embedding() {
        EmbeddingConfig defaults = EmbeddingConfig.defaults();
        return new EmbeddingConfig(
                settings.optionalText("RBV_EMBEDDING_MODEL_DIR").map(Path::of).orElse(null),
                settings.number("RBV_EMBEDDING_WORKERS", 1, 64),
                defaults.threads(),
                defaults.batchTokens(),
                defaults.windowOverlap(),
                defaults.queueTexts());
    }

    private AgentConfig agent(String nodeId, int cores) {
        int rooms = settings.number("RBV_AGENT_ROOMS", 0, 10_000);
        TurnConfig turn = new TurnConfig(
                settings.duration("RBV_TURN_COMPLETE_DELAY"),
                settings.duration("RBV_TURN_UNCLEAR_DELAY"),
                settings.duration("RBV_TURN_OPEN_DELAY"),
                settings.fraction("RBV_TURN_TECHNICAL_PATIENCE"),
                settings.duration("RBV_TURN_FINAL_WAIT"),
                settings.duration("RBV_TURN_BARGE_IN_SPEECH"),
                settings.number("RBV_TURN_BARGE_IN_WORDS", 1, 20),
                settings.duration("RBV_TURN_WORDLESS_BARGE_IN"),
                settings.duration("RBV_TURN_FALSE_INTERRUPTION"),
                settings.seconds("INTERVIEW_TIMEOUT_SECONDS", 3, 600),
                settings.duration("RBV_TURN_TYPED_SILENCE"));
        PlanConfig plan = PlanConfig.defaults();
        ConversationConfig conversation = ConversationConfig.defaults();
        return new AgentConfig(
                nodeId,
                rooms == 0 ? 2 * cores : rooms,
                settings.fraction("RBV_AGENT_CPU_LIMIT"),
                settings.duration("RBV_DRAIN_TIMEOUT"),
                turn,
                new PlanConfig(
                        settings.fraction("RBV_PLAN_SOFT_WRAP"),
                        plan.closingReserve(),
                        plan.closingGrace(),
                        settings.number("RBV_PLAN_FOLLOW_UPS", 0, 2),
                        plan.leastAnswer(),
                        settings.number("RBV_PLAN_SILENT_QUESTIONS", 1, 20),
                        settings.seconds("INTERVIEW_RECONNECT_SECONDS", 1, 3600),
                        plan.perWord()),
                new ConversationConfig(
                        conversation.language(),
                        new VoiceActivity.Options(
                                settings.fraction("RBV_VAD_ACTIVATION"),
                                settings.fraction("RBV_VAD_DEACTIVATION"),
                                settings.duration("RBV_VAD_MIN_SPEECH"),
                                settings.duration("RBV_VAD_MIN_SILENCE")),
                        settings.duration("RBV_SPEECH_BEFORE_ONSET"),
                        conversation.longestStretch(),
                        conversation.lookahead(),
                        conversation.modelTimeout(),
                        conversation.setupWait(),
                        conversation.unsavedTurns()));
    }

    private MediaConfig media(List<IceServer> servers) {
        MediaConfig defaults = MediaConfig.defaults();
        return new MediaConfig(
                settings.number("RBV_UDP_PORT_MIN", 0, 65_535),
                settings.number("RBV_UDP_PORT_MAX", 0, 65_535),
                servers.stream()
                        .flatMap(server -> server.urls().stream()
                                .map(url -> new io.recruiterbrain.voice.agent.room.webrtc.IceServer(
                                        url, server.username(), server.credential())))
                        .toList(),
                settings.flag("RBV_MEDIA_LOOPBACK_ONLY"),
                defaults.gatheringTimeout(),
                defaults.disconnectGrace());
    }

    /** Links name the port before anything listens on it, so the choice is made here. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
