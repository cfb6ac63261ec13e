package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.recruiterbrain.voice.launcher.candidate.EventStream;
import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.recruiterbrain.voice.testkit.Provisions;
import io.recruiterbrain.voice.testkit.node.NodeCluster;
import io.recruiterbrain.voice.testkit.node.NodePorts;
import io.recruiterbrain.voice.testkit.node.NodeProcess;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of the built folder with their roles split, over TLS: "door" has no agent, "desk" no http, "voice" nothing
 * but the agent. What they keep is in a PostgreSQL and a Milvus outside of them.
 */
class ClusterNodesIT {
    private static final Set<String> ASKING = Set.of("question", "follow_up", "repeat", "nudge");
    private static final String ANSWER =
            "I moved our billing to a new database in small steps and measured each of them.";

    @TempDir
    private static Path folder;

    private static OutsidePostgres postgres;
    private static MilvusLite milvus;
    private static NodeCluster cluster;

    @BeforeAll
    static void startThreeNodes() throws Exception {
        postgres = OutsidePostgres.start(Provisions.get("postgres"), folder.resolve("postgres"), Map.of());
        postgres.execute("postgres", "CREATE ROLE app LOGIN PASSWORD 'app-pw'", "CREATE DATABASE interviews OWNER app");
        milvus = MilvusLite.start(Files.createDirectories(folder.resolve("milvus")));
        Map<String, String> settings = new HashMap<>(postgres.settings("app", "interviews"));
        settings.put("MILVUS_HOST", "127.0.0.1");
        settings.put("MILVUS_PORT", Integer.toString(milvus.port()));
        settings.put("RBV_CLUSTER_PASSWORD", "the password of this test's cluster");
        settings.putAll(MemberCertificate.settings(folder.resolve("tls")));
        cluster = new NodeCluster(Path.of("target", "recruiterbrain-voice-0.1.0"), folder, settings)
                .plan("door", "http,embedding,persistence", Map.of())
                .plan("desk", "persistence,agent", Map.of())
                .plan("voice", "agent", Map.of())
                .launch()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (milvus != null) {
            milvus.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void anInterviewThroughOneNodeIsHeldByTheAgentOfAnother() throws Exception {
        // Given
        NodeProcess door = cluster.node("door");
        RestClient recruiter = new RestClient(door.url(), NodeCluster.API_KEY);
        JsonObject started = recruiter.post("/api/v1/interview/start", order());
        String id = started.getString("interview_id");

        // When
        String reason = answerByTyping(door.url(), URI.create(started.getString("candidate_url")));

        // Then: the whole of it is kept, and an agent elsewhere held it
        assertThat(reason).isEqualTo("completed");
        JsonArray turns =
                recruiter.get("/api/v1/interview/" + id + "/transcript").getJsonArray("turns");
        assertThat(turns.stream().map(turn -> ((JsonObject) turn).getString("text")))
                .contains(ANSWER);
        assertThat(door.metric("rbv_agent_joins_total")).isZero();
        assertThat(cluster.node("desk").metric("rbv_agent_joins_total")
                        + cluster.node("voice").metric("rbv_agent_joins_total"))
                .isPositive();
    }

    @Test
    void everyNodeSeesAllMembersAndLoadsOnlyWhatItsRolesNeed() throws Exception {
        for (NodeProcess node : cluster.nodes()) {
            assertThat(node.metric("rbv_cluster_members")).as(node.name()).isEqualTo(3);
        }
        NodeProcess voice = cluster.node("voice");
        assertThat(voice.get("/api/v1/system").statusCode()).isEqualTo(404);
        assertThat(voice.log()).doesNotContain("embedding ready").contains("roles=\"agent\"");
        assertThat(voice.dataFolder().resolve("models")).doesNotExist();
        assertThat(cluster.node("door").get("/metrics").body()).doesNotContain("rbv_agent_rooms");
    }

    @Test
    void aNodeWithAnotherPasswordDoesNotJoinAndSaysSo() throws Exception {
        // Given: a node with the role of an agent only, so that it needs a cluster
        NodePorts ports = cluster.ports("door");
        Map<String, String> settings =
                Map.of("RBV_CLUSTER_MEMBERS", "127.0.0.1:" + ports.cluster(), "RBV_CLUSTER_START_TIMEOUT", "2s");
        NodeCluster strangers =
                new NodeCluster(Path.of("target", "recruiterbrain-voice-0.1.0"), folder.resolve("strangers"), settings);
        try (strangers) {
            // When
            NodeProcess stranger =
                    strangers.plan("stranger", "agent", settings).launch().node("stranger");
            int code = stranger.awaitEnd();

            // Then
            assertThat(code).isEqualTo(1);
            assertThat(stranger.log())
                    .contains("no other member yet")
                    .contains("are RBV_CLUSTER_NAME and RBV_CLUSTER_PASSWORD the same there?")
                    .contains("No node answers for the role persistence after 2 s")
                    .doesNotContain("\tat ");
            assertThat(cluster.node("door").metric("rbv_cluster_members")).isEqualTo(3);
        }
    }

    private static String answerByTyping(URI base, URI link) {
        CandidateApi candidate = new CandidateApi(base, link);
        candidate.consent(candidate.interview().getJsonObject("consent"));
        String session = candidate.join();
        try (EventStream events = candidate.events(session)) {
            candidate.typing(session);
            for (Optional<EventStream.Event> next = events.next(); next.isPresent(); next = events.next()) {
                JsonObject data = next.get().data();
                if (next.get().name().equals("ended")) {
                    return data.getString("reason");
                }
                if (next.get().name().equals("turn.saved") && asks(data.getJsonObject("data"))) {
                    candidate.type(session, ANSWER);
                }
            }
        }
        throw new AssertionError("the stream ended before the interview");
    }

    private static boolean asks(JsonObject turn) {
        return turn.getString("speaker").equalsIgnoreCase("agent")
                && ASKING.contains(turn.getString("kind").toLowerCase(Locale.ROOT));
    }

    private static JsonObject order() {
        return new JsonObject()
                .put("candidate", new JsonObject().put("name", "Robin Example"))
                .put("job", new JsonObject().put("title", "Backend engineer").put("description", "Java services."))
                .put("question_count", 1)
                .put("minutes", 5);
    }
}
