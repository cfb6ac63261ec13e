package io.recruiterbrain.voice.agent.room.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioTapTest {
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<AudioFrame> heard = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Counter received = meters.counter("received");
    private final Counter dropped = meters.counter("dropped");
    private final AudioTap tap = new AudioTap(48_000, heard::add, tasks::add, received, dropped);

    @Test
    void framesArriveInOrderByOneTask() {
        // Given
        tap.setOpen(true);
        push(1);
        push(2);
        push(3);

        // When
        tasks.forEach(Runnable::run);

        // Then
        assertThat(tasks).hasSize(1);
        assertThat(heard).extracting(frame -> frame.samples()[0]).containsExactly((short) 1, (short) 2, (short) 3);
        assertThat(received.count()).isEqualTo(3);
    }

    @Test
    void aFrameWaitsForTheSecondOfItsPacket() {
        // Given
        tap.setOpen(true);

        // When
        push(1);

        // Then
        assertThat(tasks).isEmpty();
    }

    @Test
    void aFullQueueDropsItsOldestFramesAndCountsThem() {
        // Given
        tap.setOpen(true);
        for (int i = 0; i < 60; i++) {
            push(i);
        }

        // When
        tasks.forEach(Runnable::run);

        // Then
        assertThat(heard).hasSize(50);
        assertThat(heard.getFirst().samples()[0]).isEqualTo((short) 10);
        assertThat(dropped.count()).isEqualTo(10);
    }

    @Test
    void aConsumerThatThrowsDoesNotEndTheStream() {
        // Given
        AudioTap failing = new AudioTap(
                48_000,
                frame -> {
                    throw new IllegalStateException("broken");
                },
                tasks::add,
                received,
                dropped);
        failing.setOpen(true);
        failing.onData(new byte[960], 16, 48_000, 1, 480);
        failing.onData(new byte[960], 16, 48_000, 1, 480);

        // When
        tasks.forEach(Runnable::run);

        // Then
        assertThat(received.count()).isEqualTo(2);
    }

    @Test
    void nothingIsHeardWhileClosed() {
        // Given
        push(1);
        tap.setOpen(true);
        push(2);

        // When
        tap.setOpen(false);
        tasks.forEach(Runnable::run);

        // Then
        assertThat(heard).isEmpty();
    }

    @Test
    void ofTwoChannelsTheFirstIsHeard() {
        // Given
        tap.setOpen(true);
        byte[] stereo = new byte[1920];
        stereo[0] = 5;
        stereo[2] = 9;
        stereo[4] = 6;

        // When
        tap.onData(stereo, 16, 48_000, 2, 480);
        tap.onData(stereo, 16, 48_000, 2, 480);
        tasks.forEach(Runnable::run);

        // Then
        assertThat(heard.getFirst().samples()).hasSize(480).startsWith((short) 5, (short) 6);
    }

    private void push(int value) {
        byte[] data = new byte[960];
        data[0] = (byte) value;
        tap.onData(data, 16, 48_000, 1, 480);
    }
}
