package io.recruiterbrain.voice.testkit.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One node of the built distribution as a process of its own, with its own data folder and one log file for all its
 * starts. Blocking; for one thread.
 */
public final class NodeProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration END = Duration.ofMinutes(2);
    private static final long ASK_EVERY_MILLIS = 200;

    private final String name;
    private Path program;
    private final Path folder;
    private final NodePorts ports;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private @Nullable Process process;

    /**
     * @param distribution the folder with {@code bin/} and {@code lib/}
     * @param folder for its data and log, made when it is missing
     * @param environment on top of this process's own
     */
    NodeProcess(String name, Path distribution, Path folder, NodePorts ports, Map<String, String> environment) {
        this.name = name;
        this.program = program(distribution);
        this.folder = folder;
        this.ports = ports;
        this.environment = Map.copyOf(environment);
    }

    public String name() {
        return name;
    }

    public NodePorts ports() {
        return ports;
    }

    /** Where its REST or its probes answer. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + ports.http());
    }

    /** The settings it runs by. */
    public Map<String, String> environment() {
        return environment;
    }

    public Path dataFolder() {
        return folder.resolve("data");
    }

    public Path logFile() {
        return folder.resolve("node.log");
    }

    /** Everything it wrote since its first start. */
    public String log() throws IOException {
        return Files.exists(logFile()) ? Files.readString(logFile(), StandardCharsets.UTF_8) : "";
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Lets the next start be that of another build, on the same ports and data. */
    public NodeProcess replaceBy(Path distribution) {
        program = program(distribution);
        return this;
    }

    public long pid() {
        return running().pid();
    }

    /** Begins to start it, or to start it again on the same ports and data; {@link #awaitReady} waits for the end of it. */
    public NodeProcess launch() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(List.of(program.toString(), "serve"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    /** Returns when {@code /ready} is green; fails with its log when the process ends or takes minutes. */
    public void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (running().waitFor(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " ended with " + running().exitValue() + ":\n" + log());
            }
            if (System.nanoTime() > end) {
                throw new IOException(name + " is not ready after " + START.toSeconds() + " s:\n" + log());
            }
        }
    }

    /** Whether {@code /ready} is green now. */
    public boolean isReady() throws InterruptedException {
        try {
            return get("/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What an open path of it answers, as {@code /metrics}. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The sum of a metric over its labels; 0 while the node does not have it. */
    public double metric(String prometheusName) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(prometheusName + " ") || line.startsWith(prometheusName + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** {@code kill -9}: it has no chance to say or save anything. */
    public void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** Asks it to end, as an orchestrator does, and returns at once. */
    public void terminate() {
        running().destroy();
    }

    /** Waits for its end and answers with its exit code. */
    public int awaitEnd() throws IOException, InterruptedException {
        if (!running().waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(name + " does not end:\n" + log());
        }
        return running().exitValue();
    }

    /** Stops its processor time: connections stay open and nothing is answered. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Sends a signal by its name. */
    public void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException(name + " could not be sent SIG" + signal);
        }
    }

    /** Ends it in any state, a frozen one too. */
    @Override
    public void close() {
        Process left = process;
        if (left != null) {
            left.destroyForcibly();
            try {
                left.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        http.close();
    }

    private static Path program(Path distribution) {
        return distribution.resolve("bin").resolve("recruiterbrain-voice").toAbsolutePath();
    }

    private Process running() {
        Process started = process;
        if (started == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return started;
    }
}
