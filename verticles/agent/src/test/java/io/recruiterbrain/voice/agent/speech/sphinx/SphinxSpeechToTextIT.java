package io.recruiterbrain.voice.agent.speech.sphinx;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.SpeechToTextContractTest;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class SphinxSpeechToTextIT extends SpeechToTextContractTest {
    private final FreeTtsTextToSpeech voice =
            new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry());

    @Override
    protected SpeechToText open() {
        SphinxConfig defaults = SphinxConfig.defaults();
        return new SphinxSpeechToText(
                new SphinxConfig(2, defaults.backlog(), defaults.search()), new SimpleMeterRegistry());
    }

    @Override
    protected short[] recording(String words) throws Exception {
        List<AudioFrame> frames = new ArrayList<>();
        voice.speak(words, frames::add)
                .done()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return Sounds.join(
                Sounds.silence(Duration.ofMillis(500)), Sounds.join(frames), Sounds.silence(Duration.ofMillis(250)));
    }

    @Override
    protected double toleratedErrors() {
        return 20;
    }
}
