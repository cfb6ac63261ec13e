package io.recruiterbrain.voice.benchmarks.figures;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What candidates of the figures say. */
public final class Answers {
    private Answers() {}

    /** The answers that the product's simulated candidate has. */
    public static List<String> texts() {
        try (InputStream in = Answers.class.getResourceAsStream("/candidate/answers.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Audio of a text, made before a call, so that it costs nothing while something is measured. */
    public static List<AudioFrame> speech(String text) {
        List<AudioFrame> frames = new ArrayList<>();
        try (FreeTtsTextToSpeech voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry())) {
            voice.speak(text, frames::add).done().await();
        }
        return frames;
    }
}
