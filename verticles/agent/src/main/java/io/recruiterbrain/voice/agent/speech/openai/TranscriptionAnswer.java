package io.recruiterbrain.voice.agent.speech.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Word;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer in {@code json} or {@code verbose_json}. By hand, since local servers leave out what the vendor's
 * library takes for granted.
 */
final class TranscriptionAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Whisper's own rule for a segment that is not speech; without it noise becomes "Thank you for watching". */
    private static final double NO_SPEECH = 0.6;

    private static final double UNLIKELY = -1;

    private TranscriptionAnswer() {}

    /** Absent when it is no transcription. */
    static @Nullable Transcription read(InputStream body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        JsonNode text = answer == null ? null : answer.get("text");
        if (answer == null || text == null || !text.isTextual()) {
            return null;
        }
        List<Double> likelihoods = new ArrayList<>();
        StringBuilder spoken = new StringBuilder();
        boolean silence = false;
        List<JsonNode> invented = new ArrayList<>();
        for (JsonNode segment : answer.path("segments")) {
            double likelihood = segment.path("avg_logprob").asDouble(0);
            if (segment.path("no_speech_prob").asDouble(0) > NO_SPEECH && likelihood < UNLIKELY) {
                silence = true;
                invented.add(segment);
            } else {
                spoken.append(segment.path("text").asText());
                if (segment.has("avg_logprob")) {
                    likelihoods.add(likelihood);
                }
            }
        }
        if (silence && spoken.toString().isBlank()) {
            return new Transcription("", null, List.of());
        }
        String words = silence ? spoken.toString().strip() : text.asText().strip();
        return new Transcription(words, confidence(likelihoods), words.isEmpty() ? List.of() : words(answer, invented));
    }

    private static @Nullable Double confidence(List<Double> likelihoods) {
        if (likelihoods.isEmpty()) {
            return null;
        }
        double mean =
                likelihoods.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return Math.clamp(Math.exp(mean), 0, 1);
    }

    private static List<Word> words(JsonNode answer, List<JsonNode> invented) {
        List<Word> words = new ArrayList<>();
        for (JsonNode word : answer.path("words")) {
            String text = word.path("word").asText().strip();
            double at = word.path("start").asDouble(-1);
            boolean spoken = invented.stream()
                    .noneMatch(segment -> at >= segment.path("start").asDouble()
                            && at < segment.path("end").asDouble());
            if (spoken && at >= 0 && !text.isEmpty() && word.path("end").isNumber()) {
                Duration start = seconds(at);
                Duration end = seconds(word.path("end").asDouble());
                // Whisper now and then gives a short word no time at all.
                words.add(new Word(text, start, end.compareTo(start) > 0 ? end : start.plusMillis(10)));
            }
        }
        return words;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
    }
}
