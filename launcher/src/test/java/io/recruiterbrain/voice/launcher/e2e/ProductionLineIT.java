package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramFault;
import io.recruiterbrain.voice.testkit.vendor.openai.ApiError;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoken interviews on the whole production line: a room of a real LiveKit server, Deepgram, OpenAI and Google over
 * servers with their protocols, Silero, Milvus, and a PostgreSQL over TLS.
 */
class ProductionLineIT {
    private static ProductionServers servers;
    private static RunningNode node;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        servers = ProductionServers.start(folder);
        node = RunningNode.start(servers.settings());
        servers.reportTo(node);
        LineInterview.teach(servers, node);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        servers.close();
    }

    @Test
    void theSystemPageNamesWhatServesEachPort() {
        // When
        JsonObject system = node.recruiter().rest().get("/api/v1/system");

        // Then
        assertThat(adapters(system))
                .containsEntry("Room", "livekit")
                .containsEntry("SpeechToText", "deepgram > sphinx")
                .containsEntry("TextToSpeech", "google > freetts")
                .containsEntry("LanguageModel", "openai > rules")
                .containsEntry("VoiceActivity", "silero");
    }

    @Test
    void anInterviewIsHeardThoughtAndSpokenByTheVendors() throws Exception {
        // Given
        int spokenBefore = servers.vendors().google().requests().size();
        JsonObject started = LineInterview.start(node.recruiter());
        String id = started.getString("interview_id");
        EventRecorder events = node.follow(id);
        try (BrowserCandidate candidate = node.candidate(1280, 900, false)) {
            // When
            join(candidate, started);
            String heard = node.transcribe(candidate.takeTape());
            answerUntilTheEnd(candidate);

            // Then: the page heard Google's voice say what the transcript says
            JsonArray turns = node.recruiter().turns(started);
            assertThat(WordErrors.recall(turns.getJsonObject(0).getString("text"), heard))
                    .as("heard: %s", heard)
                    .isGreaterThan(0.4);
            assertThat(servers.vendors().google().requests().size()).isGreaterThan(spokenBefore);

            // Then: Deepgram's words are the turns
            assertThat(WordErrors.recall(LineInterview.DATABASE_ANSWER, LineInterview.textOf("candidate", turns)))
                    .isGreaterThan(0.8);
            assertThat(servers.vendors().deepgram().streams()).isNotEmpty();

            // Then: OpenAI evaluated, and every quote stands
            node.recruiter().awaitState(id, "evaluated");
            JsonObject evaluation = node.recruiter().rest().get("/api/v1/interview/" + id + "/evaluation");
            assertThat(evaluation.getJsonObject("source").getString("provider")).isEqualTo("openai");
            LineInterview.assertEvidence(evaluation, turns);
            assertThat(events.incidents()).isEmpty();
            assertThat(candidate.complaints()).isEmpty();
            assertHeldInTheRoom(started);

            // Then: the outside PostgreSQL has the turns, and Milvus finds them by meaning
            assertThat(servers.postgres()
                            .query("interviews", "SELECT count(*) FROM turns WHERE interview_id = '" + id + "'"))
                    .isEqualTo(Integer.toString(turns.size()));
            node.recruiter()
                    .await(
                            "/api/v1/interview/status/" + id,
                            status -> node.search("colleagues").size() >= 2);
            assertThat(node.search("migrating storage to other technology")
                            .getJsonObject(0)
                            .getJsonObject("turn")
                            .getString("text"))
                    .containsIgnoringCase("database");
        }
    }

    @Test
    void aKeyRevokedAndARecogniserGoneInMidInterviewLeaveTheRecruiterInformedAndTheCandidateServed() {
        // Given
        servers.vendors().deepgram().next(new DeepgramFault.Cut(Duration.ofSeconds(2)));
        JsonObject started = LineInterview.start(node.recruiter());
        String id = started.getString("interview_id");
        EventRecorder events = node.follow(id);
        try (BrowserCandidate candidate = node.candidate(1280, 900, false)) {
            join(candidate, started);

            // When
            servers.vendors().openAi().failAlways(new Fault.Refused(ApiError.wrongKey()));
            servers.vendors()
                    .deepgram()
                    .always(new DeepgramFault.Refuse(401, "INVALID_AUTH", "Invalid credentials.", null));
            answerUntilTheEnd(candidate);

            // Then
            node.recruiter().awaitState(id, "evaluated");
            assertThat(LineInterview.textOf("candidate", node.recruiter().turns(started)))
                    .isNotBlank();
            assertThat(events.incidents())
                    .extracting(incident -> incident.getString("provider"))
                    .contains("openai", "deepgram");
            JsonObject evaluation = node.recruiter().rest().get("/api/v1/interview/" + id + "/evaluation");
            assertThat(evaluation.getJsonObject("source").getString("provider")).isEqualTo("rules");
        } finally {
            servers.vendors().openAi().failAlways(null);
            servers.vendors().deepgram().always(null);
        }
    }

    /** Both were in the real server's room with their voices, and the room is gone; its webhooks were taken. */
    private static void assertHeldInTheRoom(JsonObject started) {
        String id = started.getString("interview_id");
        String room = started.getString("room_name");
        assertThat(started.getString("livekit_url"))
                .isEqualTo(servers.settings().get("LIVEKIT_PUBLIC_URL"));
        servers.webhooks().await(room, "room_finished", "");
        for (String identity : List.of("agent-" + id, "candidate-" + id)) {
            servers.webhooks().await(room, "participant_joined", identity);
            servers.webhooks().await(room, "track_published", identity);
            servers.webhooks().await(room, "participant_left", identity);
        }
        assertThat(servers.webhooks().of(room)).isNotEmpty().allMatch(webhook -> webhook.status() == 204);
    }

    private static Map<String, String> adapters(JsonObject system) {
        Map<String, String> adapters = new HashMap<>();
        for (Object module : system.getJsonArray("modules")) {
            for (Object port : ((JsonObject) module).getJsonArray("ports")) {
                adapters.put(((JsonObject) port).getString("port"), ((JsonObject) port).getString("adapter"));
            }
        }
        return adapters;
    }

    private static void join(BrowserCandidate candidate, JsonObject started) {
        candidate.open(started.getString("candidate_url"));
        candidate.acceptConsent();
        candidate.joinSpeaking();
        candidate.awaitQuestion();
    }

    private static void answerUntilTheEnd(BrowserCandidate candidate) {
        for (int i = 0; i < 12 && candidate.isInCall(); i++) {
            boolean aboutTheTeam = candidate.state("rbv.progress.questionNo").equals(2);
            node.speak(candidate, aboutTheTeam ? LineInterview.TEAM_ANSWER : LineInterview.DATABASE_ANSWER);
            candidate.awaitQuestionOrEnd();
        }
        candidate.awaitState("rbv.phase === 'goodbye'");
    }
}
