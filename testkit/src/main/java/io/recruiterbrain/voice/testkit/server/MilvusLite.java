package io.recruiterbrain.voice.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Milvus Lite, Milvus' own small server with the real gRPC protocol, as a process on loopback. {@code .ci/servers.sh
 * milvus-lite} installs it. Blocking; for one thread.
 */
public final class MilvusLite implements AutoCloseable {
    private static final String INSTALL = ".ci/servers.sh milvus-lite";
    private static final long START_MILLIS = 90_000;
    private static final long ASK_EVERY_MILLIS = 50;

    private final Path data;
    private final int port;
    private Process process;

    private MilvusLite(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** Starts it on a free port and returns when it listens; what the folder holds is served again. */
    public static MilvusLite start(Path data) throws IOException, InterruptedException {
        int port = freePort();
        return new MilvusLite(data, port, launch(data, port));
    }

    public int port() {
        return port;
    }

    /** Ends it without a chance to tidy up, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Starts it again on the same data and port, after {@link #kill}. */
    public void restart() throws IOException, InterruptedException {
        process = launch(data, port);
    }

    /** Stops its processor time: connections stay open and nothing is answered, from when this returns. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!isStopped()) {
            if (process.waitFor(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException("Milvus Lite cannot be frozen");
            }
        }
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The signal is on its way for a while: a thread that runs goes on, and may answer, until it takes notice. */
    private boolean isStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                // After the name in brackets, which may hold anything.
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("Milvus Lite could not be sent SIG" + name);
        }
    }

    private static Process launch(Path data, int port) throws IOException, InterruptedException {
        Files.createDirectories(data);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        Process process = new ProcessBuilder(List.of(
                        program().toString(),
                        "server",
                        "--data-dir",
                        data.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!listens(port)) {
            if (process.waitFor(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("Milvus Lite ended at its start: " + Files.readString(log));
            }
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("Milvus Lite does not listen after " + START_MILLIS + " ms; see " + log);
            }
        }
        return process;
    }

    private static Path program() throws IOException {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path folder = Path.of(cache, "recruiterbrain-voice", "servers", "venv-milvus-lite");
        if (Files.notExists(folder.resolve(".complete"))) {
            throw new IOException("Milvus Lite is missing. Install it: " + INSTALL);
        }
        return folder.resolve("bin").resolve("milvus-lite");
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
