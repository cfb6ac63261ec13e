package io.recruiterbrain.voice.agent.room.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.Signals;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
    private static final double LOUD = 20_000;

    @ParameterizedTest
    @CsvSource({
        "48000, 16000, 1000",
        "48000, 16000, 6500",
        "16000, 48000, 300",
        "16000, 48000, 6500",
        "22050, 48000, 3000",
        "24000, 48000, 3000",
        "44100, 48000, 3000",
        "8000, 48000, 1000",
        "44100, 16000, 1000"
    })
    void aSinePassesCleanAndAsLoud(int from, int to, double frequency) {
        // Given
        AudioFrame sine = Signals.sine(frequency, LOUD, from, Duration.ofSeconds(1));

        // When
        short[] result = new Resampler(from, to).process(sine.samples(), sine.samples().length);

        // Then
        int settled = to / 10;
        assertThat(Signals.signalToNoise(result, settled, result.length, frequency, to))
                .isGreaterThan(70);
        assertThat(Signals.amplitude(result, settled, result.length, frequency, to))
                .isCloseTo(LOUD, within(LOUD * 0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {9_500, 12_000, 15_000, 20_000})
    void whatTheLowerRateCannotCarryIsGoneInsteadOfFoldedBack(double frequency) {
        // Given
        AudioFrame sine = Signals.sine(frequency, LOUD, 48_000, Duration.ofSeconds(1));

        // When
        short[] result = new Resampler(48_000, 16_000).process(sine.samples(), sine.samples().length);

        // Then
        assertThat(Signals.level(result, 1600, result.length)).isLessThan(LOUD / 3000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 160, 441, 5000})
    void piecesJoinWithoutASeam(int piece) {
        // Given
        AudioFrame sine = Signals.sine(700, LOUD, 44_100, Duration.ofMillis(500));
        short[] whole = new Resampler(44_100, 48_000).process(sine.samples(), sine.samples().length);

        // When
        Resampler resampler = new Resampler(44_100, 48_000);
        short[] joined = new short[whole.length];
        int at = 0;
        for (int i = 0; i < sine.samples().length; i += piece) {
            int end = Math.min(i + piece, sine.samples().length);
            short[] part = resampler.process(Arrays.copyOfRange(sine.samples(), i, end), end - i);
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }

        // Then
        assertThat(at).isEqualTo(whole.length);
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void tenMillisecondsGiveTenMillisecondsFromTheFirstFrameOn() {
        // Given
        Resampler resampler = new Resampler(48_000, 16_000);

        // When
        int[] lengths = new int[100];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = resampler.process(new short[480], 480).length;
        }

        // Then
        assertThat(lengths).containsOnly(160);
    }

    @Test
    void aResetStreamStartsInSilence() {
        // Given
        Resampler resampler = new Resampler(16_000, 48_000);
        AudioFrame sine = Signals.sine(700, LOUD, 16_000, Duration.ofMillis(100));
        resampler.process(sine.samples(), sine.samples().length);

        // When
        resampler.reset();
        short[] result = resampler.process(new short[160], 160);

        // Then
        assertThat(result).hasSize(480).containsOnly((short) 0);
    }

    @Test
    void fullScaleDoesNotWrapAround() {
        // Given
        short[] square = new short[1600];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }

        // When
        short[] result = new Resampler(16_000, 48_000).process(square, square.length);

        // Then
        assertThat(result[72 + 30]).isGreaterThan((short) 30_000);
        assertThat(result[72 + 90]).isLessThan((short) -30_000);
    }

    @Test
    void aRateThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Resampler(0, 48_000)).isInstanceOf(IllegalArgumentException.class);
    }
}
