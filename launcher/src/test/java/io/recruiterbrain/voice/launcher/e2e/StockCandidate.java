package io.recruiterbrain.voice.launcher.e2e;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A candidate whose program is LiveKit's own Python client, in a process of its own; keeps what it tells. */
final class StockCandidate implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private final List<JsonObject> told = new ArrayList<>();
    private boolean ended;

    /**
     * @param answers 16 kHz mono, by the word of the agent that each is given to; the first one to everything else
     */
    StockCandidate(String url, String token, Path folder, Map<String, short[]> answers) throws IOException {
        this.folder = folder;
        Path script = folder.resolve("stock_candidate.py");
        try (InputStream text = StockCandidate.class.getResourceAsStream("/e2e/stock_candidate.py")) {
            Files.write(script, text.readAllBytes());
        }
        List<String> command = new ArrayList<>(
                List.of(LiveKitServer.pythonClient().toString(), script.toString(), url, token, tape().toString()));
        for (Map.Entry<String, short[]> answer : answers.entrySet()) {
            Path file = folder.resolve(answer.getKey() + ".wav");
            write(answer.getValue(), file);
            command.add(answer.getKey() + "=" + file);
        }
        process = new ProcessBuilder(command).redirectError(log().toFile()).start();
        Thread.ofPlatform().daemon().start(this::listen);
    }

    /** Everything so far of one kind. */
    synchronized List<JsonObject> told(String event) {
        return told.stream()
                .filter(each -> each.getString("event").equals(event))
                .toList();
    }

    /** Waits for an event; fails with all that was told when it does not come, or the program ends before. */
    synchronized JsonObject await(String event, long seconds, Predicate<JsonObject> expected) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (true) {
                for (JsonObject each : told(event)) {
                    if (expected.test(each)) {
                        return each;
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 || ended) {
                    throw new AssertionError((ended ? "ended without " : "not within " + seconds + " s: ") + event
                            + " in " + told + " " + Files.readString(log()));
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the program ends by itself. */
    int awaitEnd(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the client did not leave");
        }
        return process.exitValue();
    }

    /** What was heard before the agent listened for the first time, 48 kHz mono. */
    short[] heard() throws IOException {
        byte[] bytes = Files.readAllBytes(tape());
        short[] pcm = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return pcm;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private Path tape() {
        return folder.resolve("heard.pcm");
    }

    private Path log() {
        return folder.resolve("stock_candidate.log");
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(new JsonObject(line));
            }
        } catch (IOException e) {
            // The process was ended.
        }
        end();
    }

    private synchronized void note(JsonObject event) {
        told.add(event);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private static void write(short[] pcm, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(pcm.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        AudioFormat format = new AudioFormat(AudioFrame.SPEECH_RATE, 16, 1, true, false);
        try (AudioInputStream audio =
                new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, pcm.length)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
