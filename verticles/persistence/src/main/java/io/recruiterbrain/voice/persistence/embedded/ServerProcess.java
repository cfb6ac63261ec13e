package io.recruiterbrain.voice.persistence.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the {@code postgres} program.
 *
 * <p>A shell stands between it and this JVM and reads from a pipe that only the JVM holds: when the JVM stops it, or is
 * killed in whatever way, the pipe closes and the shell shuts the server down. The server has a session of its own, so
 * that Ctrl-C reaches the node, which then stops it as the last thing.
 */
final class ServerProcess {
    private static final String WATCH = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            (read -r _ <&3; kill -INT "$server") &
            watch=$!
            wait "$server"
            code=$?
            kill "$watch" 2>/dev/null
            exit "$code"
            """;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Process shell;
    private final Path pidFile;

    private ServerProcess(Process shell, Path pidFile) {
        this.shell = shell;
        this.pidFile = pidFile;
    }

    /** Starts the server and returns when it answers. Throws with the server's own words when it does not. */
    static ServerProcess start(List<String> postgres, Path data, int port, Path log)
            throws IOException, InterruptedException {
        Path pidFile = data.resolve("postmaster.pid");
        String staleStart = firstLine(pidFile);
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("server.log.before"), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", WATCH, "embedded-postgres"));
        command.addAll(postgres);
        Process shell = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServerProcess server = new ServerProcess(shell, pidFile);
        try {
            server.awaitReady(port, staleStart, log);
        } catch (InterruptedException e) {
            shell.getOutputStream().close();
            throw e;
        }
        return server;
    }

    private void awaitReady(int port, String staleStart, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!ready(port, staleStart)) {
            if (shell.waitFor(10, TimeUnit.MILLISECONDS)) {
                throw new IOException("the server ended at once: " + lastWords(log));
            }
            if (System.nanoTime() - deadline > 0) {
                stop();
                throw new IOException("the server was not ready in " + START_LIMIT.toSeconds() + " s");
            }
        }
    }

    /** Blocks until the server has ended, whoever ended it. */
    void awaitEnd() throws InterruptedException {
        shell.waitFor();
    }

    /** Ends open transactions, writes a checkpoint and stops; harmless when it has ended already. */
    void stop() throws IOException, InterruptedException {
        shell.getOutputStream().close();
        if (!shell.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    /** Lines of the file are pid, folder, start time, port, socket folder, address, shared memory, status. */
    private boolean ready(int port, String staleStart) throws IOException {
        List<String> lines = lines(pidFile);
        return lines.size() >= 8
                && !lines.get(0).equals(staleStart)
                && lines.get(3).strip().equals(Integer.toString(port))
                && lines.get(7).strip().equals("ready");
    }

    static String firstLine(Path file) throws IOException {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static String lastWords(Path log) throws IOException {
        List<String> lines = lines(log);
        return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
