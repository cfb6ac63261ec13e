package io.recruiterbrain.voice.persistence.vector.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MilvusConfigTest {
    @Test
    void eachProblemNamesItsVariable() {
        // Given, When, Then
        assertThatThrownBy(() -> new MilvusConfig(" ", 19530, null, 4)).hasMessageContaining("MILVUS_HOST");
        assertThatThrownBy(() -> new MilvusConfig("http://milvus", 19530, null, 4))
                .hasMessageContaining("MILVUS_HOST")
                .hasMessageContaining("without http://");
        assertThatThrownBy(() -> new MilvusConfig("milvus", 0, null, 4)).hasMessageContaining("MILVUS_PORT");
        assertThatThrownBy(() -> new MilvusConfig("milvus", 19530, " ", 4)).hasMessageContaining("MILVUS_TOKEN");
        assertThatThrownBy(() -> new MilvusConfig("milvus", 19530, null, 0)).hasMessageContaining("MILVUS_POOL_SIZE");
    }

    @Test
    void anAuthorityThatIsNotThereIsNamed() {
        // Given, When, Then
        assertThatThrownBy(() -> new MilvusConfig.Tls(Path.of("missing.pem")))
                .hasMessage("MILVUS_TLS_CA names a file that cannot be read: missing.pem");
    }

    @Test
    void theTokenIsNeverWrittenOut() {
        // Given, When
        String text = new MilvusConfig("milvus", 19530, "root:secret", 4).toString();

        // Then
        assertThat(text).contains("milvus:19530").doesNotContain("secret");
    }
}
