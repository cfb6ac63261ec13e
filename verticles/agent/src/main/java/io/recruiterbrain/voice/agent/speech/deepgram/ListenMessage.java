package io.recruiterbrain.voice.agent.speech.deepgram;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What Deepgram says on an open stream. Field names here are Deepgram's. */
sealed interface ListenMessage {
    /**
     * A piece of transcript, times in seconds from the beginning of the connection's audio.
     *
     * @param confidence 0 to 1
     */
    record Results(
            double start,
            double duration,
            boolean isFinal,
            boolean fromFinalize,
            String transcript,
            double confidence,
            List<TimedWord> words)
            implements ListenMessage {
        double end() {
            return start + duration;
        }

        @Override
        public String toString() {
            return "Results[start=" + start + ", duration=" + duration + ", isFinal=" + isFinal + "]";
        }
    }

    record TimedWord(String text, double start, double end) {
        @Override
        public String toString() {
            return "TimedWord[start=" + start + "]";
        }
    }

    /** {@code Metadata}: the answer to {@code CloseStream}. */
    record Metadata() implements ListenMessage {}

    /** {@code Error}: Deepgram did not understand a message of ours. */
    record Complaint() implements ListenMessage {}

    /** Signs of voice activity, which is decided here by ourselves, and types that are newer than this code. */
    record Other() implements ListenMessage {}

    /** The text is not what Deepgram sends. */
    final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(Throwable cause) {
            // Not the cause's text: it would quote the message, and with it the candidate.
            super("malformed message: " + cause.getClass().getSimpleName());
        }
    }

    static ListenMessage parse(String text) throws MalformedException {
        try {
            JsonObject message = new JsonObject(text);
            return switch (message.getString("type", "")) {
                case "Results" -> results(message);
                case "Metadata" -> new Metadata();
                case "Error" -> new Complaint();
                default -> new Other();
            };
        } catch (DecodeException | ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            throw new MalformedException(e);
        }
    }

    private static Results results(JsonObject message) {
        JsonObject best =
                message.getJsonObject("channel").getJsonArray("alternatives").getJsonObject(0);
        List<TimedWord> words = new ArrayList<>();
        JsonArray said = best.getJsonArray("words", new JsonArray());
        for (int i = 0; i < said.size(); i++) {
            JsonObject word = said.getJsonObject(i);
            words.add(new TimedWord(
                    word.getString("punctuated_word", word.getString("word")),
                    word.getDouble("start"),
                    word.getDouble("end")));
        }
        return new Results(
                message.getDouble("start"),
                message.getDouble("duration"),
                message.getBoolean("is_final", false),
                message.getBoolean("from_finalize", false),
                best.getString("transcript", ""),
                best.getDouble("confidence", 0.0),
                List.copyOf(words));
    }
}
