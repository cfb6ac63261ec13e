package io.recruiterbrain.voice.persistence.search;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.SearchHit;
import io.recruiterbrain.voice.contract.search.SearchResults;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.persistence.outbox.VectorOutbox;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Future;
import java.util.List;

/** Finds turns by meaning. Only what PostgreSQL still has is answered, whatever the vector store may still know. */
public final class TurnSearch {
    /** Windows asked for each hit wanted: long turns have several, erased ones drop out. */
    private static final int WINDOWS_PER_HIT = 3;

    private static final int MOST_WINDOWS = 2_000;

    private final Bus bus;
    private final VectorStore vectors;
    private final HitReader hits;
    private final VectorOutbox outbox;

    public TurnSearch(Bus bus, VectorStore vectors, HitReader hits, VectorOutbox outbox) {
        this.bus = bus;
        this.vectors = vectors;
        this.hits = hits;
        this.outbox = outbox;
    }

    public Future<SearchResults> search(SearchTurns request) {
        EmbedTexts query = new EmbedTexts(EmbedTexts.Kind.QUERY, List.of(request.query()));
        return bus.ask(EmbedTexts.ADDRESS, query)
                .map(answer -> answer.embeddings().getFirst().windows().getFirst())
                .compose(vector -> nearest(vector, request, request.limit() * WINDOWS_PER_HIT))
                .compose(found -> outbox.depth().map(depth -> new SearchResults(found, depth.turns())));
    }

    /** Asks for more windows until there are enough turns or no more windows. */
    private Future<List<SearchHit>> nearest(Vector query, SearchTurns request, int windows) {
        return vectors.search(query, request.filter(), windows)
                .compose(matches -> hits.read(matches, request.limit())
                        .compose(found ->
                                found.size() < request.limit() && matches.size() >= windows && windows < MOST_WINDOWS
                                        ? nearest(query, request, windows * 4)
                                        : Future.succeededFuture(found)));
    }
}
