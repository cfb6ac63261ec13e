package io.recruiterbrain.voice.agent.speech.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.Heard;
import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.TextToSpeechContractTest;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechServer;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.RecordedRequest;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A local voice that wants no key. */
class OpenAiTextToSpeechIT extends TextToSpeechContractTest {
    private final Vertx vertx = Vertx.vertx();
    private final OpenAiSpeechServer server = new OpenAiSpeechServer(vertx, null, samples -> "", Duration.ZERO);
    private final String url = "http://127.0.0.1:" + server.start().await() + "/v1";

    @AfterAll
    void closeServer() {
        server.close().await();
        vertx.close().await();
    }

    @Override
    protected TextToSpeech open() {
        return new OpenAiTextToSpeech(
                new OpenAiTtsConfig(url, null, "gpt-4o-mini-tts", "alloy", 1, Duration.ofSeconds(10)),
                new SimpleMeterRegistry());
    }

    @Test
    void theRequestIsTheOneOfTheVendorsExample() throws Exception {
        // When
        spoken("The quick brown fox jumped over the lazy dog.");

        // Then: the vendor's example, asked for raw samples
        RecordedRequest request = server.requests().getLast();
        assertThat(request.fields())
                .isEqualTo(Map.of(
                        "model", List.of("gpt-4o-mini-tts"),
                        "input", List.of("The quick brown fox jumped over the lazy dog."),
                        "voice", List.of("alloy"),
                        "response_format", List.of("pcm")));
        assertThat(request.headers())
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("x-rbv-call");
    }

    @Test
    void whatIsSpokenIsUnderstood() throws Exception {
        // When
        List<AudioFrame> frames = spoken("I like to write tests before I change old code.");

        // Then
        assertThat(frames).allSatisfy(frame -> assertThat(frame.sampleRate()).isEqualTo(24_000));
        assertThat(Heard.errors("i like to write tests before i change old code", Sounds.join(frames)))
                .isLessThanOrEqualTo(20);
    }

    @Test
    void audioIsHeardBeforeTheSentenceIsComplete() throws Exception {
        // Given
        CompletableFuture<Boolean> doneAtFirstFrame = new CompletableFuture<>();
        CompletableFuture<TextToSpeech.Speech> begun = new CompletableFuture<>();

        // When
        TextToSpeech.Speech speech = voice().speak(
                        "Tell me about a project that you are proud of, and what you did in it yourself.",
                        frame -> doneAtFirstFrame.complete(begun.join().done().isComplete()));
        begun.complete(speech);
        speech.done().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);

        // Then
        assertThat(doneAtFirstFrame.get()).isFalse();
    }

    @Test
    void addressModelAndVoiceAreProvenBeforeTheFirstSentence() {
        // Given
        try (OpenAiTextToSpeech voice = (OpenAiTextToSpeech) open()) {
            // When, then
            voice.probe().await();
        }
    }
}
