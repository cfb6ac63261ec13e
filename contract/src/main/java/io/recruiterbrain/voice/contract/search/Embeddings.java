package io.recruiterbrain.voice.contract.search;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.List;

/**
 * @param model name of the model that made them, for example {@code e5-small-v2}
 * @param dimension length of every vector
 * @param embeddings one for each text, in the order asked
 */
public record Embeddings(String model, int dimension, List<TextEmbedding> embeddings) implements BusMessage {
    public Embeddings {
        Checks.text(model, "model", 200);
        embeddings = List.copyOf(embeddings);
        for (TextEmbedding embedding : embeddings) {
            Checks.require(
                    embedding.windows().stream().allMatch(window -> window.size() == dimension),
                    "every vector must have the stated dimension");
        }
    }
}
