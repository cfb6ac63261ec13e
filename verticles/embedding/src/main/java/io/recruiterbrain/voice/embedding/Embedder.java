package io.recruiterbrain.voice.embedding;

import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.Vector;
import java.util.List;

/**
 * A loaded embedding model. Both steps block for as long as they compute and may be called by several threads at once;
 * faults are {@code ServiceException}s without a word of the text.
 */
public interface Embedder extends AutoCloseable {
    /** Name of the model, stored with every vector it made; vectors of different models cannot be compared. */
    String model();

    /** Length of every vector. */
    int dimension();

    /** Cuts a text into windows that the model can read whole; at least one, overlapping, in the order of the text. */
    List<TokenWindow> windows(Kind kind, String text);

    /** One L2-normalised vector for each window, in their order; padding does not change a vector's meaning. */
    List<Vector> embed(List<TokenWindow> batch);

    @Override
    void close();
}
