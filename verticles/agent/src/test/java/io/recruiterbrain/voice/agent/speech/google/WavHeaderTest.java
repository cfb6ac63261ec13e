package io.recruiterbrain.voice.agent.speech.google;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WavHeaderTest {
    @Test
    void samplesAreFoundBehindChunksOfAnotherKind() {
        // Given
        byte[] file = file(1, 24_000, 16, 8);

        // When
        WavHeader header = WavHeader.of(file);

        // Then
        assertThat(header).isEqualTo(new WavHeader(24_000, file.length - 8, 8));
    }

    @Test
    void aStreamedFileThatDoesNotKnowItsLengthIsReadToItsEnd() {
        // Given
        byte[] file = file(1, 24_000, 16, -1);

        // When
        WavHeader header = WavHeader.of(file);

        // Then
        assertThat(header).isEqualTo(new WavHeader(24_000, file.length - 8, 8));
    }

    @Test
    void whatIsNoMonoPcmIsNone() {
        assertThat(WavHeader.of(file(2, 24_000, 16, 8))).isNull();
        assertThat(WavHeader.of(file(1, 24_000, 8, 8))).isNull();
        assertThat(WavHeader.of("ID3, which is an MP3 file".getBytes(US_ASCII))).isNull();
        assertThat(WavHeader.of(new byte[0])).isNull();
        assertThat(WavHeader.of(Arrays.copyOf(file(1, 24_000, 16, 8), 30))).isNull();
    }

    private static byte[] file(int channels, int rate, int bits, int length) {
        ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(US_ASCII)).putInt(56).put("WAVEfmt ".getBytes(US_ASCII));
        file.putInt(16)
                .putShort((short) 1)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * 2);
        file.putShort((short) 2).putShort((short) bits);
        file.put("LIST".getBytes(US_ASCII)).putInt(3).putInt(0);
        return file.put("data".getBytes(US_ASCII)).putInt(length).putLong(7).array();
    }
}
