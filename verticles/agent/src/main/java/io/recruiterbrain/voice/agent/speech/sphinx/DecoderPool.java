package io.recruiterbrain.voice.agent.speech.sphinx;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for each decoder. A stretch holds its decoder from its first frame to its last; the queue before them has at
 * most one entry for each session.
 */
final class DecoderPool {
    private static final Logger LOG = LoggerFactory.getLogger(DecoderPool.class);

    private final BlockingQueue<StretchDecoder> idle;
    private final ThreadPoolExecutor executor;
    private final Clock clock;
    private final Timer finalisation;
    private final Counter droppedSeconds;

    DecoderPool(int decoders, MeterRegistry metrics) {
        idle = new ArrayBlockingQueue<>(decoders);
        AtomicInteger threads = new AtomicInteger();
        executor =
                new ThreadPoolExecutor(decoders, decoders, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "sphinx-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        clock = metrics.config().clock();
        finalisation = Timer.builder("rbv.stt.finalisation")
                .description("Time from the end of a stretch of speech to its final transcript")
                .tag("provider", "sphinx")
                .publishPercentileHistogram()
                .register(metrics);
        droppedSeconds = Counter.builder("rbv.stt.dropped")
                .description("Speech that was dropped because no decoder was free in time")
                .baseUnit("seconds")
                .tag("provider", "sphinx")
                .register(metrics);
        Gauge.builder("rbv.stt.waiting", executor, pool -> pool.getQueue().size())
                .description("Stretches of speech that wait for a decoder")
                .tag("provider", "sphinx")
                .register(metrics);
    }

    /** A decoder more, up to the number that was announced; stretches wait until there is one. */
    void add(StretchDecoder decoder) {
        idle.add(decoder);
    }

    /** Has the stretch decoded as soon as a decoder is free. */
    void decode(SphinxSession session, Stretch stretch) {
        try {
            executor.execute(() -> run(session, stretch));
        } catch (RejectedExecutionException e) {
            session.failed(new ServiceException(ErrorCode.UNAVAILABLE, "speech recognition is closed", e));
        }
    }

    void dropped(AudioFrame frame) {
        droppedSeconds.increment(frame.duration().toNanos() / 1e9);
    }

    void close() {
        executor.shutdownNow();
    }

    private void run(SphinxSession session, Stretch stretch) {
        if (session.isClosed()) {
            return;
        }
        StretchDecoder decoder;
        try {
            // Waits only while the model is loading: there is a thread for each decoder.
            decoder = idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        Transcription transcription;
        try {
            transcription = decoder.decode(stretch, session::interim);
        } catch (NullPointerException e) {
            // Sphinx's way to say that no hypothesis was left: nothing was understood.
            LOG.atDebug().setCause(e).addKeyValue("provider", "sphinx").log("stretch without a result");
            transcription = new Transcription("", null, List.of());
        } catch (RuntimeException | Error e) { // Sphinx throws Error for much that is none
            LOG.atError().setCause(e).addKeyValue("provider", "sphinx").log("stretch could not be decoded");
            session.failed(new ServiceException(ErrorCode.INTERNAL, "speech could not be decoded", e));
            return;
        } finally {
            idle.add(decoder);
        }
        if (stretch.endedAt() != 0) {
            finalisation.record(clock.monotonicTime() - stretch.endedAt(), TimeUnit.NANOSECONDS);
        }
        session.decoded(transcription);
    }
}
