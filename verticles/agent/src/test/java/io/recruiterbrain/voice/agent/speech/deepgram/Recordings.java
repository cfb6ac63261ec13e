package io.recruiterbrain.voice.agent.speech.deepgram;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sentences spoken by FreeTTS, as voice activity would hand them on. */
final class Recordings implements AutoCloseable {
    private final FreeTtsTextToSpeech voice =
            new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry());

    short[] of(String words) throws Exception {
        return Sounds.join(
                Sounds.silence(Duration.ofMillis(500)), speech(words), Sounds.silence(Duration.ofMillis(250)));
    }

    short[] speech(String words) throws Exception {
        List<AudioFrame> frames = new ArrayList<>();
        voice.speak(words, frames::add)
                .done()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return Sounds.join(frames);
    }

    @Override
    public void close() {
        voice.close();
    }
}
