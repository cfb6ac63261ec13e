package io.recruiterbrain.voice.testkit.chaos.candidate;

import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A participant of a LiveKit room with a microphone: LiveKit's own Python client, in a process of its own. It comes in again
 * by itself as long as it is open. Any thread.
 */
final class LiveKitClient implements AutoCloseable {
    private static final long LEAVES_SECONDS = 10;

    private final Process process;
    private final Writer orders;

    private LiveKitClient(Process process) {
        this.process = process;
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Begins to come in.
     *
     * @param log what happens, and errors
     * @param heard gets the agent's audio connection, several times a second while it sounds; on a thread of its own
     */
    static LiveKitClient start(Path log, String url, String token, Consumer<String> heard) throws IOException {
        Path script = Files.createTempFile("livekit-client", ".py");
        try (InputStream text = Objects.requireNonNull(LiveKitClient.class.getResourceAsStream("livekit_client.py"))) {
            Files.write(script, text.readAllBytes());
        }
        Process process = new ProcessBuilder(
                        LiveKitServer.pythonClient().toString(), "-u", script.toString(), url, token)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.onExit().thenRun(() -> script.toFile().delete());
        Thread.ofPlatform().daemon().name("livekit-client").start(() -> listen(process, heard));
        return new LiveKitClient(process);
    }

    /**
     * Says a recording after what it is still saying; what a broken connection cuts off is not said again.
     *
     * @param recording 16 bits, little-endian, mono, 16 kHz
     */
    void say(Path recording) {
        try {
            orders.write(recording + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the LiveKit client has ended", e);
        }
    }

    /** Leaves the room in order. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            // It has ended before.
        }
        try {
            if (!process.waitFor(LEAVES_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void listen(Process process, Consumer<String> heard) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.accept(new JsonObject(line).getString("heard"));
            }
        } catch (IOException e) {
            // The process was ended.
        }
    }
}
