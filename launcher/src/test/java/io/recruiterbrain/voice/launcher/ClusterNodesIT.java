package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.launcher.candidate.ApiException;
import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.recruiterbrain.voice.testkit.Provisions;
import io.recruiterbrain.voice.testkit.node.NodeCluster;
import io.recruiterbrain.voice.testkit.node.NodePorts;
import io.recruiterbrain.voice.testkit.node.NodeProcess;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
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
    private static final Set<String> ENDED = Set.of("completed", "evaluated");
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
        introduce(new RestClient(cluster.node("door").url(), NodeCluster.API_KEY));
    }

    /** The first message between two members takes longer than a request may wait, on a busy machine. */
    private static void introduce(RestClient recruiter) {
        for (int i = 0; i < 2 * cluster.nodes().size(); i++) {
            patiently(() -> recruiter.get("/api/v1/interview?limit=1"));
        }
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
        JsonObject started = patiently(() -> recruiter.post("/api/v1/interview/start", order()));
        String id = started.getString("interview_id");

        // When
        answerByTyping(door.url(), URI.create(started.getString("candidate_url")), recruiter, id, ANSWER);

        // Then: the whole of it is kept, and an agent elsewhere held it
        assertThat(turns(recruiter, id))
                .extracting(turn -> turn.getString("text"))
                .contains(ANSWER);
        assertThat(door.metric("rbv_agent_joins_total")).isZero();
        assertThat(cluster.node("desk").metric("rbv_agent_joins_total")
                        + cluster.node("voice").metric("rbv_agent_joins_total"))
                .isPositive();
    }

    @Test
    void theExtensionInJavaJoinsMasksWhatIsStoredAndFollowsAllEvents() throws Exception {
        // Given
        NodeProcess door = cluster.node("door");
        RestClient recruiter = new RestClient(door.url(), NodeCluster.API_KEY);
        NodePorts ports = NodePorts.free();
        Map<String, String> settings = new HashMap<>(door.environment());
        settings.put("RBV_CLUSTER_PORT", Integer.toString(ports.cluster()));
        settings.put("RBV_EVENT_BUS_PORT", Integer.toString(ports.bus()));
        try (JavaExtension extension =
                JavaExtension.start(Files.createDirectories(folder.resolve("extension")), settings)) {
            await(extension, "connected");

            // When
            JsonObject started = patiently(() -> recruiter.post("/api/v1/interview/start", order()));
            String id = started.getString("interview_id");
            answerByTyping(
                    door.url(),
                    URI.create(started.getString("candidate_url")),
                    recruiter,
                    id,
                    ANSWER + " Write to ada@example.com for more.");

            // Then
            await(extension, "turn.saved " + id);
            assertThat(extension.output()).contains("interview.created " + id);
            assertThat(turns(recruiter, id))
                    .extracting(turn -> turn.getString("text"))
                    .contains(ANSWER + " Write to [email] for more.");
        }
        while (door.metric("rbv_cluster_members") != 3) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static void await(JavaExtension extension, String line) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (extension.output().contains(line)) {
                return;
            }
            if (!extension.isAlive()) {
                break;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        throw new AssertionError("the extension does not say " + line + ":\n" + extension.output());
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

    /** Types an answer to whatever is asked, until the interview is completed. */
    private static void answerByTyping(URI base, URI link, RestClient recruiter, String id, String answer) {
        CandidateApi candidate = new CandidateApi(base, link);
        JsonObject interview = patiently(candidate::interview);
        patiently(() -> {
            candidate.consent(interview.getJsonObject("consent"));
            return true;
        });
        String session = patiently(candidate::join);
        patiently(() -> {
            candidate.typing(session);
            return true;
        });
        int answered = 0;
        for (int i = 0; i < 1200; i++) {
            if (ENDED.contains(state(recruiter, id))) {
                return;
            }
            int asked = (int)
                    turns(recruiter, id).stream().filter(ClusterNodesIT::asks).count();
            if (asked > answered) {
                answered = asked;
                patiently(() -> {
                    candidate.type(session, answer);
                    return true;
                });
            }
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
        throw new AssertionError("the interview does not end: " + state(recruiter, id));
    }

    private static String state(RestClient recruiter, String id) {
        return patiently(() -> recruiter.get("/api/v1/interview/status/" + id))
                .getString("state")
                .toLowerCase(Locale.ROOT);
    }

    private static List<JsonObject> turns(RestClient recruiter, String id) {
        return patiently(() -> recruiter.get("/api/v1/interview/" + id + "/transcript")).getJsonArray("turns").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** Asks again while the answer is that it took too long: a busy machine is no fault of the cluster's. */
    private static <T> T patiently(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (ApiException e) {
                boolean mayPass = e.status() == 503 || e.status() == 504;
                if (!mayPass || attempt == 60) {
                    throw e;
                }
            }
        }
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
