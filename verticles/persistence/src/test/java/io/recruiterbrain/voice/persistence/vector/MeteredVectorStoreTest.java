package io.recruiterbrain.voice.persistence.vector;

import static io.recruiterbrain.voice.persistence.FakeEmbedding.DIMENSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.persistence.FakeEmbedding;
import io.recruiterbrain.voice.persistence.vector.lucene.LuceneVectorStore;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteredVectorStoreTest extends VectorStoreContract {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    @Override
    protected VectorStore open() {
        return open("vectors");
    }

    private VectorStore open(String name) {
        return new MeteredVectorStore(
                LuceneVectorStore.open(vertx, folder.resolve(name), FakeEmbedding.DIMENSION), registry);
    }

    @Test
    void eachRequestIsMeasuredUnderItsOperationAndOutcome() {
        // Given
        VectorStore metered = open("metered");
        Vector query = new Vector(new float[DIMENSION]);

        // When
        metered.upsert(List.of()).await();
        metered.search(query, SearchFilter.NONE, 1).await();
        metered.erase(UUID.randomUUID()).await();
        metered.search(new Vector(new float[] {1, 0}), SearchFilter.NONE, 1)
                .otherwiseEmpty()
                .await();
        metered.close().await();

        // Then
        assertThat(count("upsert", "ok")).isOne();
        assertThat(count("search", "ok")).isOne();
        assertThat(count("erase", "ok")).isOne();
        assertThat(count("search", "PROVIDER_REJECTED")).isOne();
    }

    private long count(String operation, String outcome) {
        return registry.get("rbv.vector.request")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }
}
