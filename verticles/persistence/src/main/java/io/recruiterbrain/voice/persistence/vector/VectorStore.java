package io.recruiterbrain.voice.persistence.vector;

import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Where the vectors of turns are kept and compared. It holds no text. Futures fail with a {@code ServiceException}; safe
 * to use from any thread.
 */
public interface VectorStore {
    /** For example {@code lucene}. */
    String adapter();

    /** Names this very collection: another value than before means that everything must be sent again. */
    String identity();

    /** Length of every vector. */
    int dimension();

    /** Puts turns in, each in place of what was known of it; they are durable and can be found when it completes. */
    Future<Void> upsert(List<TurnVectors> turns);

    /** Removes everything of an interview for good; harmless when there is nothing. */
    Future<Void> erase(UUID interviewId);

    /**
     * The nearest windows among those that pass the filter, best first; several may be of one turn.
     *
     * @param limit windows at most
     */
    Future<List<VectorMatch>> search(Vector query, SearchFilter filter, int limit);

    /** Succeeds while turns can be put in and found. */
    Future<Void> ping();

    Future<Void> close();
}
