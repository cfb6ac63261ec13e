package io.recruiterbrain.voice.testkit.vendor.deepgram;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * CMU Sphinx with its general English model. Understands what nobody told it before, at the cost of a core for each
 * decoder and 200 MB; stretches wait while all decoders are taken.
 */
public final class SphinxRecogniser implements Recogniser {
    /** Kept here so that their level is: Sphinx reports each missing word at info. */
    private static final List<Logger> SPHINX_LOGS = List.of(
            Logger.getLogger("edu.cmu.sphinx"),
            Logger.getLogger("HMMTree"),
            Logger.getLogger("AutoCepstrum"),
            Logger.getLogger("LiveCMN"));

    private final BlockingQueue<SphinxDecoder> idle;
    private final ExecutorService threads;

    /** Loads the models in the background, which takes some seconds. */
    public SphinxRecogniser(int decoders) {
        SPHINX_LOGS.forEach(log -> log.setLevel(Level.OFF));
        idle = new ArrayBlockingQueue<>(decoders);
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(decoders, task -> {
            Thread thread = new Thread(task, "vendor-sphinx-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(() -> {
            for (int i = 0; i < decoders; i++) {
                idle.add(new SphinxDecoder());
            }
        });
    }

    /**
     * For a program of its own: turns java.util.logging off in this process. Sphinx reports each part that it loads, and
     * sets logging up anew for that unless somebody did before.
     */
    public static void silenceProcess() {
        LogManager.getLogManager().reset();
        System.setProperty("java.util.logging.config.file", "");
    }

    @Override
    public Segment begin(Consumer<List<HeardWord>> interim) {
        Listening listening = new Listening(interim);
        try {
            threads.execute(() -> decode(listening));
        } catch (RejectedExecutionException e) {
            listening.done(List.of());
        }
        return listening;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void decode(Listening listening) {
        SphinxDecoder decoder;
        try {
            decoder = idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listening.done(List.of());
            return;
        }
        try {
            listening.done(decoder.decode(listening.audio, listening.interim));
        } finally {
            idle.add(decoder);
        }
    }

    private static final class Listening implements Segment {
        private final AudioPipe audio = new AudioPipe();
        private final Consumer<List<HeardWord>> interim;
        private @Nullable Consumer<List<HeardWord>> wanted;
        private @Nullable List<HeardWord> words;

        Listening(Consumer<List<HeardWord>> interim) {
            this.interim = interim;
        }

        @Override
        public void write(short[] samples) {
            audio.write(samples);
        }

        @Override
        public void end(Consumer<List<HeardWord>> consumer) {
            audio.end();
            List<HeardWord> known;
            synchronized (this) {
                wanted = consumer;
                known = words;
            }
            if (known != null) {
                consumer.accept(known);
            }
        }

        @Override
        public void abandon() {
            audio.abandon();
        }

        void done(List<HeardWord> all) {
            Consumer<List<HeardWord>> consumer;
            synchronized (this) {
                words = all;
                consumer = wanted;
            }
            if (consumer != null) {
                consumer.accept(all);
            }
        }
    }
}
