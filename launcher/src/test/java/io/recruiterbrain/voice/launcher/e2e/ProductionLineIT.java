package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramFault;
import io.recruiterbrain.voice.testkit.vendor.openai.ApiError;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoken interviews on the whole production line: Deepgram, OpenAI and Google over servers with their protocols, Silero,
 * Milvus, and a PostgreSQL over TLS.
 */
class ProductionLineIT {
    private static final String DATABASE_ANSWER =
            "In my last project we moved a large service to a new database. I wrote the tests and we moved the data in small steps over three weeks.";
    private static final String TEAM_ANSWER =
            "We disagreed about the design. I wrote down both options and we tried the smaller one first. In the end it worked well.";

    private static ProductionServers servers;
    private static RunningNode node;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        servers = ProductionServers.start(folder);
        node = RunningNode.start(servers.settings());
        servers.known().add(DATABASE_ANSWER, node.say(DATABASE_ANSWER));
        servers.known().add(TEAM_ANSWER, node.say(TEAM_ANSWER));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        servers.close();
    }

    @Test
    void anInterviewIsHeardThoughtAndSpokenByTheVendors() throws Exception {
        // Given
        int spokenBefore = servers.vendors().google().requests().size();
        JsonObject started = start();
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
            assertThat(WordErrors.recall(DATABASE_ANSWER, candidateText(turns))).isGreaterThan(0.8);
            assertThat(servers.vendors().deepgram().streams()).isNotEmpty();

            // Then: OpenAI evaluated, and every quote stands
            node.recruiter().awaitState(id, "evaluated");
            JsonObject evaluation = node.recruiter().rest().get("/api/v1/interview/" + id + "/evaluation");
            assertThat(evaluation.getJsonObject("source").getString("provider")).isEqualTo("openai");
            assertThat(events.incidents()).isEmpty();
            assertThat(candidate.complaints()).isEmpty();

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
        JsonObject started = start();
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
            assertThat(candidateText(node.recruiter().turns(started))).isNotBlank();
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

    private static JsonObject start() {
        return node.recruiter()
                .start(
                        10,
                        "How did you move a large system to something new?",
                        "How did you settle a disagreement in a team?");
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
            node.speak(candidate, aboutTheTeam ? TEAM_ANSWER : DATABASE_ANSWER);
            candidate.awaitQuestionOrEnd();
        }
        candidate.awaitState("rbv.phase === 'goodbye'");
    }

    private static String candidateText(JsonArray turns) {
        StringBuilder text = new StringBuilder();
        for (Object entry : turns) {
            JsonObject turn = (JsonObject) entry;
            if (turn.getString("speaker").equalsIgnoreCase("candidate")) {
                text.append(turn.getString("text")).append(' ');
            }
        }
        return text.toString();
    }
}
