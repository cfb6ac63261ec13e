package io.recruiterbrain.voice.persistence.vector;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * The collections of a vector store, one of them in use: how another one is built beside it and put in its place. Blocks;
 * for one thread at a time. Fails with a {@code StartFailedException} whose text is one sentence.
 */
public interface VectorCollections {
    /**
     * Opens a collection that is not in use yet.
     *
     * @param dimension length of every vector
     * @param begun {@link VectorStore#identity} of one that was begun before; it is gone on with when it still fits
     */
    VectorStore openNext(Vertx vertx, int dimension, @Nullable String begun);

    /** Puts the collection of this identity, which is closed, in the place of the one in use, in one step. */
    void promote(String identity);

    /** Removes every collection but the one of this identity. */
    void dropOthers(String identity);
}
