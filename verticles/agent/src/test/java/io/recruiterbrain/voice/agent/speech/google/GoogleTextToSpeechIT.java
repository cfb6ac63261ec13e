package io.recruiterbrain.voice.agent.speech.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.texttospeech.v1.SynthesizeSpeechRequest;
import com.google.protobuf.util.JsonFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.Heard;
import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.TextToSpeechContractTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A voice that answers a sentence at a time. */
class GoogleTextToSpeechIT extends TextToSpeechContractTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final GoogleTrial google;

    GoogleTextToSpeechIT() throws Exception {
        google = new GoogleTrial(Duration.ZERO);
    }

    @AfterAll
    void closeGoogle() throws Exception {
        google.close();
    }

    @Override
    protected TextToSpeech open() {
        return new GoogleTextToSpeech(google.config("en-US-Neural2-F"), metrics);
    }

    @Test
    void theRequestIsTheOneOfTheVendorsExample() throws Exception {
        // When
        SynthesizeSpeechRequest request;
        try (GoogleTextToSpeech slow =
                new GoogleTextToSpeech(google.config("en-US-Wavenet-D", 0.9, -2.5), new SimpleMeterRegistry())) {
            slow.speak("Hello, World!", frame -> {}).done().await();
            request = google.server.requests().getLast();
        }

        // Then: the body of "text:synthesize" in the vendor's quickstart, with our voice and rate
        SynthesizeSpeechRequest.Builder example = SynthesizeSpeechRequest.newBuilder();
        JsonFormat.parser().merge("""
                        {
                          "input": {"text": "Hello, World!"},
                          "voice": {"languageCode": "en-US", "name": "en-US-Wavenet-D"},
                          "audioConfig": {
                            "audioEncoding": "LINEAR16", "sampleRateHertz": 24000, "speakingRate": 0.9, "pitch": -2.5
                          }
                        }
                        """, example);
        assertThat(request).isEqualTo(example.build());
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
    void aSentenceThatWasSpokenBeforeIsNotAskedForAgain() throws Exception {
        // Given
        List<AudioFrame> first = spoken("Are you still there?");
        int asked = google.server.requests().size();

        // When
        List<AudioFrame> again = spoken("Are you still there?");

        // Then
        assertThat(google.server.requests()).hasSize(asked);
        assertThat(Sounds.join(again)).isEqualTo(Sounds.join(first));
        assertThat(metrics.counter("rbv.tts.cache", "provider", "google", "result", "hit")
                        .count())
                .isPositive();
    }

    @Test
    void addressCredentialsAndVoiceAreProvenBeforeTheFirstSentence() {
        // Given
        try (GoogleTextToSpeech voice =
                new GoogleTextToSpeech(google.config("en-GB-Neural2-A"), new SimpleMeterRegistry())) {
            // When, then
            voice.probe().await();
        }
    }
}
