package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import io.micrometer.core.instrument.Counter;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a remote track's audio off the native playout thread, which serves every connection of the process: it only
 * queues there. Resampling and the consumer run on the tap's executor, one frame after the other and two in a row. A queue that is full
 * drops its oldest frame.
 */
final class AudioTap implements AudioTrackSink {
    private static final Logger LOG = LoggerFactory.getLogger(AudioTap.class);
    /** Half a second; older audio is worth less than the latest. */
    private static final int CAPACITY = 50;
    /** Both frames of one packet go on together: each time a thread is woken costs more than what it does then. */
    private static final int TOGETHER = 2;

    private final int targetRate;
    private final Consumer<AudioFrame> consumer;
    private final Executor executor;
    private final Counter received;
    private final Counter dropped;

    private final Deque<Raw> queue = new ArrayDeque<>(CAPACITY);
    private boolean scheduled;
    private boolean open;

    /** Used by one task at a time only. */
    private @Nullable Resampler resampler;

    private int sourceRate;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Raw(byte[] data, int rate, int channels, int frames) {}

    AudioTap(int targetRate, Consumer<AudioFrame> consumer, Executor executor, Counter received, Counter dropped) {
        this.targetRate = targetRate;
        this.consumer = consumer;
        this.executor = executor;
        this.received = received;
        this.dropped = dropped;
    }

    /** While closed, which it is at first, frames are passed over; the native side delivers silence all the time. */
    synchronized void setOpen(boolean open) {
        this.open = open;
        if (!open) {
            queue.clear();
        }
    }

    @Override
    public void onData(byte[] data, int bitsPerSample, int sampleRate, int channels, int frames) {
        synchronized (this) {
            if (!open) {
                return;
            }
            if (queue.size() == CAPACITY) {
                queue.remove();
                dropped.increment();
            }
            // Every call brings an array of its own, so it can be kept without a copy.
            queue.add(new Raw(data, sampleRate, channels, frames));
            if (scheduled || queue.size() < TOGETHER) {
                return;
            }
            scheduled = true;
        }
        try {
            executor.execute(this::deliverAll);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                scheduled = false;
            }
        }
    }

    private void deliverAll() {
        for (Raw next = poll(); next != null; next = poll()) {
            received.increment();
            try {
                consumer.accept(convert(next));
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("audio consumer failed");
            }
        }
    }

    private synchronized @Nullable Raw poll() {
        Raw next = queue.poll();
        if (next == null) {
            scheduled = false;
        }
        return next;
    }

    private AudioFrame convert(Raw raw) {
        short[] mono = new short[raw.frames()];
        int step = 2 * raw.channels();
        for (int i = 0; i < mono.length; i++) {
            // The first channel is enough: a microphone's two channels carry the same voice.
            int at = i * step;
            mono[i] = (short) ((raw.data()[at] & 0xff) | (raw.data()[at + 1] << 8));
        }
        if (raw.rate() == targetRate) {
            return new AudioFrame(mono, targetRate);
        }
        Resampler current = resampler;
        if (current == null || sourceRate != raw.rate()) {
            current = new Resampler(raw.rate(), targetRate);
            resampler = current;
            sourceRate = raw.rate();
        }
        return new AudioFrame(current.process(mono, mono.length), targetRate);
    }
}
