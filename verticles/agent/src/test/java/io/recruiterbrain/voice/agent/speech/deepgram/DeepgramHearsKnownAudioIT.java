package io.recruiterbrain.voice.agent.speech.deepgram;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.SpeechToTextContractTest;
import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramServer;
import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramServerConfig;
import io.recruiterbrain.voice.testkit.vendor.deepgram.KnownAudio;
import io.vertx.core.Vertx;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;

class DeepgramHearsKnownAudioIT extends SpeechToTextContractTest {
    private final Vertx vertx = Vertx.vertx();
    private final KnownAudio known = new KnownAudio();
    private final Recordings recordings = new Recordings();

    @AfterAll
    void closeAll() {
        recordings.close();
        vertx.close().await();
    }

    @Override
    protected SpeechToText open() {
        int port = new DeepgramServer(vertx, known, DeepgramServerConfig.prompt("dg-key"))
                .start()
                .await();
        DeepgramConfig config = DeepgramConfig.of("dg-key").withUrl(URI.create("ws://127.0.0.1:" + port));
        return new DeepgramSpeechToText(vertx, config, new SimpleMeterRegistry());
    }

    @Override
    protected short[] recording(String words) throws Exception {
        short[] recording = recordings.of(words);
        known.add(words, recording);
        return recording;
    }

    @Override
    protected double toleratedErrors() {
        return 0;
    }
}
