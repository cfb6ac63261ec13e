package io.recruiterbrain.voice.agent.room.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final CountDownLatch late = new CountDownLatch(1);
    private final CountDownLatch stalled = new CountDownLatch(1);

    @Test
    void aRoundThatWasHeldUpForTwoFramesCountsAsLate() throws InterruptedException {
        // Given
        try (Pacer pacer = new Pacer(late::countDown, stalled::countDown)) {
            // When
            pacer.add(holding(Pacer.TICK.toNanos() * 3));

            // Then
            assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void timeThatCannotBeCaughtUpCountsAsAStall() throws InterruptedException {
        // Given
        try (Pacer pacer = new Pacer(late::countDown, stalled::countDown)) {
            // When
            pacer.add(holding(Pacer.CATCH_UP.toNanos() * 2));

            // Then
            assertThat(stalled.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Holds up every tenth round, so that a slow machine cannot turn each into a stall. */
    private static Pacer.Source holding(long nanos) {
        AtomicInteger rounds = new AtomicInteger();
        return () -> {
            long end = System.nanoTime() + (rounds.getAndIncrement() % 10 == 0 ? nanos : 0);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        };
    }
}
