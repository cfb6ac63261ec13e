package io.recruiterbrain.voice.agent.speech.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.texttospeech.v1.StreamingSynthesizeRequest;
import com.google.protobuf.util.JsonFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.TextToSpeechContractTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A voice that is streamed. */
class GoogleStreamingTextToSpeechIT extends TextToSpeechContractTest {
    private final GoogleTrial google;

    GoogleStreamingTextToSpeechIT() throws Exception {
        google = new GoogleTrial(Duration.ofMillis(20));
    }

    @AfterAll
    void closeGoogle() throws Exception {
        google.close();
    }

    @Override
    protected TextToSpeech open() {
        return new GoogleTextToSpeech(google.config("en-US-Chirp3-HD-Aoede"), new SimpleMeterRegistry());
    }

    @Test
    void theMessagesAreThoseOfTheVendorsExample() throws Exception {
        // When
        List<StreamingSynthesizeRequest> messages;
        try (GoogleTextToSpeech voice =
                new GoogleTextToSpeech(google.config("en-US-Chirp3-HD-Charon", 1.1, 0), new SimpleMeterRegistry())) {
            voice.speak("Hello there.", frame -> {}).done().await();
            List<StreamingSynthesizeRequest> all = google.server.streamed();
            messages = all.subList(all.size() - 2, all.size());
        }

        // Then: configuration first, then the text, as the vendor's sample for streaming sends them
        assertThat(messages).containsExactly(message("""
                                {"streamingConfig": {
                                  "voice": {"name": "en-US-Chirp3-HD-Charon", "languageCode": "en-US"},
                                  "streamingAudioConfig": {
                                    "audioEncoding": "PCM", "sampleRateHertz": 24000, "speakingRate": 1.1
                                  }
                                }}
                                """), message("{\"input\": {\"text\": \"Hello there.\"}}"));
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

    private static StreamingSynthesizeRequest message(String json) throws Exception {
        StreamingSynthesizeRequest.Builder message = StreamingSynthesizeRequest.newBuilder();
        JsonFormat.parser().merge(json, message);
        return message.build();
    }
}
