package io.recruiterbrain.voice.agent.room.livekit;

import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** LiveKit's own Python client in a process of its own; keeps what it tells. */
final class PythonCandidate implements AutoCloseable {
    private static final long SECONDS = 30;

    private final Process process;
    private final List<JsonObject> told = new ArrayList<>();

    PythonCandidate(URI url, String token, Path folder) throws IOException {
        Path script = folder.resolve("candidate.py");
        try (InputStream text = PythonCandidate.class.getResourceAsStream("/room/livekit/candidate.py")) {
            Files.write(script, text.readAllBytes());
        }
        process = new ProcessBuilder(LiveKitServer.pythonClient().toString(), script.toString(), url.toString(), token)
                .redirectError(folder.resolve("candidate.log").toFile())
                .start();
        Thread.ofPlatform().daemon().start(this::listen);
    }

    void say(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized int count() {
        return told.size();
    }

    /** Waits for an event, counted from one on. */
    synchronized JsonObject await(int from, String event, Predicate<JsonObject> expected) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int next = from;
        try {
            while (true) {
                for (; next < told.size(); next++) {
                    if (event.equals(told.get(next).getString("event")) && expected.test(told.get(next))) {
                        return told.get(next);
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("not within " + SECONDS + " s: " + event + " in " + told);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (this) {
                    told.add(new JsonObject(line));
                    notifyAll();
                }
            }
        } catch (IOException e) {
            // The process was ended.
        }
    }
}
