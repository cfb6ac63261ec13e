package io.recruiterbrain.voice.launcher;

import static io.recruiterbrain.voice.launcher.Distribution.KEY;
import static io.recruiterbrain.voice.launcher.Distribution.PATIENCE;
import static io.recruiterbrain.voice.launcher.Distribution.freePort;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.recruiterbrain.voice.launcher.candidate.EventStream;
import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration as a newcomer starts it, and what a signal in mid-interview leaves behind. */
class StoppedNodeIT {
    private static final Pattern CANDIDATE = Pattern.compile("Be the candidate +(\\S+)");
    private static final String ANSWER = "I moved our billing to a new database in small steps.";

    @TempDir
    Path folder;

    private Process node;

    @AfterEach
    void endWhatIsLeft() throws InterruptedException {
        if (node != null && node.isAlive()) {
            node.destroyForcibly().waitFor();
        }
    }

    @Test
    void aMigrationAppliesEverythingOnce() throws Exception {
        // Given
        Distribution distribution = new Distribution(folder);
        Process first = distribution.run("first.log", distribution.environment(freePort()), "migrate");

        // When
        Process second = distribution.run("second.log", distribution.environment(freePort()), "migrate");

        // Then
        assertThat(first.exitValue()).as(distribution.log("first.log")).isZero();
        assertThat(second.exitValue()).as(distribution.log("second.log")).isZero();
        assertThat(distribution.log("second.log")).contains(" 0 migrations applied");
    }

    @Test
    void aDemoThatIsEndedInMidInterviewSaysGoodbyeAndKeepsEveryWord() throws Exception {
        // Given
        Distribution distribution = new Distribution(folder);
        int port = freePort();
        URI base = URI.create("http://localhost:" + port);
        node = distribution.start("demo", port, "demo.log");
        String link = candidateLink(distribution);
        assertThat(distribution.log("demo.log"))
                .contains("/console/#key=" + KEY)
                .contains("DEEPGRAM_API_KEY", "GOOGLE_APPLICATION_CREDENTIALS", "OPENAI_API_KEY", "LIVEKIT_URL")
                .contains("SILERO_MODEL_PATH", "MILVUS_HOST", "POSTGRES_HOST");
        CandidateApi candidate = new CandidateApi(base, URI.create(link));
        candidate.consent(candidate.interview().getJsonObject("consent"));
        String session = candidate.join();
        String interview = link.substring(link.lastIndexOf('/') + 1, link.indexOf('#'));
        try (EventStream events = candidate.events(session)) {
            candidate.typing(session);
            awaitTurn(events, "question");
            candidate.type(session, ANSWER);
            awaitTurn(events, "answer");

            // When
            node.destroy();

            // Then: the page is told goodbye
            List<EventStream.Event> last = rest(events);
            assertThat(last)
                    .filteredOn(event -> event.name().equals("ended"))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.data().getString("reason")).isEqualTo("shutdown"));
        }
        assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(distribution.log("demo.log")).endsWith("Stopped.\n").doesNotContain("\tat ");

        // Then: the next start finds every word, and the interview waits for its candidate
        node = distribution.start("serve", port, "serve.log");
        RestClient recruiter = new RestClient(base, KEY);
        JsonArray turns =
                recruiter.get("/api/v1/interview/" + interview + "/transcript").getJsonArray("turns");
        assertThat(turns.stream().map(turn -> ((JsonObject) turn).getString("text")))
                .contains(ANSWER);
        assertThat(turns.getJsonObject(turns.size() - 1).getString("speaker")).isEqualToIgnoringCase("agent");
        assertThat(turns.getJsonObject(turns.size() - 1).getString("text")).contains("saved");
        assertThat(recruiter.get("/api/v1/interview/status/" + interview).getString("state"))
                .isEqualToIgnoringCase("recovering");

        // When: Ctrl-C
        new ProcessBuilder("kill", "-INT", Long.toString(node.pid())).start().waitFor();

        // Then
        assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(distribution.log("serve.log")).endsWith("Stopped.\n").doesNotContain("\tat ");
    }

    /** @param file which the start has got to: the folder is locked, or its database is just being made */
    @ParameterizedTest
    @ValueSource(strings = {"node.lock", "postgres/data.unfinished"})
    void aNodeThatIsStoppedWhileItStartsSaysSo(String file) throws Exception {
        // Given
        Distribution distribution = new Distribution(folder);
        node = distribution.begin("demo", freePort(), "begun.log", file);

        // When
        node.destroy();

        // Then
        assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(distribution.log("begun.log")).endsWith("Stopped before it was ready.\n");
        assertThat(node.exitValue()).isEqualTo(128 + 15);

        // Then: what it had begun ends too, and the next start works
        distribution.awaitNoProcess();
        node = distribution.start("serve", freePort(), "next.log");
        node.destroy();
        assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(distribution.log("next.log")).endsWith("Stopped.\n");
    }

    private static String candidateLink(Distribution distribution) throws Exception {
        // The links are printed just after the node has begun to answer.
        for (int i = 0; i < 100; i++) {
            Matcher found = CANDIDATE.matcher(distribution.log("demo.log"));
            if (found.find() && distribution.log("demo.log").contains("Ctrl-C ends the demo")) {
                return found.group(1);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        throw new AssertionError("no link: " + distribution.log("demo.log"));
    }

    private static void awaitTurn(EventStream events, String kind) {
        for (Optional<EventStream.Event> next = events.next(); next.isPresent(); next = events.next()) {
            EventStream.Event event = next.get();
            if (event.name().equals("turn.saved")
                    && event.data().getJsonObject("data").getString("kind").equalsIgnoreCase(kind)) {
                return;
            }
        }
        throw new AssertionError("the stream ended before a turn of kind " + kind);
    }

    private static List<EventStream.Event> rest(EventStream events) {
        List<EventStream.Event> rest = new ArrayList<>();
        for (Optional<EventStream.Event> next = events.next(); next.isPresent(); next = events.next()) {
            rest.add(next.get());
        }
        return rest;
    }
}
