package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Collectors;

/** The interview that is held on the production line: two questions, an answer to each. */
final class LineInterview {
    static final String DATABASE_ANSWER =
            "In my last project we moved a large service to a new database. I wrote the tests and we moved the data in small steps over three weeks.";
    static final String TEAM_ANSWER =
            "We disagreed about the design. I wrote down both options and we tried the smaller one first. In the end it worked well.";
    /** A word of the question about the team. */
    static final String TEAM_WORD = "disagreement";

    private LineInterview() {}

    /** Makes the recogniser behind Deepgram understand the answers. */
    static void teach(ProductionServers servers, RunningNode node) {
        servers.known().add(DATABASE_ANSWER, node.say(DATABASE_ANSWER));
        servers.known().add(TEAM_ANSWER, node.say(TEAM_ANSWER));
    }

    static JsonObject start(Recruiter recruiter) {
        return recruiter.start(
                10,
                "How did you move a large system to something new?",
                "How did you settle a disagreement in a team?");
    }

    /** All that one side said. */
    static String textOf(String speaker, JsonArray turns) {
        return turns.stream()
                .map(JsonObject.class::cast)
                .filter(turn -> turn.getString("speaker").equalsIgnoreCase(speaker))
                .map(turn -> turn.getString("text"))
                .collect(Collectors.joining(" "));
    }

    /** The evaluation scores something, and each quote stands in the turn that it names. */
    static void assertEvidence(JsonObject evaluation, JsonArray turns) {
        int quotes = 0;
        for (Object question : evaluation.getJsonArray("questions")) {
            for (Object each : ((JsonObject) question).getJsonArray("quotes")) {
                JsonObject quote = (JsonObject) each;
                JsonObject turn = turns.stream()
                        .map(JsonObject.class::cast)
                        .filter(any -> Objects.equals(any.getInteger("turn_no"), quote.getInteger("turn_no")))
                        .findFirst()
                        .orElseThrow();
                assertThat(turn.getString("speaker")).isEqualToIgnoringCase("candidate");
                assertThat(turn.getString("text")).containsIgnoringCase(quote.getString("text"));
                quotes++;
            }
        }
        assertThat(quotes).as("quotes in the evaluation").isPositive();
    }
}
