package io.recruiterbrain.voice.embedding.e5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recruiterbrain.voice.contract.search.Vector;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PoolingTest {
    @Test
    void theMeanIsTakenOverTheMaskOnlyAndNormalised() {
        // Given: two rows of three tokens, the first row's last token is padding
        FloatBuffer states = FloatBuffer.wrap(new float[] {
            1, 2, /**/ 5, 6, /**/ 900, -900, //
            0, 1, /**/ 0, 2, /**/ 0, 3,
        });

        // When
        Vector first = Pooling.mean(states, 0, 2, 3, 2);
        Vector second = Pooling.mean(states, 1, 3, 3, 2);

        // Then
        assertThat(first.toArray()).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
        assertThat(second.toArray()).containsExactly(0f, 1f);
    }

    @Test
    void nothingButZerosStaysZeroInsteadOfNotANumber() {
        assertThat(Pooling.mean(FloatBuffer.allocate(4), 0, 2, 2, 2).toArray()).containsOnly(0f);
    }
}
