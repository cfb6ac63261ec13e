package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built folder as users run it: commands, exit codes, and the sentences for what goes wrong. */
class DistributionIT {
    private static final String KEY = "rbv_key-of-the-distribution-test";
    private static final Path PROGRAMS = Path.of("target", "recruiterbrain-voice-0.1.0", "bin");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
    void aNodeServesASimulatedCandidateRefusesASecondProcessAndStopsOnSigterm() throws Exception {
        // Given
        int port = freePort();
        node = start("serve", port, "node.log");
        awaitReady(port);

        // When: a simulated candidate holds an interview
        Process candidate = run(
                "candidate.log",
                Map.of("RBV_API_KEY", KEY),
                "interview",
                "--url",
                "http://localhost:" + port,
                "--questions",
                "1",
                "--json");

        // Then
        assertThat(candidate.exitValue()).as(log("candidate.log")).isZero();
        JsonObject report = new JsonObject(log("candidate.log"));
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
        Process second = run("second.log", environment(freePort()), "serve");

        // Then: one sentence, no trace
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(log("second.log"))
                .contains(folder.resolve("data").toString())
                .doesNotContain("\tat ");

        // When
        node.destroy();

        // Then
        assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(log("node.log")).contains("Stopped.").doesNotContain("\tat ");
    }

    @Test
    void theHealthCheckSucceedsWhileTheNodeIsReadyOnly() throws Exception {
        // Given
        int port = freePort();
        int before = healthCheck(port);
        node = start("serve", port, "node.log");
        awaitReady(port);

        // When
        int ready = healthCheck(port);

        // Then
        assertThat(before).isNotZero();
        assertThat(ready).isZero();
    }

    @Test
    void aPortInUseIsSaidInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process refused = run("refused.log", environment(taken.getLocalPort()), "serve");

            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(log("refused.log"))
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
        Process refused = run("refused.log", environment(freePort()), "serve");

        // Then
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(log("refused.log")).contains("RBV_DATA_DIR").doesNotContain("\tat ");
    }

    @Test
    void wrongSettingsAreToldTogether() throws Exception {
        Process refused = run("refused.log", Map.of("API_PORT", "many", "LOG_FORMAT", "xml"), "serve");

        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(log("refused.log")).contains("API_PORT must be").contains("LOG_FORMAT must be");
    }

    @Test
    void eachComponentCanBeTriedAlone() throws Exception {
        Process check = run("check.log", environment(freePort()), "check");

        assertThat(check.exitValue()).as(log("check.log")).isZero();
        assertThat(log("check.log").lines().filter(line -> line.startsWith("ok")))
                .hasSize(8);
    }

    @Test
    void theModelCommandSaysWhatIsLoadedAndHowToGetTheLargerOne() throws Exception {
        Process model = run("model.log", environment(freePort()), "model");

        assertThat(model.exitValue()).as(log("model.log")).isZero();
        assertThat(log("model.log")).contains("e5-small-v2").contains("384").contains("intfloat/e5-base-v2");
    }

    @Test
    void theModelCommandRefusesAFolderWithoutAModel() throws Exception {
        Process model = run("model.log", environment(freePort()), "model", "--dir", folder.toString());

        assertThat(model.exitValue()).isEqualTo(1);
        assertThat(log("model.log")).contains("RBV_EMBEDDING_MODEL_DIR").doesNotContain("\tat ");
    }

    private static int healthCheck(int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        PROGRAMS.resolve("healthcheck").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("API_PORT", Integer.toString(port));
        return builder.start().waitFor();
    }

    private Process run(String log, Map<String, String> environment, String... arguments) throws Exception {
        Process process = launch(log, environment, arguments);
        if (!process.waitFor(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end by itself: " + log(log));
        }
        return process;
    }

    private Process start(String command, int port, String log) throws IOException {
        return launch(log, environment(port), command);
    }

    private Process launch(String log, Map<String, String> environment, String... arguments) throws IOException {
        Path program = PROGRAMS.resolve("recruiterbrain-voice");
        List<String> command = Stream.concat(Stream.of(program.toAbsolutePath().toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Map<String, String> environment(int port) {
        return Map.of(
                "API_PORT",
                Integer.toString(port),
                "RBV_DATA_DIR",
                folder.resolve("data").toString(),
                "RBV_API_KEY",
                KEY,
                "RBV_MEDIA_LOOPBACK_ONLY",
                "true");
    }

    private void awaitReady(int port) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        URI ready = URI.create("http://localhost:" + port + "/ready");
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (Instant.now().isBefore(deadline) && node.isAlive()) {
                try {
                    HttpRequest request = HttpRequest.newBuilder(ready).build();
                    if (http.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // Nothing listens until the node answers.
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        throw new AssertionError("not ready: " + log("node.log"));
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
