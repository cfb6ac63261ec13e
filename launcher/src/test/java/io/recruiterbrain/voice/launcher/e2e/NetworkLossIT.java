package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way between the candidate's browser and the agent's media is cut, and comes back. */
class NetworkLossIT {
    /** Outside of what systems choose from by themselves, so that nobody else's packets are lost. */
    private static final int FIRST_PORT = 61_200;

    private static final int LAST_PORT = 61_249;

    private static final String ANSWER =
            "In my last project we moved a large service to a new database. I wrote the tests and we moved the data in small steps over three weeks.";

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        // Continuous integration installs what this needs: there it fails rather than being skipped.
        assumeTrue(
                UdpLoss.isPossible() || System.getenv("CI") != null,
                "dropping packets needs iptables and the right to use it");
        node = RunningNode.start(Map.of(
                "RBV_UDP_PORT_MIN", Integer.toString(FIRST_PORT), "RBV_UDP_PORT_MAX", Integer.toString(LAST_PORT)));
    }

    @AfterAll
    static void stop() throws Exception {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void aCandidateWhoseNetworkComesBackIsAskedAgainAndTheAnswerIsSaved() {
        // Given
        JsonObject started = node.recruiter().start(10, "How did you move a large system to something new?");
        String id = started.getString("interview_id");
        try (BrowserCandidate candidate = node.candidate(1280, 900, false)) {
            candidate.open(started.getString("candidate_url"));
            candidate.acceptConsent();
            candidate.joinSpeaking();
            candidate.awaitQuestion();

            // When
            UdpLoss.during(FIRST_PORT, LAST_PORT, () -> {
                candidate.awaitState("rbv.floor === 'reconnecting'");
                PlaywrightAssertions.assertThat(candidate.page().getByTestId("floor"))
                        .containsText("Reconnecting");
                candidate.screenshot("candidate-reconnecting");
                node.recruiter().awaitState(id, "recovering");
            });

            // Then
            candidate.awaitConnected();
            assertThat(candidate.awaitQuestion()).containsIgnoringCase("something new");
            node.recruiter().awaitState(id, "in_progress");
            node.speak(candidate, ANSWER);
            candidate.awaitState(
                    "rbv.phase !== 'call' || rbv.captions.some(c => c.speaker === 'candidate' && c.turnNo)");
            JsonArray turns = node.recruiter().turns(started);
            assertThat(turns.stream().map(turn -> ((JsonObject) turn).getString("kind")))
                    .containsSubsequence("question", "repeat", "answer");
            assertThat(candidate.complaints()).isEmpty();
        }
    }
}
