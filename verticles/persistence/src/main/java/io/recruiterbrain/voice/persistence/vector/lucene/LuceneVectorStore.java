package io.recruiterbrain.voice.persistence.vector.lucene;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Vectors in a Lucene index: an HNSW graph per segment, the filters applied while it is walked.
 *
 * <p>Policy: each upsert and each erasure ends with a commit and a refresh, so what was acknowledged survives a killed
 * process and is found by the next search. Writes run one at a time on a thread of their own, searches on two others.
 */
public final class LuceneVectorStore implements VectorStore {
    private static final int SEARCHERS = 2;

    private final LuceneIndex index;
    private final WorkerExecutor writer;
    private final WorkerExecutor searchers;

    private LuceneVectorStore(LuceneIndex index, WorkerExecutor writer, WorkerExecutor searchers) {
        this.index = index;
        this.writer = writer;
        this.searchers = searchers;
    }

    /** Opens or makes the index; blocks. Fails with one sentence when the index holds vectors of another length. */
    public static LuceneVectorStore open(Vertx vertx, Path folder, int dimension) {
        LuceneIndex index = LuceneIndex.open(folder, dimension);
        return new LuceneVectorStore(
                index,
                vertx.createSharedWorkerExecutor("vector-writer-" + index.identity(), 1),
                vertx.createSharedWorkerExecutor("vector-search-" + index.identity(), SEARCHERS));
    }

    @Override
    public String adapter() {
        return "lucene";
    }

    @Override
    public String identity() {
        return index.identity();
    }

    @Override
    public int dimension() {
        return index.dimension();
    }

    @Override
    public Future<Void> upsert(List<TurnVectors> turns) {
        return write(() -> index.upsert(turns));
    }

    @Override
    public Future<Void> erase(UUID interviewId) {
        return write(() -> index.erase(interviewId));
    }

    /** The index is part of this process. */
    @Override
    public Future<Void> ping() {
        return Future.succeededFuture();
    }

    @Override
    public Future<List<VectorMatch>> search(Vector query, SearchFilter filter, int limit) {
        return searchers
                .executeBlocking(() -> index.search(query, filter, limit), false)
                .map(Objects::requireNonNull)
                .recover(LuceneVectorStore::known);
    }

    @Override
    public Future<Void> close() {
        return write(index::close).eventually(() -> Future.join(writer.close(), searchers.close()));
    }

    private interface Write {
        void run() throws IOException;
    }

    private Future<Void> write(Write work) {
        return writer.executeBlocking(
                        () -> {
                            work.run();
                            return true;
                        },
                        false)
                .<Void>mapEmpty()
                .recover(LuceneVectorStore::known);
    }

    private static <T> Future<T> known(Throwable fault) {
        return Future.failedFuture(
                fault instanceof IOException
                        ? new ServiceException(ErrorCode.UNAVAILABLE, "the vector index cannot be used now", fault)
                        : fault);
    }
}
