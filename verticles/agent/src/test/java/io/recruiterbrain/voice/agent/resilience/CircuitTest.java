package io.recruiterbrain.voice.agent.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private final ManualDelay time = new ManualDelay();
    private final Circuit circuit = new Circuit(Circuit.Settings.defaults(), time);

    @Test
    void aFewFaultsInARowOpenIt() {
        // Given
        circuit.failed("busy", null);
        circuit.failed("busy", null);
        assertThat(circuit.permits()).isTrue();

        // When
        circuit.failed("busy", null);

        // Then
        assertThat(circuit.permits()).isFalse();
        assertThat(circuit.state()).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.problem()).isEqualTo("busy");
    }

    @Test
    void aSuccessInBetweenForgivesWhatWasBefore() {
        // Given
        circuit.failed("busy", null);
        circuit.failed("busy", null);
        circuit.succeeded();

        // When
        circuit.failed("busy", null);

        // Then
        assertThat(circuit.permits()).isTrue();
    }

    @Test
    void afterThePauseOneCallTriesItAndOthersWait() {
        // Given
        open();

        // When
        time.pass(Duration.ofSeconds(31));

        // Then
        assertThat(circuit.permits()).isTrue();
        assertThat(circuit.permits()).isFalse();
        assertThat(circuit.state()).isEqualTo(Circuit.State.HALF_OPEN);
    }

    @Test
    void aTrialThatFailsOpensItAgain() {
        // Given
        open();
        time.pass(Duration.ofSeconds(31));
        circuit.permits();

        // When
        circuit.failed("still busy", null);

        // Then
        assertThat(circuit.permits()).isFalse();
        time.pass(Duration.ofSeconds(31));
        assertThat(circuit.permits()).isTrue();
    }

    @Test
    void aTrialThatSucceedsClosesIt() {
        // Given
        open();
        time.pass(Duration.ofSeconds(31));
        circuit.permits();

        // When
        circuit.succeeded();

        // Then
        assertThat(circuit.permits()).isTrue();
        assertThat(circuit.problem()).isNull();
    }

    @Test
    void aProviderThatAsksForALongPauseGetsIt() {
        // When
        circuit.failed("rate limit", Duration.ofMinutes(2));

        // Then
        time.pass(Duration.ofSeconds(119));
        assertThat(circuit.permits()).isFalse();
        time.pass(Duration.ofSeconds(2));
        assertThat(circuit.permits()).isTrue();
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            circuit.failed("busy", null);
        }
    }
}
