package io.recruiterbrain.voice.launcher.e2e;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomAdmin;
import io.livekit.server.RoomName;
import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.recruiterbrain.voice.testkit.Provisions;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import io.recruiterbrain.voice.testkit.vendor.Vendors;
import io.recruiterbrain.voice.testkit.vendor.deepgram.KnownAudio;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a node in production stands on: a LiveKit server, vendors' servers, Milvus, a PostgreSQL over TLS. */
final class ProductionServers implements AutoCloseable {
    private static final String AGENT = "interviewer-of-the-line";

    private final Vertx vertx = Vertx.vertx();
    private final KnownAudio known = new KnownAudio();
    private final Vendors vendors;
    private final WebhookRelay webhooks;
    private final LiveKitServer liveKit;
    private final MilvusLite milvus;
    private final OutsidePostgres postgres;
    private final Map<String, String> settings = new HashMap<>();

    private ProductionServers(Path folder) throws Exception {
        vendors = Vendors.start(vertx, known, folder);
        webhooks = WebhookRelay.start(vertx);
        liveKit = LiveKitServer.start(webhooks.url());
        milvus = MilvusLite.start(Files.createDirectories(folder.resolve("milvus")));
        postgres = OutsidePostgres.start(Provisions.get("postgres"), folder.resolve("postgres"), Map.of());
        postgres.execute("postgres", "CREATE ROLE app LOGIN PASSWORD 'app-pw'", "CREATE DATABASE interviews OWNER app");
        settings.putAll(vendors.settings());
        settings.putAll(postgres.settings("app", "interviews"));
        settings.put("MILVUS_HOST", "127.0.0.1");
        settings.put("MILVUS_PORT", Integer.toString(milvus.port()));
        settings.putAll(liveKit.settings());
        // As candidates reach it: by a name here, as a rule by another address than the agents do.
        settings.put("LIVEKIT_PUBLIC_URL", "ws://localhost:" + liveKit.url().getPort());
        settings.put("LIVEKIT_AGENT_NAME", AGENT);
        settings.put("SILERO_MODEL_PATH", Provisions.get("silero").toString());
    }

    static ProductionServers start(Path folder) throws Exception {
        return new ProductionServers(folder);
    }

    /** The environment of a node on all of them. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Leads the LiveKit server's webhooks to a node. */
    void reportTo(RunningNode node) {
        webhooks.leadTo(node.url());
    }

    /** What the LiveKit server reports. */
    WebhookRelay webhooks() {
        return webhooks;
    }

    /** Asks for the node's agent in a room, as {@code lk dispatch create} does. */
    void dispatch(String room, JsonObject metadata) {
        AccessToken token = new AccessToken(LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
        token.addGrants(new RoomAdmin(true), new RoomName(room));
        URI http = URI.create(liveKit.url().toString().replaceFirst("^ws", "http"));
        new RestClient(http, token.toJwt())
                .post(
                        "/twirp/livekit.AgentDispatchService/CreateDispatch",
                        new JsonObject()
                                .put("room", room)
                                .put("agent_name", AGENT)
                                .put("metadata", metadata.encode()));
    }

    /** What the recogniser behind Deepgram understands. */
    KnownAudio known() {
        return known;
    }

    Vendors vendors() {
        return vendors;
    }

    OutsidePostgres postgres() {
        return postgres;
    }

    @Override
    public void close() {
        liveKit.close();
        milvus.close();
        postgres.close();
        vendors.close();
        vertx.close().await();
    }
}
