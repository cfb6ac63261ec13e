package io.recruiterbrain.voice.benchmarks.figures.production;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.benchmarks.figures.Answers;
import io.recruiterbrain.voice.testkit.Provisions;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.recruiterbrain.voice.testkit.vendor.Vendors;
import io.recruiterbrain.voice.testkit.vendor.deepgram.KnownAudio;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node of production stands on, in a process of its own: a real LiveKit server and the vendors' servers, at the
 * pace that the figures name. Deepgram's understands the candidates' answers by their sound.
 */
public final class ProductionServers {
    private ProductionServers() {}

    /**
     * Ends when its input does.
     *
     * @param args a folder: {@code settings}, lines of a node's environment, appears in it when all is ready, and
     *     {@code answers} with what candidates send
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        KnownAudio known = new KnownAudio();
        teach(known, Files.createDirectories(folder.resolve("answers")));
        Vertx vertx = Vertx.vertx();
        try (LiveKitServer liveKit = LiveKitServer.start();
                Vendors vendors = Vendors.start(vertx, known, folder)) {
            Map<String, String> settings = new LinkedHashMap<>(vendors.settings());
            settings.put("LIVEKIT_URL", liveKit.url().toString());
            settings.put("LIVEKIT_API_KEY", LiveKitServer.API_KEY);
            settings.put("LIVEKIT_API_SECRET", LiveKitServer.API_SECRET);
            settings.put("SILERO_MODEL_PATH", Provisions.get("silero").toString());
            List<String> lines = new ArrayList<>();
            settings.forEach((name, value) -> lines.add(name + "=" + value));
            Path written = Files.write(folder.resolve("settings.part"), lines);
            Files.move(written, folder.resolve("settings"));
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        System.exit(0);
    }

    private static void teach(KnownAudio known, Path answers) throws IOException {
        int number = 0;
        for (String text : Answers.texts()) {
            short[] samples = samples(Answers.speech(text));
            known.add(text, samples);
            OpusPackets.write(answers.resolve("%02d.opus".formatted(number++)), samples);
        }
        OpusPackets.write(answers.resolve("silence.opus"), new short[AudioFrame.SPEECH_RATE / 50]);
    }

    private static short[] samples(List<AudioFrame> frames) {
        short[] all = new short
                [frames.stream().mapToInt(frame -> frame.samples().length).sum()];
        int at = 0;
        for (AudioFrame frame : frames) {
            System.arraycopy(frame.samples(), 0, all, at, frame.samples().length);
            at += frame.samples().length;
        }
        return all;
    }
}
