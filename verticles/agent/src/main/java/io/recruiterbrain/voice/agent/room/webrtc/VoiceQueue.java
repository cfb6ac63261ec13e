package io.recruiterbrain.voice.agent.room.webrtc;

import static java.util.Objects.requireNonNull;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Audio on its way to the far end: written at any rate and pace, taken by the pacer in frames of 10 ms at 48 kHz.
 *
 * <p>Positions are counted in samples. A last frame that is not full is filled up with silence, which counts for
 * nothing. Silence is sent all the time while nothing is queued: the far end takes a pause in sending for a slow network
 * and delays all that follows by its length (0.8 s were measured). It outlives connections.
 */
public final class VoiceQueue implements AudioOutput {
    static final int RATE = 48_000;
    static final int FRAME_SAMPLES = RATE / 100;
    private static final short[] SILENCE = new short[FRAME_SAMPLES];
    private static final long LIMIT = 120L * RATE;
    private static final Duration LIMIT_DURATION = Duration.ofMinutes(2);

    private final Executor notifier;

    /** Held while a frame is resampled, which may take longer than the pacer may wait. */
    private final Object writing = new Object();

    private int writtenRate;
    private @Nullable Resampler resampler;

    private final Deque<short[]> pieces = new ArrayDeque<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private int consumedOfFirst;
    private long queued;
    private long written;
    private boolean playing;
    private volatile BooleanSupplier mayPlay = () -> true;
    private boolean newStream = true;
    private boolean sounding;
    private short @Nullable [] fading;

    private record Waiter(long position, CompletableFuture<Void> done) {}

    /** @param notifier completes what waits for {@link #drained()}, never the pacer's own thread */
    VoiceQueue(Executor notifier) {
        this.notifier = requireNonNull(notifier, "notifier is null");
    }

    @Override
    public void write(AudioFrame frame) {
        synchronized (writing) {
            boolean restarted;
            synchronized (this) {
                long samples = Math.ceilDiv((long) frame.samples().length * RATE, (long) frame.sampleRate());
                if (queued + samples > LIMIT) {
                    throw new IllegalStateException(
                            "the voice queue holds no more than " + LIMIT_DURATION.toMinutes() + " minutes");
                }
                restarted = newStream;
                newStream = false;
            }
            short[] samples = atQueueRate(frame, restarted);
            synchronized (this) {
                if (samples.length > 0) {
                    pieces.add(samples);
                    queued += samples.length;
                    written += samples.length;
                }
            }
        }
    }

    @Override
    public Future<Void> drained() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (queued == 0) {
                done.complete(null);
            } else {
                waiters.add(new Waiter(written, done));
            }
        }
        return MediaFutures.toVertx(done);
    }

    @Override
    public void clear() {
        List<Waiter> due;
        synchronized (this) {
            fading = sounding ? fadeOut() : null;
            pieces.clear();
            consumedOfFirst = 0;
            queued = 0;
            newStream = true;
            due = takeDue();
        }
        complete(due);
    }

    @Override
    public void playWhile(BooleanSupplier entitled) {
        mayPlay = entitled;
    }

    /** Whether what is queued may sound now. */
    public boolean maySound() {
        return mayPlay.getAsBoolean();
    }

    @Override
    public synchronized Duration written() {
        return duration(written);
    }

    @Override
    public synchronized Duration played() {
        return duration(written - queued);
    }

    /** Lets the queue run or stand still. */
    public synchronized void setPlaying(boolean playing) {
        this.playing = playing;
        fading = null;
        sounding = false;
    }

    /**
     * Fills in the next 10 ms, silence when there is nothing to play.
     *
     * @param target 960 bytes, little-endian
     */
    void take(byte[] target) {
        List<Waiter> due;
        synchronized (this) {
            short[] ending = fading;
            fading = null;
            // As late as can be: what is asked may have changed while this process stood still.
            boolean entitled = maySound();
            if (entitled && playing && queued > 0) {
                fill(target);
                sounding = true;
            } else {
                put(target, ending == null || !entitled ? SILENCE : ending);
                sounding = false;
                newStream |= playing;
            }
            due = takeDue();
        }
        complete(due);
    }

    private short[] atQueueRate(AudioFrame frame, boolean restarted) {
        if (frame.sampleRate() == RATE) {
            writtenRate = RATE;
            return frame.samples();
        }
        Resampler current = resampler;
        if (current == null || writtenRate != frame.sampleRate()) {
            current = new Resampler(frame.sampleRate(), RATE);
            resampler = current;
            writtenRate = frame.sampleRate();
        } else if (restarted) {
            current.reset();
        }
        return current.process(frame.samples(), frame.samples().length);
    }

    private void fill(byte[] target) {
        short[] frame = new short[FRAME_SAMPLES];
        int filled = 0;
        while (filled < FRAME_SAMPLES && queued > 0) {
            short[] first = pieces.element();
            int count = Math.min(FRAME_SAMPLES - filled, first.length - consumedOfFirst);
            System.arraycopy(first, consumedOfFirst, frame, filled, count);
            filled += count;
            consumedOfFirst += count;
            queued -= count;
            if (consumedOfFirst == first.length) {
                pieces.remove();
                consumedOfFirst = 0;
            }
        }
        if (filled < FRAME_SAMPLES) {
            newStream = true;
        }
        put(target, frame);
    }

    /** What would have sounded next, faded to silence: a hard cut would click. */
    private short @Nullable [] fadeOut() {
        if (queued == 0) {
            return null;
        }
        short[] fade = new short[FRAME_SAMPLES];
        int filled = 0;
        int from = consumedOfFirst;
        for (short[] piece : pieces) {
            int count = Math.min(FRAME_SAMPLES - filled, piece.length - from);
            System.arraycopy(piece, from, fade, filled, count);
            filled += count;
            from = 0;
        }
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            fade[i] = (short) (fade[i] * (FRAME_SAMPLES - i) / FRAME_SAMPLES);
        }
        return fade;
    }

    private static void put(byte[] target, short[] samples) {
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            short value = samples[i];
            target[2 * i] = (byte) value;
            target[2 * i + 1] = (byte) (value >> 8);
        }
    }

    private List<Waiter> takeDue() {
        if (waiters.isEmpty()) {
            return List.of();
        }
        List<Waiter> due = new ArrayList<>();
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (waiter.position() <= written - queued) {
                due.add(waiter);
                each.remove();
            }
        }
        return due;
    }

    private void complete(List<Waiter> due) {
        if (!due.isEmpty()) {
            notifier.execute(() -> due.forEach(waiter -> waiter.done().complete(null)));
        }
    }

    private static Duration duration(long samples) {
        return Duration.ofSeconds(samples / RATE, samples % RATE * 1_000_000_000L / RATE);
    }
}
