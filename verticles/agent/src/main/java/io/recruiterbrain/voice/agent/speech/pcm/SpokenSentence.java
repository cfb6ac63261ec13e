package io.recruiterbrain.voice.agent.speech.pcm;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech.Speech;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sentence whose audio comes from elsewhere: no frame after its cancellation, one end. Any thread may call it. */
public final class SpokenSentence implements Speech {
    private final Consumer<AudioFrame> frames;
    private final Clock clock;
    private final Timer firstAudio;
    private final long asked;
    private final Promise<Void> done = Promise.promise();
    /** Guards delivery, so that no frame follows a cancellation. */
    private final Object delivery = new Object();

    private @Nullable Runnable stop;
    private boolean over;
    private boolean heard;

    /**
     * @param firstAudio measures the time to the first frame
     */
    public SpokenSentence(Consumer<AudioFrame> frames, MeterRegistry metrics, Timer firstAudio) {
        this.frames = frames;
        this.clock = metrics.config().clock();
        this.firstAudio = firstAudio;
        this.asked = clock.monotonicTime();
    }

    /** The histogram of all voices, under a vendor's name. */
    public static Timer firstAudio(MeterRegistry metrics, String provider) {
        return Timer.builder("rbv.tts.first.audio")
                .description("Time from a sentence to its first audio")
                .tag("provider", provider)
                .publishPercentileHistogram()
                .register(metrics);
    }

    /** What ends the vendor's call when the sentence is cancelled; run at once when that has happened already. */
    public void onCancel(Runnable action) {
        boolean now;
        synchronized (delivery) {
            now = over;
            stop = now ? null : action;
        }
        if (now) {
            action.run();
        }
    }

    public void deliver(AudioFrame frame) {
        synchronized (delivery) {
            if (over) {
                return;
            }
            if (!heard) {
                heard = true;
                firstAudio.record(clock.monotonicTime() - asked, TimeUnit.NANOSECONDS);
            }
            frames.accept(frame);
        }
    }

    /** Whether it was cancelled, failed or completed. */
    public boolean isOver() {
        synchronized (delivery) {
            return over;
        }
    }

    public void complete() {
        end();
        done.tryComplete();
    }

    public void fail(ServiceException fault) {
        end();
        done.tryFail(fault);
    }

    @Override
    public Future<Void> done() {
        return done.future();
    }

    @Override
    public void cancel() {
        Runnable action = end();
        done.tryComplete();
        if (action != null) {
            action.run();
        }
    }

    private @Nullable Runnable end() {
        synchronized (delivery) {
            Runnable action = stop;
            over = true;
            stop = null;
            return action;
        }
    }
}
