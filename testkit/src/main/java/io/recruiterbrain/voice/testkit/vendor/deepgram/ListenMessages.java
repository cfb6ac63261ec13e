package io.recruiterbrain.voice.testkit.vendor.deepgram;

import io.recruiterbrain.voice.testkit.vendor.deepgram.Recogniser.HeardWord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Messages from the server, field by field as in Deepgram's API reference "Live audio" and its pages "Interim Results",
 * "Speech Started", "Utterance End", "Finalize" and "Close Stream".
 */
final class ListenMessages {
    private static final JsonArray CHANNEL = new JsonArray().add(0).add(1);

    private final String requestId;
    private final ListenQuery query;
    private final String modelId = UUID.randomUUID().toString();

    ListenMessages(String requestId, ListenQuery query) {
        this.requestId = requestId;
        this.query = query;
    }

    /**
     * What makes a result what it is.
     *
     * @param start seconds from the beginning of the stream
     * @param duration in seconds
     */
    record Result(double start, double duration, boolean isFinal, boolean speechFinal, boolean fromFinalize) {}

    /** @param offset where the words' own time begins, in seconds from the beginning of the stream */
    JsonObject results(Result result, List<HeardWord> words, double offset) {
        JsonArray written = new JsonArray();
        StringBuilder transcript = new StringBuilder();
        double confidence = 0;
        for (HeardWord word : words) {
            String plain = plain(word.text());
            String punctuated = punctuated(word.text(), transcript.isEmpty());
            transcript.append(transcript.isEmpty() ? "" : " ").append(query.punctuated() ? punctuated : plain);
            confidence += word.confidence() / words.size();
            JsonObject fields = new JsonObject()
                    .put("word", plain)
                    .put("start", round(offset + word.start()))
                    .put("end", round(offset + word.end()))
                    .put("confidence", word.confidence());
            written.add(query.punctuated() ? fields.put("punctuated_word", punctuated) : fields);
        }
        return new JsonObject()
                .put("type", "Results")
                .put("channel_index", CHANNEL)
                .put("duration", round(result.duration()))
                .put("start", round(result.start()))
                .put("is_final", result.isFinal())
                .put("speech_final", result.speechFinal())
                .put(
                        "channel",
                        new JsonObject()
                                .put(
                                        "alternatives",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("transcript", transcript.toString())
                                                        .put("confidence", confidence)
                                                        .put("words", written))))
                .put(
                        "metadata",
                        new JsonObject()
                                .put("request_id", requestId)
                                .put(
                                        "model_info",
                                        new JsonObject()
                                                .put("name", query.model())
                                                .put("version", "2024-01-09.29447")
                                                .put("arch", query.model()))
                                .put("model_uuid", modelId))
                .put("from_finalize", result.fromFinalize());
    }

    static JsonObject speechStarted(double at) {
        return new JsonObject()
                .put("type", "SpeechStarted")
                .put("channel", CHANNEL)
                .put("timestamp", round(at));
    }

    static JsonObject utteranceEnd(double lastWordEnd) {
        return new JsonObject()
                .put("type", "UtteranceEnd")
                .put("channel", CHANNEL)
                .put("last_word_end", round(lastWordEnd));
    }

    JsonObject metadata(double duration) {
        return new JsonObject()
                .put("type", "Metadata")
                .put("transaction_key", "deprecated")
                .put("request_id", requestId)
                .put("sha256", "0".repeat(64))
                .put("created", Instant.now().toString())
                .put("duration", round(duration))
                .put("channels", duration > 0 ? 1 : 0);
    }

    static JsonObject error(String description) {
        return new JsonObject()
                .put("type", "Error")
                .put("description", description)
                .put("message", "Could not deserialize message")
                .put("variant", "SchemaError");
    }

    private static String plain(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}+#]+$", "");
        return plain.isEmpty() ? word : plain;
    }

    /** Capitals where English has them; no punctuation that the recogniser did not write. */
    private static String punctuated(String word, boolean first) {
        if (word.equals("i") || word.startsWith("i'") || first) {
            return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        }
        return word;
    }

    private static double round(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
