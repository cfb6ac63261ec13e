package io.recruiterbrain.voice.launcher;

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

/** Runs the programs of the built folder, in a scratch folder that holds their logs and data. */
final class Distribution {
    static final Path PROGRAMS = Path.of("target", "recruiterbrain-voice-0.1.0", "bin");
    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final String KEY = "rbv_key-of-the-distribution-test";

    private final Path folder;

    Distribution(Path folder) {
        this.folder = folder;
    }

    /** Starts a program and waits for its end. */
    Process run(String log, Map<String, String> environment, String... arguments) throws Exception {
        Process process = launch(log, environment, arguments);
        if (!process.waitFor(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end by itself: " + log(log));
        }
        return process;
    }

    /** Starts a node and returns when it answers. */
    Process start(String command, int port, String log) throws Exception {
        Process node = launch(log, environment(port), command);
        awaitReady(node, port, log);
        return node;
    }

    /**
     * Starts a node and returns while it still starts.
     *
     * @param file in the data folder; it is that far once this is there
     */
    Process begin(String command, int port, String log, String file) throws Exception {
        Process node = launch(log, environment(port), command);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!Files.exists(folder.resolve("data").resolve(file))) {
            if (!node.isAlive() || Instant.now().isAfter(deadline)) {
                node.destroyForcibly();
                throw new AssertionError("no " + file + ": " + log(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return node;
    }

    /** Waits until no process names the folder any more, as the programs of its database do. */
    void awaitNoProcess() {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            List<String> left = ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().commandLine().stream())
                    .filter(line -> line.contains(folder.toString()))
                    .toList();
            if (left.isEmpty()) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("still there: " + left);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    Map<String, String> environment(int port) {
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

    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process launch(String log, Map<String, String> environment, String... arguments) throws IOException {
        Path program = PROGRAMS.resolve("recruiterbrain-voice");
        // Tests that run in the background have SIGINT ignored, and would pass that on.
        Stream<String> node = Stream.of(
                "env", "--default-signal=INT", program.toAbsolutePath().toString());
        List<String> command = Stream.concat(node, Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void awaitReady(Process node, int port, String log) throws Exception {
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
        node.destroyForcibly();
        throw new AssertionError("not ready: " + log(log));
    }
}
