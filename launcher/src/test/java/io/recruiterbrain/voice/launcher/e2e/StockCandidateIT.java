package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.recruiterbrain.voice.launcher.e2e.WebhookRelay.Webhook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole production line with a candidate whose program is LiveKit's own client and knows nothing of us: it gets the
 * address and the token that the start answered, and nothing else.
 */
class StockCandidateIT {
    private static final long INTERVIEW_SECONDS = 600;
    private static final long PATIENCE_SECONDS = 90;
    /** Of 16 bits; silence is below 10. */
    private static final int AUDIBLE = 500;

    private static ProductionServers servers;
    private static RunningNode node;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(@TempDir Path shared) throws Exception {
        servers = ProductionServers.start(shared);
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
    void aStockClientHoldsAWholeInterview() throws Exception {
        // Given
        JsonObject started = LineInterview.start(node.recruiter());
        String id = started.getString("interview_id");
        EventRecorder events = node.follow(id);
        consent(started);

        // When
        try (StockCandidate candidate = join(started)) {
            candidate.await("state", INTERVIEW_SECONDS, told -> "gone".equals(told.getString("state")));
            candidate.awaitEnd(PATIENCE_SECONDS);
            node.recruiter().awaitState(id, "evaluated");
            JsonArray turns = node.recruiter().turns(started);

            // Then: the agent was heard, in words, and both sides were read
            assertThat(candidate.told("level")).anyMatch(level -> level.getInteger("rms") > AUDIBLE);
            String heard = node.transcribe(candidate.heard());
            assertThat(WordErrors.recall(turns.getJsonObject(0).getString("text"), heard))
                    .as("heard: %s", heard)
                    .isGreaterThan(0.4);
            assertThat(read(candidate, "agent-" + id)).containsIgnoringCase("something new");
            assertThat(WordErrors.recall(LineInterview.DATABASE_ANSWER, read(candidate, "candidate-" + id)))
                    .isGreaterThan(0.8);
            assertThat(candidate.told("fault")).isEmpty();

            // Then: the transcript holds both sides, and the evaluation its evidence
            assertThat(LineInterview.textOf("agent", turns)).containsIgnoringCase("something new");
            assertThat(WordErrors.recall(LineInterview.DATABASE_ANSWER, LineInterview.textOf("candidate", turns)))
                    .isGreaterThan(0.8);
            JsonObject evaluation = node.recruiter().rest().get("/api/v1/interview/" + id + "/evaluation");
            assertThat(evaluation.getJsonObject("source").getString("provider")).isEqualTo("openai");
            LineInterview.assertEvidence(evaluation, turns);
            assertThat(events.states()).contains("in_progress", "completed", "evaluated");
            assertThat(events.incidents()).isEmpty();
            node.recruiter()
                    .await(
                            "/api/v1/interview/status/" + id,
                            status -> !node.search("colleagues").isEmpty());
        }

        // Then: the server's webhooks brought the agent, and told the end of the room
        String room = started.getString("room_name");
        servers.webhooks().await(room, "room_finished", "");
        List<Webhook> webhooks = servers.webhooks().of(room);
        assertThat(webhooks).allMatch(webhook -> webhook.status() == 204);
        assertThat(indexOf(webhooks, "participant_joined", "candidate-" + id))
                .isNotNegative()
                .isLessThan(indexOf(webhooks, "participant_joined", "agent-" + id));
        assertThat(indexOf(webhooks, "participant_left", "candidate-" + id)).isNotNegative();
    }

    @Test
    void noAgentComesToAStockClientBeforeTheConsentAndADispatchBringsItAfterwards() throws Exception {
        // Given
        JsonObject started = LineInterview.start(node.recruiter());
        String id = started.getString("interview_id");
        String room = started.getString("room_name");
        try (StockCandidate candidate = join(started)) {
            candidate.await("joined", PATIENCE_SECONDS, told -> true);
            Webhook refused = servers.webhooks().await(room, "participant_joined", "candidate-" + id);
            String state = stateOf(id);
            List<JsonObject> seenBefore = candidate.told("state");

            // When
            consent(started);
            servers.dispatch(room, new JsonObject().put("interview_id", id));

            // Then
            candidate.await("level", PATIENCE_SECONDS, level -> level.getInteger("rms") > AUDIBLE);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(state).isEqualToIgnoringCase("scheduled");
            assertThat(seenBefore).isEmpty();
            node.recruiter().awaitState(id, "in_progress");
        }
    }

    private static String stateOf(String id) {
        return node.recruiter().rest().get("/api/v1/interview/status/" + id).getString("state");
    }

    private StockCandidate join(JsonObject started) throws IOException {
        Map<String, short[]> answers = new LinkedHashMap<>();
        answers.put("system", node.say(LineInterview.DATABASE_ANSWER));
        answers.put(LineInterview.TEAM_WORD, node.say(LineInterview.TEAM_ANSWER));
        return new StockCandidate(
                started.getString("livekit_url"), started.getString("livekit_token"), folder, answers);
    }

    /** As a system does that shows the notice itself. */
    private static void consent(JsonObject started) {
        CandidateApi candidate =
                new CandidateApi(URI.create(node.url()), URI.create(started.getString("candidate_url")));
        candidate.consent(candidate.interview().getJsonObject("consent"));
    }

    private static String read(StockCandidate candidate, String identity) {
        return candidate.told("transcription").stream()
                .filter(text -> text.getString("identity").equals(identity))
                .map(text -> text.getString("text"))
                .collect(Collectors.joining(" "));
    }

    private static int indexOf(List<Webhook> webhooks, String event, String identity) {
        for (int i = 0; i < webhooks.size(); i++) {
            if (webhooks.get(i).event().equals(event)
                    && webhooks.get(i).identity().equals(identity)) {
                return i;
            }
        }
        return -1;
    }
}
