package io.recruiterbrain.voice.agent.speech.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.speech.Heard;
import io.recruiterbrain.voice.agent.speech.RecordingListener;
import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.SpeechToTextContractTest;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechServer;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.RecordedRequest;
import io.recruiterbrain.voice.testkit.vendor.voice.KevinVoice;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OpenAiSpeechToTextIT extends SpeechToTextContractTest {
    private static final String KEY = "sk-trial";

    private final Vertx vertx = Vertx.vertx();
    private final OpenAiSpeechServer server = new OpenAiSpeechServer(vertx, KEY, Heard::in, Duration.ZERO);
    private final String url = "http://127.0.0.1:" + server.start().await() + "/v1";
    private final KevinVoice voice = new KevinVoice();

    @AfterAll
    void closeServer() {
        server.close().await();
        vertx.close().await();
    }

    @Override
    protected SpeechToText open() {
        return open("whisper-1");
    }

    private SpeechToText open(String model) {
        return new OpenAiSpeechToText(
                new OpenAiSttConfig(url, KEY, model, Duration.ofSeconds(60)), new SimpleMeterRegistry());
    }

    @Override
    protected short[] recording(String words) {
        short[] spoken = voice.speak(words, 1, 16_000);
        int silence = (int) (Sounds.leadingSilence(spoken).toMillis() * 16);
        return Sounds.join(
                Sounds.silence(Duration.ofMillis(500)),
                Arrays.copyOfRange(spoken, silence, spoken.length),
                Sounds.silence(Duration.ofMillis(250)));
    }

    @Override
    protected double toleratedErrors() {
        return 20;
    }

    @Override
    protected boolean givesInterims() {
        return false;
    }

    @Test
    void theRequestIsTheOneOfTheVendorsExample() throws Exception {
        // Given
        RecordingListener heard = new RecordingListener();
        short[] audio = recording("my manager asked me to lead a team");
        SpeechToText.Options options = new SpeechToText.Options("en-GB", List.of("Kubernetes", "Apache Kafka"));

        // When
        try (SpeechToText ears = open("whisper-1");
                SpeechToText.Session session = ears.open(options, heard)) {
            say(session, audio);
            heard.nextFinal();
        }

        // Then: the fields of the vendor's example for word timestamps, language as ISO 639-1
        RecordedRequest request = server.requests().getLast();
        assertThat(request.fields())
                .isEqualTo(Map.of(
                        "model", List.of("whisper-1"),
                        "response_format", List.of("verbose_json"),
                        "timestamp_granularities[]", List.of("word", "segment"),
                        "language", List.of("en"),
                        "temperature", List.of("0.0"),
                        "prompt", List.of("Kubernetes, Apache Kafka")));
        assertThat(request.samples()).startsWith(audio);
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer " + KEY)
                .doesNotContainKey("x-rbv-call");
    }

    @Test
    void aModelThatGivesPlainTextIsAskedForIt() throws Exception {
        // Given
        RecordingListener heard = new RecordingListener();

        // When
        SpeechToText.Transcription transcription;
        try (SpeechToText ears = open("gpt-4o-mini-transcribe");
                SpeechToText.Session session = ears.open(new SpeechToText.Options("en-US", List.of()), heard)) {
            say(session, recording("the second one was about the future"));
            transcription = heard.nextFinal();
        }

        // Then
        assertThat(transcription.text()).contains("second");
        assertThat(transcription.words()).isEmpty();
        assertThat(server.requests().getLast().field("response_format")).isEqualTo("json");
    }

    @Test
    void keyAddressAndModelAreProvenBeforeTheFirstStretch() {
        // Given
        try (OpenAiSpeechToText ears = (OpenAiSpeechToText) open("whisper-1")) {
            // When, then
            ears.probe().await();
        }
    }
}
