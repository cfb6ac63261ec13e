package io.recruiterbrain.voice.agent.room.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.Signals;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VoiceQueueTest {
    private final VoiceQueue queue = playing(new VoiceQueue(Runnable::run));

    @Test
    void theFirstSampleWrittenIsTheFirstOneSent() {
        // Given
        queue.write(new AudioFrame(new short[] {1234, -5678, 99}, 48_000));

        // When
        short[] sent = take(queue);

        // Then
        assertThat(sent).startsWith((short) 1234, (short) -5678, (short) 99).endsWith((short) 0);
        assertThat(queue.played()).isEqualTo(queue.written()).isEqualTo(Duration.ofNanos(62_500));
    }

    @Test
    void positionsFollowTheFramesThatWereTaken() {
        // Given
        queue.write(Signals.sine(440, 8000, 16_000, Duration.ofMillis(100)));

        // When
        take(queue);
        take(queue);

        // Then
        assertThat(queue.written()).isEqualTo(Duration.ofMillis(100));
        assertThat(queue.played()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void piecesOfOddSizesFillWholeFrames() {
        // Given
        for (int i = 0; i < 48; i++) {
            queue.write(constant(7, 30));
        }

        // When
        short[] first = take(queue);
        short[] second = take(queue);
        short[] third = take(queue);

        // Then
        assertThat(first).containsOnly((short) 7);
        assertThat(second).containsOnly((short) 7);
        assertThat(third).containsOnly((short) 7);
        assertThat(queue.played()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void silenceIsSentWhileItStandsStill() {
        // Given
        queue.write(constant(7, 4800));
        take(queue);

        // When
        queue.setPlaying(false);
        short[] whileStill = take(queue);
        queue.setPlaying(true);
        short[] after = take(queue);

        // Then
        assertThat(whileStill).containsOnly((short) 0);
        assertThat(after).containsOnly((short) 7);
        assertThat(queue.played()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void notOneFrameSoundsFromTheMomentOnAtWhichItMayNot() {
        // Given
        AtomicBoolean entitled = new AtomicBoolean(true);
        queue.playWhile(entitled::get);
        queue.write(constant(7, 3 * VoiceQueue.FRAME_SAMPLES));
        take(queue);

        // When
        entitled.set(false);
        short[] next = take(queue);
        Duration played = queue.played();
        queue.clear();
        short[] cleared = take(queue);
        entitled.set(true);
        queue.write(constant(7, VoiceQueue.FRAME_SAMPLES));
        short[] again = take(queue);

        // Then: not even the end of what was cut fades out
        assertThat(next).containsOnly((short) 0);
        assertThat(played).isEqualTo(Duration.ofMillis(10));
        assertThat(cleared).containsOnly((short) 0);
        assertThat(again).containsOnly((short) 7);
    }

    @Test
    void clearingSendsOneFadingFrameAndThenSilence() {
        // Given
        queue.write(constant(10_000, 48_000));
        take(queue);

        // When
        queue.clear();
        short[] fading = take(queue);
        short[] silent = take(queue);

        // Then
        assertThat(fading[0]).isEqualTo((short) 10_000);
        assertThat(fading[240]).isEqualTo((short) 5_000);
        assertThat(fading[479]).isLessThan((short) 30);
        assertThat(silent).containsOnly((short) 0);
        assertThat(queue.played()).isEqualTo(queue.written()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void clearingWhatHasNotBegunToSoundSendsSilence() {
        // Given
        queue.write(constant(10_000, 48_000));

        // When
        queue.clear();

        // Then
        assertThat(take(queue)).containsOnly((short) 0);
    }

    @Test
    void whatIsWrittenAfterAClearSoundsWithoutARemainder() {
        // Given
        queue.write(Signals.sine(440, 20_000, 16_000, Duration.ofMillis(500)));
        take(queue);
        queue.clear();

        // When
        queue.write(new AudioFrame(new short[160], 16_000));
        short[] next = take(queue);

        // Then
        assertThat(next).containsOnly((short) 0);
    }

    @Test
    void silenceFollowsSpeechAllTheTimeAndCountsForNothing() {
        // Given
        queue.write(constant(7, 480));
        take(queue);

        // When
        short[] last = null;
        for (int i = 0; i < 1000; i++) {
            last = take(queue);
        }

        // Then
        assertThat(last).containsOnly((short) 0);
        assertThat(queue.played()).isEqualTo(queue.written()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void drainedWaitsForWhatWasWrittenBeforeAndNotForMore() {
        // Given
        queue.write(constant(7, 480));
        Future<Void> first = queue.drained();
        queue.write(constant(7, 480));
        Future<Void> second = queue.drained();

        // When
        take(queue);

        // Then
        assertThat(first.isComplete()).isTrue();
        assertThat(second.isComplete()).isFalse();
    }

    @Test
    void drainedCompletesByAClearAndAtOnceWhenNothingIsQueued() {
        // Given
        queue.write(constant(7, 4800));
        Future<Void> waiting = queue.drained();

        // When
        queue.clear();

        // Then
        assertThat(waiting.isComplete()).isTrue();
        assertThat(queue.drained().isComplete()).isTrue();
    }

    @Test
    void moreThanTwoMinutesAreRefusedAndNothingOfItIsTaken() {
        // Given
        queue.write(new AudioFrame(new short[120 * 16_000 - 160], 16_000));

        // When
        AudioFrame tooLong = new AudioFrame(new short[161], 16_000);

        // Then
        assertThatThrownBy(() -> queue.write(tooLong)).isInstanceOf(IllegalStateException.class);
        assertThat(queue.written()).isEqualTo(Duration.ofMillis(119_990));
        queue.write(new AudioFrame(new short[160], 16_000));
    }

    private static VoiceQueue playing(VoiceQueue queue) {
        queue.setPlaying(true);
        return queue;
    }

    private static AudioFrame constant(int value, int count) {
        short[] samples = new short[count];
        Arrays.fill(samples, (short) value);
        return new AudioFrame(samples, 48_000);
    }

    private static short[] take(VoiceQueue queue) {
        byte[] bytes = new byte[960];
        queue.take(bytes);
        short[] samples = new short[480];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8));
        }
        return samples;
    }
}
