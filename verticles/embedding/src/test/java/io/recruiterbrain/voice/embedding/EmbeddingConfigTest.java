package io.recruiterbrain.voice.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EmbeddingConfigTest {
    @Test
    void theDefaultsLeaveACoreForConversations() {
        assertThat(EmbeddingConfig.defaults()).isEqualTo(new EmbeddingConfig(null, 1, 1, 512, 64, 1024));
    }

    @Test
    void aWrongValueIsNamedByItsSetting() {
        assertThatThrownBy(() -> new EmbeddingConfig(null, 0, 1, 512, 64, 1024))
                .hasMessageContaining("RBV_EMBEDDING_WORKERS");
        assertThatThrownBy(() -> new EmbeddingConfig(null, 1, 1, 512, 64, 100)).hasMessageContaining("queueTexts");
    }
}
