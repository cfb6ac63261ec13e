package io.recruiterbrain.voice.agent.resilience;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The voices of a chain; a sentence is always one voice's from its first sound to its last. */
public final class ChainedTextToSpeech implements TextToSpeech, Reporting<TextToSpeech> {
    private final Chain<TextToSpeech> chain;

    public ChainedTextToSpeech(Chain<TextToSpeech> chain) {
        this.chain = chain;
    }

    @Override
    public TextToSpeech reportingTo(FaultListener listener) {
        return new ChainedTextToSpeech(chain.reportingTo(listener));
    }

    @Override
    public Speech speak(String sentence, Consumer<AudioFrame> frames) {
        Sentence spoken = new Sentence(sentence, frames);
        chain.call(spoken::by).onComplete(spoken.done);
        return spoken;
    }

    @Override
    public void close() {
        chain.links().forEach(link -> link.port().close());
    }

    private static final class Sentence implements Speech {
        private final String text;
        private final Consumer<AudioFrame> frames;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicReference<@Nullable Speech> current = new AtomicReference<>();
        final Promise<Void> done = Promise.promise();

        Sentence(String text, Consumer<AudioFrame> frames) {
            this.text = text;
            this.frames = frames;
        }

        /** A voice that was given up says nothing more, however late its sound comes. */
        Attempt<Void> by(TextToSpeech voice) {
            if (cancelled.get()) {
                return Attempt.of(Future.succeededFuture());
            }
            AtomicBoolean begun = new AtomicBoolean();
            AtomicBoolean givenUp = new AtomicBoolean();
            Speech speech = voice.speak(text, frame -> {
                if (!givenUp.get() && !cancelled.get()) {
                    begun.set(true);
                    frames.accept(frame);
                }
            });
            current.set(speech);
            if (cancelled.get()) {
                speech.cancel();
            }
            return new Attempt<>(speech.done(), begun::get, () -> {
                givenUp.set(true);
                speech.cancel();
            });
        }

        @Override
        public Future<Void> done() {
            return done.future();
        }

        @Override
        public void cancel() {
            cancelled.set(true);
            Speech speech = current.get();
            if (speech != null) {
                speech.cancel();
            }
            done.tryComplete();
        }
    }
}
