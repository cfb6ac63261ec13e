package io.recruiterbrain.voice.agent.speech.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Word;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptionAnswerTest {
    @Test
    void wordsTimesAndConfidenceAreKept() throws IOException {
        // When
        Transcription read = read("""
                {"task": "transcribe", "language": "english", "duration": 2.1, "text": " Hello there.",
                 "segments": [{"id": 0, "text": " Hello there.", "avg_logprob": -0.25, "no_speech_prob": 0.02}],
                 "words": [{"word": "Hello", "start": 0.5, "end": 0.9}, {"word": "there", "start": 1.0, "end": 1.0}]}
                """);

        // Then
        assertThat(read.text()).isEqualTo("Hello there.");
        assertThat(read.confidence()).isCloseTo(0.78, within(0.01));
        assertThat(read.words())
                .containsExactly(
                        new Word("Hello", Duration.ofMillis(500), Duration.ofMillis(900)),
                        new Word("there", Duration.ofMillis(1_000), Duration.ofMillis(1_010)));
    }

    @Test
    void whatWhisperInventsInSilenceIsLeftOut() throws IOException {
        // When
        Transcription read = read("""
                {"text": "Thank you for watching!",
                 "segments": [{"text": "Thank you for watching!", "avg_logprob": -1.3, "no_speech_prob": 0.8}],
                 "words": [{"word": "Thank", "start": 0.1, "end": 0.2}]}
                """);

        // Then
        assertThat(read.text()).isEmpty();
        assertThat(read.words()).isEmpty();
    }

    @Test
    void aPlainAnswerHasNoTimesAndNoConfidence() throws IOException {
        // When
        Transcription read = read("{\"text\": \"hello\", \"usage\": {\"type\": \"tokens\"}}");

        // Then
        assertThat(read.text()).isEqualTo("hello");
        assertThat(read.confidence()).isNull();
        assertThat(read.words()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"text\"", "{\"text\": 7}", "{\"error\": \"no\"}", "null", ""})
    void whatIsNoTranscriptionIsNone(String body) throws IOException {
        assertThat(read(body)).isNull();
    }

    private static Transcription read(String body) throws IOException {
        return TranscriptionAnswer.read(new ByteArrayInputStream(body.getBytes(UTF_8)));
    }
}
