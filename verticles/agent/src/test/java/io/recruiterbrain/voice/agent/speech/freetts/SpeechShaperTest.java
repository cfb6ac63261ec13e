package io.recruiterbrain.voice.agent.speech.freetts;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.Sounds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechShaperTest {
    private static final int MILLISECOND = AudioFrame.SPEECH_RATE / 1000;

    private final List<AudioFrame> frames = new ArrayList<>();

    @Test
    void silenceAroundTheSpeechIsCutAndThePauseWithinIsKept() {
        // Given
        SpeechShaper shaper = new SpeechShaper(1, frames::add);

        // When
        say(shaper, 300, 0);
        say(shaper, 100, 5_000);
        say(shaper, 200, 0);
        say(shaper, 100, 5_000);
        say(shaper, 300, 0);
        shaper.end();

        // Then
        assertThat(Sounds.length(Sounds.join(frames).length).toMillis()).isBetween(480L, 490L);
    }

    @Test
    void aLoudSampleIsBentAndNotClipped() {
        // Given
        SpeechShaper shaper = new SpeechShaper(2, frames::add);

        // When
        say(shaper, 20, 30_000);
        say(shaper, 20, 15_000);
        shaper.end();

        // Then
        assertThat(Sounds.peak(Sounds.join(frames))).isBetween(30_001, 32_766);
    }

    @Test
    void silenceAloneIsNoFrame() {
        // Given
        SpeechShaper shaper = new SpeechShaper(1, frames::add);

        // When
        say(shaper, 500, 0);
        shaper.end();

        // Then
        assertThat(frames).isEmpty();
    }

    private static void say(SpeechShaper shaper, int milliseconds, int sample) {
        for (int i = 0; i < milliseconds * MILLISECOND; i++) {
            shaper.accept((short) sample);
        }
    }
}
