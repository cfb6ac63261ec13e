package io.recruiterbrain.voice.agent.speech.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PcmFramerTest {
    private static final int RATE = 24_000;

    private final List<AudioFrame> frames = new ArrayList<>();
    private final PcmFramer framer = new PcmFramer(RATE, frames::add);

    @Test
    void silenceAroundTheSpeechIsCutAndThePauseWithinIsKept() {
        // When
        say(300, 0);
        say(100, 5_000);
        say(200, 10);
        say(100, 5_000);
        say(300, 0);
        framer.end();

        // Then
        assertThat(millis()).isEqualTo(20 + 100 + 200 + 100 + 60);
        assertThat(frames).allSatisfy(frame -> {
            assertThat(frame.sampleRate()).isEqualTo(RATE);
            assertThat(frame.samples().length % (RATE / 100)).isZero();
        });
    }

    @Test
    void piecesMayEndInTheMiddleOfASample() {
        // Given
        byte[] bytes = {0x10, 0x27, (byte) 0xF0, (byte) 0xD8, 0x34, 0x12};

        // When
        framer.accept(bytes, 0, 1);
        framer.accept(bytes, 1, 4);
        framer.accept(bytes, 5, 1);
        framer.end();

        // Then
        assertThat(frames).hasSize(1);
        assertThat(frames.getFirst().samples()).startsWith((short) 10_000, (short) -10_000, (short) 0x1234);
        assertThat(framer.bytes()).isEqualTo(6);
    }

    @Test
    void aLongPauseIsHandedOverBeforeSpeechGoesOn() {
        // When
        say(100, 5_000);
        say(1_600, 0);

        // Then
        assertThat(millis()).isGreaterThan(1_500);
    }

    @Test
    void longSilenceBeforeTheSpeechIsCutToo() {
        // When
        say(4_000, 3);
        say(100, 5_000);
        framer.end();

        // Then
        assertThat(millis()).isEqualTo(120);
    }

    @Test
    void silenceAloneIsNoFrame() {
        // When
        say(500, 0);
        framer.end();

        // Then
        assertThat(frames).isEmpty();
    }

    private long millis() {
        return frames.stream().mapToLong(frame -> frame.duration().toMillis()).sum();
    }

    private void say(int milliseconds, int sample) {
        byte[] bytes = new byte[milliseconds * RATE / 1000 * 2];
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = (byte) sample;
            bytes[i + 1] = (byte) (sample >> 8);
        }
        framer.accept(bytes, 0, bytes.length);
    }
}
