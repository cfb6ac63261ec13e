package io.recruiterbrain.voice.agent.speech.freetts;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FreeTTS's 16 kHz voice kevin16. A FreeTTS voice is not thread-safe, and makes a sentence of seven seconds in some
 * twenty milliseconds: one voice on one thread serves all rooms of a node.
 */
public final class FreeTtsTextToSpeech implements TextToSpeech {
    private static final Logger LOG = LoggerFactory.getLogger(FreeTtsTextToSpeech.class);
    /** Mean level of kevin16's speech in dBFS; it hardly varies from sentence to sentence. */
    private static final double VOICE_LOUDNESS = -23.3;

    /**
     * FreeTTS keeps its lexicon and other parts in static fields, which two voices in a process would share. Its own
     * class is the lock, so that a voice which is not ours can take it too.
     */
    private static final Object FREETTS = Voice.class;

    private final Voice voice;
    private final double gain;
    private final ThreadPoolExecutor executor;
    private final Clock clock;
    private final Timer firstAudio;

    /** Loads the voice, which takes about half a second. */
    public FreeTtsTextToSpeech(FreeTtsConfig config, MeterRegistry metrics) {
        this.voice = load();
        voice.setRate((float) config.wordsPerMinute());
        this.gain = Math.pow(10, (config.loudness() - VOICE_LOUDNESS) / 20);
        this.clock = metrics.config().clock();
        this.firstAudio = Timer.builder("rbv.tts.first.audio")
                .description("Time from a sentence to its first audio")
                .tag("provider", "freetts")
                .publishPercentileHistogram()
                .register(metrics);
        this.executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(config.queuedSentences()), task -> {
                    Thread thread = new Thread(task, "freetts");
                    thread.setDaemon(true);
                    return thread;
                });
        // The first sentence is slow until its code is compiled; nobody should wait for that.
        new Sentence("Hello, and welcome to this interview.", frame -> {}, false).run();
    }

    @Override
    public Speech speak(String sentence, Consumer<AudioFrame> frames) {
        Sentence task = new Sentence(SpokenText.of(sentence), frames, true);
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.done.fail(
                    executor.isShutdown()
                            ? new ServiceException(ErrorCode.UNAVAILABLE, "the voice is closed", e)
                            : new ServiceException(ErrorCode.BUSY, "too many sentences wait for the voice", e));
        }
        return task;
    }

    /** Ends at once; sentences that still wait fail. */
    @Override
    public void close() {
        for (Runnable waiting : executor.shutdownNow()) {
            if (waiting instanceof Sentence sentence) {
                sentence.done.tryFail(new ServiceException(ErrorCode.UNAVAILABLE, "the voice is closed"));
            }
        }
    }

    private static Voice load() {
        // Asked directly: VoiceManager reads files next to the jar and a system property to find its voices.
        Voice kevin = Arrays.stream(new KevinVoiceDirectory().getVoices())
                .filter(voice -> "kevin16".equals(voice.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the FreeTTS jar has no voice kevin16"));
        kevin.allocate();
        return kevin;
    }

    private final class Sentence implements Speech, Runnable {
        private final String text;
        private final Consumer<AudioFrame> frames;
        private final boolean measured;
        private final long asked = clock.monotonicTime();
        private final Promise<Void> done = Promise.promise();
        /** Guards delivery, so that no frame follows a cancellation. */
        private final Object delivery = new Object();

        private boolean cancelled;
        private boolean heard;

        Sentence(String text, Consumer<AudioFrame> frames, boolean measured) {
            this.text = text;
            this.frames = frames;
            this.measured = measured;
        }

        @Override
        public void run() {
            if (isCancelled()) {
                return;
            }
            try {
                SpeechShaper shaper = new SpeechShaper(gain, this::deliver);
                voice.setAudioPlayer(new SamplePlayer(shaper, this::isCancelled));
                if (!text.isEmpty()) {
                    synchronized (FREETTS) {
                        voice.speak(text);
                    }
                }
                shaper.end();
                done.tryComplete();
            } catch (RuntimeException | LinkageError e) {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("provider", "freetts")
                        .addKeyValue("length", text.length())
                        .log("sentence could not be spoken");
                done.tryFail(new ServiceException(ErrorCode.INTERNAL, "the sentence could not be spoken", e));
            }
        }

        private void deliver(AudioFrame frame) {
            synchronized (delivery) {
                if (cancelled) {
                    return;
                }
                if (!heard && measured) {
                    firstAudio.record(clock.monotonicTime() - asked, TimeUnit.NANOSECONDS);
                }
                heard = true;
                frames.accept(frame);
            }
        }

        @Override
        public Future<Void> done() {
            return done.future();
        }

        @Override
        public void cancel() {
            synchronized (delivery) {
                cancelled = true;
            }
            done.tryComplete();
        }

        private boolean isCancelled() {
            synchronized (delivery) {
                return cancelled;
            }
        }
    }
}
