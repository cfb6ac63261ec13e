package io.recruiterbrain.voice.agent.speech.sphinx;

import io.micrometer.core.instrument.Clock;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One candidate's stretches, decoded one after the other in the order in which they were spoken. */
final class SphinxSession implements SpeechToText.Session {
    private final SpeechToText.Listener listener;
    private final DecoderPool pool;
    private final Clock clock;
    private final int backlogSamples;
    private final Consumer<SphinxSession> onClose;
    private final VoiceMean voice = new VoiceMean();

    /** Stretches that are spoken, wait or are being decoded, oldest first. Guarded by itself. */
    private final Deque<Stretch> stretches = new ArrayDeque<>();

    /** Held while the listener is called, so that close can promise that nothing follows. */
    private final ReentrantLock delivery = new ReentrantLock();

    private @Nullable Stretch speaking;
    private boolean closed;

    SphinxSession(
            SpeechToText.Listener listener,
            DecoderPool pool,
            Clock clock,
            int backlogSamples,
            Consumer<SphinxSession> onClose) {
        this.listener = listener;
        this.pool = pool;
        this.clock = clock;
        this.backlogSamples = backlogSamples;
        this.onClose = onClose;
    }

    @Override
    public void write(AudioFrame frame) {
        if (frame.sampleRate() != AudioFrame.SPEECH_RATE) {
            throw new IllegalArgumentException("speech recognition takes 16 kHz, not " + frame.sampleRate());
        }
        Stretch stretch = speaking();
        if (stretch != null && !stretch.write(frame.samples())) {
            pool.dropped(frame);
        }
    }

    @Override
    public void finish() {
        Stretch stretch = speaking();
        if (stretch != null) {
            speaking = null;
            stretch.end(clock.monotonicTime());
        }
    }

    @Override
    public void close() {
        delivery.lock();
        try {
            closed = true;
        } finally {
            delivery.unlock();
        }
        synchronized (stretches) {
            stretches.forEach(Stretch::abandon);
        }
        onClose.accept(this);
    }

    /** The stretch that is being spoken, begun when there is none; absent once the session is closed. */
    private @Nullable Stretch speaking() {
        Stretch current = speaking;
        if (current == null && !isClosed()) {
            current = new Stretch(voice, backlogSamples);
            speaking = current;
            boolean first;
            synchronized (stretches) {
                first = stretches.isEmpty();
                stretches.add(current);
            }
            if (first) {
                pool.decode(this, current);
            }
        }
        return current;
    }

    void interim(String text) {
        deliver(() -> listener.onInterim(text));
    }

    /** Hands over a stretch's words and has the next one decoded. */
    void decoded(Transcription transcription) {
        deliver(() -> listener.onFinal(transcription));
        Stretch next;
        synchronized (stretches) {
            stretches.poll();
            next = stretches.peek();
        }
        if (next != null) {
            pool.decode(this, next);
        }
    }

    void failed(ServiceException fault) {
        deliver(() -> {
            closed = true;
            listener.onFailure(fault);
        });
        close();
    }

    private void deliver(Runnable call) {
        delivery.lock();
        try {
            if (!closed) {
                call.run();
            }
        } finally {
            delivery.unlock();
        }
    }

    boolean isClosed() {
        delivery.lock();
        try {
            return closed;
        } finally {
            delivery.unlock();
        }
    }
}
