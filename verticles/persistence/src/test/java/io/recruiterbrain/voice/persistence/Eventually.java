package io.recruiterbrain.voice.persistence;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what happens beside the test, asking again and again. */
public final class Eventually {
    private static final int TRIES = 1_200;

    private Eventually() {}

    public static void eventually(ThrowingCallable assertion) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < TRIES; i++) {
            try {
                assertion.call();
                return;
            } catch (Throwable notYet) {
                if (never.await(25, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(notYet);
                }
            }
        }
        assertThatCode(assertion).doesNotThrowAnyException();
    }
}
