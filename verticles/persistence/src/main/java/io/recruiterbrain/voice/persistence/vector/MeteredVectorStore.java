package io.recruiterbrain.voice.persistence.vector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Measures the requests to any vector store. */
public final class MeteredVectorStore implements VectorStore {
    private final VectorStore store;
    private final MeterRegistry registry;

    public MeteredVectorStore(VectorStore store, MeterRegistry registry) {
        this.store = store;
        this.registry = registry;
    }

    @Override
    public String adapter() {
        return store.adapter();
    }

    @Override
    public String identity() {
        return store.identity();
    }

    @Override
    public int dimension() {
        return store.dimension();
    }

    @Override
    public Future<Void> upsert(List<TurnVectors> turns) {
        Timer.Sample sample = Timer.start(registry);
        return measured("upsert", sample, store.upsert(turns));
    }

    @Override
    public Future<Void> erase(UUID interviewId) {
        Timer.Sample sample = Timer.start(registry);
        return measured("erase", sample, store.erase(interviewId));
    }

    @Override
    public Future<Void> ping() {
        return store.ping();
    }

    @Override
    public Future<List<VectorMatch>> search(Vector query, SearchFilter filter, int limit) {
        Timer.Sample sample = Timer.start(registry);
        return measured("search", sample, store.search(query, filter, limit));
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }

    private <T> Future<T> measured(String operation, Timer.Sample sample, Future<T> answer) {
        return answer.onComplete(done -> sample.stop(Timer.builder("rbv.vector.request")
                .description("From a request to the vector store to its answer")
                .tag("operation", operation)
                .tag("outcome", done.succeeded() ? "ok" : code(done.cause()).name())
                .publishPercentileHistogram()
                .register(registry)));
    }

    private static ErrorCode code(Throwable fault) {
        return fault instanceof ServiceException known ? known.code() : ErrorCode.INTERNAL;
    }
}
