package io.recruiterbrain.voice.agent.speech.deepgram;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.SpeechToTextContractTest;
import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramServer;
import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramServerConfig;
import io.recruiterbrain.voice.testkit.vendor.deepgram.SphinxRecogniser;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** Sphinx is slower than Deepgram, so the adapter is told to be patient. */
class DeepgramHearsWithSphinxIT extends SpeechToTextContractTest {
    private static final DeepgramConfig.Patience PATIENT = new DeepgramConfig.Patience(
            Duration.ofSeconds(20),
            Duration.ofSeconds(4),
            Duration.ofSeconds(50),
            Duration.ofSeconds(50),
            3,
            Duration.ofMillis(150),
            Duration.ofSeconds(90));

    private final Vertx vertx = Vertx.vertx();
    private final SphinxRecogniser sphinx = new SphinxRecogniser(2);
    private final Recordings recordings = new Recordings();

    @AfterAll
    void closeAll() {
        recordings.close();
        sphinx.close();
        vertx.close().await();
    }

    @Override
    protected SpeechToText open() {
        int port = new DeepgramServer(vertx, sphinx, DeepgramServerConfig.prompt("dg-key"))
                .start()
                .await();
        DeepgramConfig config = DeepgramConfig.of("dg-key")
                .withUrl(URI.create("ws://127.0.0.1:" + port))
                .withPatience(PATIENT);
        return new DeepgramSpeechToText(vertx, config, new SimpleMeterRegistry());
    }

    @Override
    protected short[] recording(String words) throws Exception {
        return recordings.of(words);
    }

    @Override
    protected double toleratedErrors() {
        return 20;
    }
}
