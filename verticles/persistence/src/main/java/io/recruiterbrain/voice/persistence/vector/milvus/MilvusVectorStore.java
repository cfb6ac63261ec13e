package io.recruiterbrain.voice.persistence.vector.milvus;

import com.google.gson.JsonObject;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.SearchResp;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in a Milvus collection. Every call fails within about two seconds while the server is away or hangs, and the
 * next one succeeds when it is back; a server that forgot to keep the collection in memory is told to load it.
 */
public final class MilvusVectorStore implements VectorStore {
    /** Rows in one call, so that its deadline has more than ten times the time it takes. */
    private static final int ROWS = 256;

    private static final long ANSWER_MILLIS = 1_900;
    private static final int MOST_MATCHES = 16_384;

    /** Candidates that the graph's search keeps; with fewer, a filtered search finds less than there is. */
    private static final int EF = 400;

    private static final int MOST_EF = 32_768;

    private final MilvusClients clients;
    private final String collection;
    private final String identity;
    private final int dimension;
    private volatile @Nullable String model;
    private @Nullable Future<Boolean> loading;

    private MilvusVectorStore(MilvusClients clients, String collection, String identity, int dimension) {
        this.clients = clients;
        this.collection = collection;
        this.identity = identity;
        this.dimension = dimension;
    }

    /**
     * Opens a loaded collection; blocks.
     *
     * @param collection name or alias to work with
     * @param identity the collection's own name
     */
    static MilvusVectorStore open(Vertx vertx, MilvusConfig config, String collection, String identity, int dimension) {
        try {
            return new MilvusVectorStore(
                    MilvusClients.connect(vertx, config, identity), collection, identity, dimension);
        } catch (RuntimeException e) {
            throw new StartFailedException("Milvus at " + config.address() + " went away during the start.", e);
        }
    }

    @Override
    public String adapter() {
        return "milvus";
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Future<Void> upsert(List<TurnVectors> turns) {
        if (turns.isEmpty()) {
            return Future.succeededFuture();
        }
        for (TurnVectors turn : turns) {
            for (Vector window : turn.windows()) {
                if (window.size() != dimension) {
                    return wrongDimension(window);
                }
            }
        }
        // Windows that are too many go first: cut off in between, the repetition still sees that they are there.
        Future<Void> done = checkModel(turns.getFirst().model())
                .compose(known -> requireOneModel(turns))
                .compose(one -> removeStale(turns));
        List<JsonObject> rows =
                turns.stream().flatMap(turn -> MilvusRows.of(turn).stream()).toList();
        for (int from = 0; from < rows.size(); from += ROWS) {
            List<JsonObject> part = rows.subList(from, Math.min(rows.size(), from + ROWS));
            done = done.compose(before -> call(client -> client.upsert(UpsertReq.builder()
                            .collectionName(collection)
                            .data(part)
                            .build()))
                    .mapEmpty());
        }
        return done;
    }

    @Override
    public Future<Void> erase(UUID interviewId) {
        return delete(MilvusFilter.ofInterview(interviewId));
    }

    @Override
    public Future<List<VectorMatch>> search(Vector query, SearchFilter filter, int limit) {
        if (query.size() != dimension) {
            return wrongDimension(query);
        }
        if ("".equals(filter.jobId()) || "".equals(filter.candidateId())) {
            return Future.succeededFuture(List.of());
        }
        int rows = Math.min(limit, MOST_MATCHES);
        String expression = MilvusFilter.of(filter);
        int ef = Math.max(EF, rows);
        return search(query, expression, rows, ef)
                .compose(found -> found.size() < rows && !expression.isEmpty() && ef < MOST_EF
                        ? search(query, expression, rows, Math.min(MOST_EF, ef * 10))
                        : Future.succeededFuture(found));
    }

    /** Succeeds while the collection can be searched. */
    @Override
    public Future<Void> ping() {
        return call(this::isLoaded)
                .compose(loaded -> loaded ? Future.succeededFuture(true) : load())
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return clients.close();
    }

    private Future<List<VectorMatch>> search(Vector query, String filter, int limit, int ef) {
        SearchReq request = SearchReq.builder()
                .collectionName(collection)
                .annsField(MilvusSchema.VECTOR)
                .data(List.of(new FloatVec(query.toArray())))
                .filter(filter)
                .limit(limit)
                .searchParams(Map.of("ef", ef))
                .consistencyLevel(MilvusSchema.CONSISTENCY)
                .build();
        return call(client -> client.search(request)).map(MilvusVectorStore::matches);
    }

    private static List<VectorMatch> matches(SearchResp answer) {
        List<VectorMatch> matches = new ArrayList<>();
        for (List<SearchResp.SearchResult> ofQuery : answer.getSearchResults()) {
            for (SearchResp.SearchResult hit : ofQuery) {
                matches.add(MilvusRows.match(hit.getId().toString(), hit.getScore()));
            }
        }
        return matches;
    }

    /** Removes windows of turns that had more of them before. */
    private Future<Void> removeStale(List<TurnVectors> turns) {
        Map<String, TurnVectors> byFirstKey = new HashMap<>();
        turns.forEach(turn -> byFirstKey.put(MilvusRows.firstKey(turn), turn));
        QueryReq before = QueryReq.builder()
                .collectionName(collection)
                .ids(new ArrayList<>(byFirstKey.keySet()))
                .outputFields(List.of(MilvusSchema.ID, MilvusSchema.WINDOWS))
                .consistencyLevel(MilvusSchema.CONSISTENCY)
                .build();
        return call(client -> client.query(before)).compose(answer -> {
            List<Object> stale = new ArrayList<>();
            answer.getQueryResults().forEach(row -> {
                TurnVectors turn = byFirstKey.get(String.valueOf(row.getEntity().get(MilvusSchema.ID)));
                if (turn != null && row.getEntity().get(MilvusSchema.WINDOWS) instanceof Number windows) {
                    for (int window = turn.windows().size(); window < windows.intValue(); window++) {
                        stale.add(MilvusRows.key(turn.interviewId(), turn.turnNo(), window));
                    }
                }
            });
            return stale.isEmpty()
                    ? Future.succeededFuture()
                    : call(client -> client.delete(DeleteReq.builder()
                                    .collectionName(collection)
                                    .ids(stale)
                                    .build()))
                            .mapEmpty();
        });
    }

    private Future<Void> delete(String filter) {
        return call(client -> client.delete(DeleteReq.builder()
                        .collectionName(collection)
                        .filter(filter)
                        .build()))
                .mapEmpty();
    }

    /** The model that made what is there is asked once; an empty collection takes the first one. */
    private Future<String> checkModel(String wanted) {
        String known = model;
        if (known != null) {
            return requireModel(known, wanted);
        }
        QueryReq any = QueryReq.builder()
                .collectionName(collection)
                .filter(MilvusSchema.WINDOW + " >= 0")
                .outputFields(List.of(MilvusSchema.MODEL))
                .limit(1)
                .consistencyLevel(MilvusSchema.CONSISTENCY)
                .build();
        return call(client -> client.query(any)).compose(answer -> {
            var rows = answer.getQueryResults();
            String found = rows.isEmpty()
                    ? wanted
                    : String.valueOf(rows.getFirst().getEntity().get(MilvusSchema.MODEL));
            model = found;
            return requireModel(found, wanted);
        });
    }

    private Future<Void> requireOneModel(List<TurnVectors> turns) {
        return turns.stream()
                        .allMatch(turn -> turn.model().equals(turns.getFirst().model()))
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new ServiceException(ErrorCode.INTERNAL, "vectors of several models in one batch"));
    }

