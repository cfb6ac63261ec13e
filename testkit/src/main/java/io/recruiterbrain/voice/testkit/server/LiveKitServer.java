package io.recruiterbrain.voice.testkit.server;

import io.recruiterbrain.voice.testkit.Provisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real LiveKit server on loopback, with one node and no Redis. It may be killed and started again on the same ports.
 * Not to be used by two threads at once.
 */
public final class LiveKitServer implements AutoCloseable {
    public static final String API_KEY = "devkey";
    public static final String API_SECRET = "secret-of-a-server-that-runs-in-tests-only";

    private static final Duration START = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 50;
    private static final int LOG_TAIL = 2_000;

    private final Path folder;
    private final Path binary;
    private final int port;
    private @Nullable Process process;

    private LiveKitServer(Path binary, List<URI> webhooks) {
        this.binary = binary;
        port = FreePort.tcp();
        try {
            folder = Files.createTempDirectory("livekit-server");
            Files.writeString(folder.resolve("livekit.yaml"), config(webhooks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param webhooks where it reports what happens in its rooms
     * @throws IllegalStateException in one sentence, when it is not installed or does not start
     */
    public static LiveKitServer start(URI... webhooks) {
        LiveKitServer server = new LiveKitServer(Provisions.get("livekit"), List.of(webhooks));
        server.startAgain();
        return server;
    }

    /**
     * The Python interpreter that has LiveKit's own client.
     *
     * @throws IllegalStateException in one sentence, when it is not installed
     */
    public static Path pythonClient() {
        return Provisions.get("livekit-python");
    }

    /** For clients: {@code ws://127.0.0.1:port}. */
    public URI url() {
        return URI.create("ws://127.0.0.1:" + port);
    }

    /** What leads a node to it. */
    public Map<String, String> settings() {
        return Map.of("LIVEKIT_URL", url().toString(), "LIVEKIT_API_KEY", API_KEY, "LIVEKIT_API_SECRET", API_SECRET);
    }

    /** Ends the process at once, as {@code kill -9} does; its rooms are lost. */
    public void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /** Starts the server on its old ports, after {@link #kill()}. */
    public void startAgain() {
        try {
            Process started = new ProcessBuilder(
                            binary.toString(),
                            "--config",
                            folder.resolve("livekit.yaml").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            awaitAnswer(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IllegalStateException("interrupted while the LiveKit server started", e);
        }
    }

    /** What the server logged. */
    public Path log() {
        return folder.resolve("server.log");
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitAnswer(Process started) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                kill();
                String said = Files.readString(log());
                throw new IllegalStateException(
                        "the LiveKit server did not start: " + said.substring(Math.max(0, said.length() - LOG_TAIL)));
            }
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Everything on loopback; TCP for media would listen on every interface, so it is off. */
    private String config(List<URI> webhooks) {
        String hooks = webhooks.isEmpty()
                ? ""
                : "webhook: {api_key: %s, urls: [%s]}%n"
                        .formatted(
                                API_KEY,
                                String.join(
                                        ", ",
                                        webhooks.stream()
                                                .map(each -> '"' + each.toString() + '"')
                                                .toList()));
        return """
                port: %d
                bind_addresses: ["127.0.0.1"]
                rtc:
                  udp_port: %d
                  tcp_port: 0
                  use_external_ip: false
                  node_ip: 127.0.0.1
                  enable_loopback_candidate: true
                  interfaces: {includes: [lo]}
                room: {enable_remote_unmute: true}
                keys: {%s: %s}
                logging: {level: info}
                """.formatted(port, FreePort.udp(), API_KEY, API_SECRET) + hooks;
    }
}
