package io.recruiterbrain.voice.testkit.vendor.deepgram;

import edu.cmu.sphinx.api.Configuration;
import edu.cmu.sphinx.api.Context;
import edu.cmu.sphinx.decoder.ResultListener;
import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.util.StreamDataSource;
import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.result.WordResult;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * CMU Sphinx with its general English model, as its own library configures it. Understands what nobody told it before,
 * at the cost of a core for each decoder and 200 MB; stretches wait while all decoders are taken.
 */
public final class SphinxRecogniser implements Recogniser {
    /** Kept here so that their level is: Sphinx reports each missing word at info. */
    private static final List<Logger> SPHINX_LOGS =
            List.of(Logger.getLogger("edu.cmu.sphinx"), Logger.getLogger("HMMTree"), Logger.getLogger("AutoCepstrum"));

    private static final String MODELS = "resource:/edu/cmu/sphinx/models/en-us/";
    private static final double CONFIDENCE = 0.8;

    private final BlockingQueue<Decoder> idle;
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
                idle.add(new Decoder());
            }
        });
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
        Decoder decoder;
        try {
            decoder = idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listening.done(List.of());
            return;
        }
        try {
            listening.done(decoder.decode(listening));
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

    private static final class Decoder implements ResultListener {
        private final StreamDataSource source;
        private final Recognizer recognizer;
        private List<HeardWord> before = List.of();
        private @Nullable Listening current;

        Decoder() {
            Configuration configuration = new Configuration();
            configuration.setAcousticModelPath(MODELS + "en-us");
            configuration.setDictionaryPath(MODELS + "cmudict-en-us.dict");
            configuration.setLanguageModelPath(MODELS + "en-us.lm.bin");
            Context context;
            try {
                context = new Context(configuration);
            } catch (IOException e) {
                throw new UncheckedIOException("the Sphinx model cannot be read", e);
            }
            context.setGlobalProperty("logLevel", "SEVERE");
            context.setGlobalProperty("absoluteBeamWidth", "5000");
            context.setGlobalProperty("relativeBeamWidth", "1e-50");
            context.setGlobalProperty("absoluteWordBeamWidth", "60");
            context.setGlobalProperty("relativeWordBeamWidth", "1e-35");
            Recognizer made = context.getInstance(Recognizer.class);
            // The source is chosen before allocation: choosing one anew takes the front end apart.
            context.setSpeechSource(InputStream.nullInputStream());
            source = context.getInstance(StreamDataSource.class);
            recognizer = made;
            recognizer.allocate();
            // Its parts lost their connection when the loader's properties came, after the front end was put together.
            context.getInstance(AutoCepstrum.class).setPredecessor(context.getInstance(DiscreteFourierTransform.class));
            recognizer.addResultListener(this);
        }

        List<HeardWord> decode(Listening listening) {
            before = List.of();
            current = listening;
            try {
                source.setInputStream(listening.audio);
                Result result = recognizer.recognize();
                while (result != null) {
                    List<HeardWord> all = new ArrayList<>(before);
                    all.addAll(words(result));
                    before = List.copyOf(all);
                    result = recognizer.recognize();
                }
            } catch (RuntimeException | Error e) { // Sphinx throws much where it understood nothing
                listening.audio.abandon();
            } finally {
                current = null;
            }
            return before;
        }

        @Override
        public void newResult(Result result) {
            Listening listening = current;
            if (listening == null || result.isFinal()) {
                return;
            }
            List<HeardWord> all = new ArrayList<>(before);
            all.addAll(words(result));
            if (!all.isEmpty()) {
                listening.interim.accept(all);
            }
        }

        private static List<HeardWord> words(Result result) {
            try {
                return result.getTimedBestResult(false).stream()
                        .filter(word -> !word.getWord().isFiller())
                        .map(Decoder::word)
                        .toList();
            } catch (RuntimeException e) { // its way to say that no hypothesis was left
                return List.of();
            }
        }

        private static HeardWord word(WordResult word) {
            double start = Math.max(0, word.getTimeFrame().getStart() / 1000.0);
            double end = Math.max(start + 0.01, word.getTimeFrame().getEnd() / 1000.0);
            return new HeardWord(word.getWord().getSpelling(), start, end, CONFIDENCE);
        }

        @Override
        public void newProperties(PropertySheet properties) {
            // nothing to configure
        }
    }
}