    private static Future<String> requireModel(String known, String wanted) {
        return known.equals(wanted)
                ? Future.succeededFuture(known)
                : Future.failedFuture(new ServiceException(
                        ErrorCode.PROVIDER_REJECTED,
                        "the Milvus collection was made by " + known + " and not by " + wanted
                                + ": run ./rbv reindex"));
    }

    private <T> Future<T> wrongDimension(Vector vector) {
        return Future.failedFuture(new ServiceException(
                ErrorCode.PROVIDER_REJECTED,
                "the Milvus collection holds vectors of " + dimension + " dimensions, the model made one of "
                        + vector.size()));
    }

    /** One call, and once more when the collection had to be loaded first. */
    private <T> Future<T> call(Function<MilvusClientV2, T> work) {
        return clients.call(work)
                .recover(fault -> MilvusFaults.mayBeNotLoaded(fault)
                        ? loadIfMissing(fault).compose(loaded -> clients.call(work))
                        : Future.failedFuture(fault))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(MilvusFaults.toServiceException(fault)));
    }

    private boolean isLoaded(MilvusClientV2 client) {
        return client.getLoadState(
                GetLoadStateReq.builder().collectionName(collection).build());
    }

    /** Fails with the fault when it had another cause. */
    private Future<Boolean> loadIfMissing(Throwable fault) {
        return clients.call(this::isLoaded).compose(loaded -> loaded ? Future.failedFuture(fault) : load());
    }

    /** Into the server's memory, once however many ask. */
    private synchronized Future<Boolean> load() {
        Future<Boolean> running = loading;
        if (running == null || running.isComplete()) {
            running = clients.slowly(client -> {
                client.loadCollection(
                        LoadCollectionReq.builder().collectionName(collection).build());
                return true;
            });
            loading = running;
        }
        return running;
    }
}
