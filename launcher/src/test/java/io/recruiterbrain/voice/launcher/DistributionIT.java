package io.recruiterbrain.voice.launcher;

import static io.recruiterbrain.voice.launcher.Distribution.KEY;
import static io.recruiterbrain.voice.launcher.Distribution.PATIENCE;
import static io.recruiterbrain.voice.launcher.Distribution.PROGRAMS;
import static io.recruiterbrain.voice.launcher.Distribution.freePort;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built folder as users run it: commands, exit codes, and the sentences for what goes wrong. */
class DistributionIT {
    @TempDir
    Path folder;

    private Distribution distribution;
    private Process node;

    @BeforeEach
    void unpack() {
        distribution = new Distribution(folder);
    }

    @AfterEach
    void endWhatIsLeft() throws InterruptedException {
        if (node != null && node.isAlive()) {
            node.destroyForcibly().waitFor();
        }
    }

    @Test
    void aNodeServesASimulatedCandidateRefusesASecondProcessAndStopsOnSigterm() throws Exception {
        // Given
        int port = freePort();
        node = distribution.start("serve", port, "node.log");

        // When: a simulated candidate holds an interview
        Process candidate = distribution.run(
                "candidate.log",
                Map.of("RBV_API_KEY", KEY),
                "interview",
                "--url",
                "http://localhost:" + port,
                "--questions",
                "1",
                "--json");

        // Then
        assertThat(candidate.exitValue()).as(distribution.log("candidate.log")).isZero();
        JsonObject report = new JsonObject(distribution.log("candidate.log"));
        assertThat(report.getString("end_reason")).isEqualTo("completed");
        JsonObject replied = report.getJsonArray("turns").stream()
                .map(JsonObject.class::cast)
                .filter(turn -> turn.getDouble("reply_delay_seconds") != null)
                .findFirst()
                .orElseThrow();
        assertThat(replied.getString("asked")).isNotBlank();
        assertThat(replied.getString("said")).isNotBlank();
        assertThat(replied.getJsonObject("latencies").fieldNames())
                .contains("end_of_turn_delay", "llm_node_ttft", "tts_node_ttfb", "e2e_latency", "framework_overhead");
        assertThat(report.getJsonObject("summary").getDouble("worst_reply_delay_seconds"))
                .isGreaterThanOrEqualTo(replied.getDouble("reply_delay_seconds"));

        // When: a second process wants the same folder
        Process second = distribution.run("second.log", distribution.environment(freePort()), "serve");

        // Then: one sentence, no trace
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(distribution.log("second.log"))
                .contains(folder.resolve("data").toString())
                .doesNotContain("\tat ");

        // When
        node.destroy();

        // Then
        assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(distribution.log("node.log")).contains("Stopped.").doesNotContain("\tat ");
    }

    @Test
    void theHealthCheckSucceedsWhileTheNodeIsReadyOnly() throws Exception {
        // Given
        int port = freePort();
        int before = healthCheck(port);
        node = distribution.start("serve", port, "node.log");

        // When
        int ready = healthCheck(port);

        // Then
        assertThat(before).isNotZero();
        assertThat(ready).isZero();
    }

    @Test
    void aPortInUseIsSaidInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process refused = distribution.run("refused.log", distribution.environment(taken.getLocalPort()), "serve");

            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(distribution.log("refused.log"))
                    .contains("cannot listen on")
                    .contains("set API_PORT")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aDataFolderThatCannotBeMadeIsSaidInOneSentence() throws Exception {
        // Given: a file where the folder should be
        Files.writeString(folder.resolve("data"), "not a folder");

        // When
        Process refused = distribution.run("refused.log", distribution.environment(freePort()), "serve");

        // Then
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(distribution.log("refused.log")).contains("RBV_DATA_DIR").doesNotContain("\tat ");
    }

    @Test
    void wrongSettingsAreToldTogether() throws Exception {
        Process refused = distribution.run("refused.log", Map.of("API_PORT", "many", "LOG_FORMAT", "xml"), "serve");

        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(distribution.log("refused.log")).contains("API_PORT must be").contains("LOG_FORMAT must be");
    }

    @Test
    void eachComponentCanBeTriedAlone() throws Exception {
        Process check = distribution.run("check.log", distribution.environment(freePort()), "check");

        assertThat(check.exitValue()).as(distribution.log("check.log")).isZero();
        assertThat(distribution.log("check.log").lines().filter(line -> line.startsWith("ok")))
                .hasSize(8);
    }

    @Test
    void theModelCommandSaysWhatIsLoadedAndHowToGetTheLargerOne() throws Exception {
        Process model = distribution.run("model.log", distribution.environment(freePort()), "model");

        assertThat(model.exitValue()).as(distribution.log("model.log")).isZero();
        assertThat(distribution.log("model.log"))
                .contains("e5-small-v2")
                .contains("384")
                .contains("intfloat/e5-base-v2");
    }

    @Test
    void theModelCommandRefusesAFolderWithoutAModel() throws Exception {
        Process model = distribution.run(
                "model.log", distribution.environment(freePort()), "model", "--dir", folder.toString());

        assertThat(model.exitValue()).isEqualTo(1);
        assertThat(distribution.log("model.log"))
                .contains("RBV_EMBEDDING_MODEL_DIR")
                .doesNotContain("\tat ");
    }

    private static int healthCheck(int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        PROGRAMS.resolve("healthcheck").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("API_PORT", Integer.toString(port));
        return builder.start().waitFor();
    }
}
