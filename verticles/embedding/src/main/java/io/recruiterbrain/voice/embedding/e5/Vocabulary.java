package io.recruiterbrain.voice.embedding.e5;

import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.embedding.TokenWindow;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether a tokenizer's words are the model's: a tokenizer of another model would make nonsense, or fail now and then. */
final class Vocabulary {
    private Vocabulary() {}

    /**
     * Lets the model read the tokenizer's last word.
     *
     * @throws ServiceException when the model does not know it
     */
    static void requireFitting(E5Embedder embedder) {
        int words = size(embedder.files().tokenizer());
        if (!knows(embedder, words - 1)) {
            throw new ServiceException(
                    UNAVAILABLE,
                    embedder.files().tokenizer() + " has " + words
                            + " words, more than the model beside it: RBV_EMBEDDING_MODEL_DIR must hold both files of the"
                            + " same model");
        }
    }

    /** Whether the model knows a word by that number. A model cannot be asked for its number of words. */
    static boolean knows(E5Embedder embedder, long word) {
        try {
            return embedder.embed(List.of(new TokenWindow(new long[] {word}))).size() == 1;
        } catch (ServiceException e) {
            return false;
        }
    }

    /** Number of words, that is one more than the highest number of one. */
    static int size(Path tokenizer) {
        try {
            JsonObject file = new JsonObject(Files.readString(tokenizer));
            JsonArray added = file.getJsonArray("added_tokens", new JsonArray());
            int highest = highest(file.getJsonObject("model").getValue("vocab"));
            for (int i = 0; i < added.size(); i++) {
                highest = Math.max(highest, added.getJsonObject(i).getInteger("id"));
            }
            return highest + 1;
        } catch (IOException | DecodeException | ClassCastException | NullPointerException e) {
            throw new ServiceException(UNAVAILABLE, "cannot read the words of the tokenizer " + tokenizer, e);
        }
    }

    /** WordPiece maps words to numbers; others list them in their order. */
    private static int highest(Object vocabulary) {
        if (vocabulary instanceof JsonArray list) {
            return list.size() - 1;
        }
        return ((JsonObject) vocabulary)
                .getMap().values().stream()
                        .mapToInt(number -> ((Number) number).intValue())
                        .max()
                        .orElse(0);
    }
}
