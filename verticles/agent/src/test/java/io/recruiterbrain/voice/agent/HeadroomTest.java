package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadroomTest {
    private double load;
    private final Headroom headroom = new Headroom(() -> load, 0.85);

    @Test
    void whileTheProcessorIsBusyNoMoreRoomsThanThereAre() {
        // Given
        load = 0.95;
        sample(4);
        int before = headroom.cap(8, 3);

        // When
        sample(1);

        // Then
        assertThat(before).isEqualTo(8);
        assertThat(headroom.cap(8, 3)).isEqualTo(3);
        assertThat(headroom.cap(2, 3)).isEqualTo(2);
        assertThat(headroom.cap(8, 0)).isEqualTo(1);
    }

    @Test
    void theConfiguredOnesAreBackWhenItHasTimeAgain() {
        // Given
        load = 0.95;
        sample(5);

        // When
        load = 0.2;
        sample(2);

        // Then
        assertThat(headroom.cap(8, 3)).isEqualTo(8);
    }

    @Test
    void aLoadThatIsNotKnownLimitsNothing() {
        // Given
        load = Double.NaN;

        // When
        sample(5);

        // Then
        assertThat(headroom.cap(8, 3)).isEqualTo(8);
    }

    private void sample(int times) {
        for (int i = 0; i < times; i++) {
            headroom.sample();
        }
    }
}
