package io.recruiterbrain.voice.persistence.vector.lucene;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.persistence.FakeEmbedding;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.persistence.vector.VectorStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneVectorStoreTest extends VectorStoreContract {
    @TempDir
    Path folder;

    @Override
    protected VectorStore open() {
        return LuceneVectorStore.open(vertx, folder.resolve("vectors"), FakeEmbedding.DIMENSION);
    }

    @Test
    void anIndexOfAnotherDimensionIsRefusedAtTheStartWithWhatToDo() {
        // Given
        Path other = folder.resolve("other");
        LuceneVectorStore.open(vertx, other, 768).close().await();

        // When, Then
        assertThatThrownBy(() -> LuceneVectorStore.open(vertx, other, 384))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("768")
                .hasMessageContaining("384")
                .hasMessageContaining("move that folder away");
    }
}
