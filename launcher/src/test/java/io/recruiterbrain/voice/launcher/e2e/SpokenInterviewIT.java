package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The product, whole and real: REST, a browser, spoken audio both ways, PostgreSQL, evaluation, search, events. */
class SpokenInterviewIT {
    private static final String DATABASE_ANSWER =
            "In my last project we moved a large service to a new database. I wrote the tests and we moved the data in small steps over three weeks.";
    private static final String TEAM_ANSWER =
            "We disagreed about the design. I wrote down both options and we tried the smaller one first. In the end it worked well.";

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.start(java.util.Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void aCandidateTalksThroughAnInterviewAndTheRecruiterGetsTranscriptEvaluationAndSearch() {
        // Given
        JsonObject started = node.recruiter()
                .start(
                        10,
                        "How did you move a large system to something new?",
                        "How did you settle a disagreement in a team?");
        String id = started.getString("interview_id");
        EventRecorder events = node.follow(id);
        try (BrowserCandidate candidate = node.candidate(1280, 900, false)) {
            // When
            candidate.open(started.getString("candidate_url"));
            candidate.screenshot("candidate-welcome");
            assertThat(candidate.captures())
                    .as("nothing is captured before consent")
                    .isZero();
            candidate.acceptConsent();
            candidate.screenshot("candidate-microphone");
            candidate.joinSpeaking();
            List<String> asked = new ArrayList<>();
            asked.add(candidate.awaitQuestion());
            candidate.screenshot("candidate-call");
            String heardByTheEar = node.transcribe(candidate.takeTape());
            answerUntilTheEnd(candidate, asked);
            candidate.awaitState("rbv.phase === 'goodbye'");
            candidate.screenshot("candidate-goodbye");

            // Then: the voice in the page said what the transcript says
            JsonArray turns = node.recruiter()
                    .rest()
                    .get("/api/v1/interview/" + id + "/transcript")
                    .getJsonArray("turns");
            String agentUpToTheFirstQuestion = agentTextUntilFirstCandidateTurn(turns);
            assertThat(WordErrors.recall(agentUpToTheFirstQuestion, heardByTheEar))
                    .as("heard: %s%nsaid: %s", heardByTheEar, agentUpToTheFirstQuestion)
                    .isGreaterThan(0.5);

            // Then: the answers are durable, in order, without gaps
            assertThat(turns.stream().map(turn -> ((JsonObject) turn).getInteger("turn_no")))
                    .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, turns.size())
                            .boxed()
                            .toList());
            assertThat(WordErrors.recall(DATABASE_ANSWER, candidateText(turns))).isGreaterThan(0.5);

            // Then: the evaluation's quotes stand in the transcript
            node.recruiter().awaitState(id, "evaluated");
            JsonObject evaluation = node.recruiter().rest().get("/api/v1/interview/" + id + "/evaluation");
            assertQuotesStand(evaluation, turns);

            // Then: search finds by meaning; neither query shares a word with the answer it is for
            node.recruiter()
                    .await(
                            "/api/v1/interview/status/" + id,
                            status -> node.search("colleagues").size() >= 2);
            assertThat(bestHit("migrating storage to other technology")).containsIgnoringCase("data");
            assertThat(bestHit("handling conflict between colleagues"))
                    .matches(text -> text.contains("design") || text.contains("options"), "speaks of the disagreement");

            // Then: events came in order, and the page was content
            assertThat(events.sequences()).isSorted().doesNotHaveDuplicates();
            assertThat(events.states()).containsSubsequence("waiting", "in_progress", "completed", "evaluated");
            assertThat(candidate.complaints()).isEmpty();
        }
    }

    private static void answerUntilTheEnd(BrowserCandidate candidate, List<String> asked) {
        for (int i = 0; i < 12 && candidate.isInCall(); i++) {
            boolean aboutTheTeam = candidate.state("rbv.progress.questionNo").equals(2);
            node.speak(candidate, aboutTheTeam ? TEAM_ANSWER : DATABASE_ANSWER);
            String next = candidate.awaitQuestionOrEnd();
            if (!next.isEmpty()) {
                asked.add(next);
            }
        }
    }

    private static String bestHit(String query) {
        return node.search(query).getJsonObject(0).getJsonObject("turn").getString("text");
    }

    private static String agentTextUntilFirstCandidateTurn(JsonArray turns) {
        StringBuilder text = new StringBuilder();
        for (Object entry : turns) {
            JsonObject turn = (JsonObject) entry;
            if (turn.getString("speaker").equalsIgnoreCase("candidate")) {
                break;
            }
            text.append(turn.getString("text")).append(' ');
        }
        return text.toString();
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

    private static void assertQuotesStand(JsonObject evaluation, JsonArray turns) {
        int quotes = 0;
        for (Object entry : evaluation.getJsonArray("questions")) {
            for (Object quoteEntry : ((JsonObject) entry).getJsonArray("quotes")) {
                JsonObject quote = (JsonObject) quoteEntry;
                JsonObject turn = turns.getJsonObject(quote.getInteger("turn_no") - 1);
                assertThat(turn.getString("speaker")).isEqualToIgnoringCase("candidate");
                assertThat(turn.getString("text").toLowerCase(Locale.ROOT))
                        .contains(quote.getString("text").toLowerCase(Locale.ROOT));
                quotes++;
            }
        }
        assertThat(quotes).as("verified quotes").isPositive();
    }
}
