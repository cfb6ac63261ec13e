package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Understands one scripted word in each 300 ms of sound. */
final class FakeEars implements SpeechToText {
    static final Duration WORD = Duration.ofMillis(300);

    final Deque<String> script = new ArrayDeque<>();
    private final VirtualScheduler scheduler;
    Duration finalDelay = Duration.ofMillis(200);
    boolean interims = true;
    /** What becomes of words when they are final. */
    UnaryOperator<String> finals = UnaryOperator.identity();

    int failures;
    int sessions;

    @Nullable
    Duration firstSilence;

    FakeEars(VirtualScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Session open(Options options, Listener listener) {
        sessions++;
        return new Stream(listener);
    }

    @Override
    public void close() {}

    private final class Stream implements Session {
        private final Listener listener;
        private final List<String> words = new ArrayList<>();
        private Duration sound = Duration.ZERO;
        private Duration silenceBefore = Duration.ZERO;
        private boolean closed;

        Stream(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void write(AudioFrame frame) {
            if (frame.samples()[0] == 0) {
                if (sound.isZero()) {
                    silenceBefore = silenceBefore.plus(frame.duration());
                }
                return;
            }
            if (sound.isZero()) {
                firstSilence = silenceBefore;
            }
            sound = sound.plus(frame.duration());
            while (sound.compareTo(WORD) >= 0) {
                sound = sound.minus(WORD);
                String word = script.pollFirst();
                if (word != null && !word.isEmpty()) {
                    words.add(word);
                    if (interims) {
                        String soFar = String.join(" ", words);
                        later(Duration.ofMillis(50), () -> listener.onInterim(soFar));
                    }
                }
            }
        }

        @Override
        public void finish() {
            String text = String.join(" ", words);
            if (failures > 0) {
                failures--;
                words.reversed().forEach(script::addFirst);
                later(
                        Duration.ofMillis(10),
                        () -> listener.onFailure(new ServiceException(ErrorCode.UNAVAILABLE, "deaf")));
                return;
            }
            words.clear();
            sound = Duration.ZERO;
            silenceBefore = Duration.ZERO;
            later(finalDelay, () -> listener.onFinal(new Transcription(finals.apply(text), 0.9, List.of())));
        }

        @Override
        public void close() {
            closed = true;
        }

        private void later(Duration delay, Runnable task) {
            scheduler.at(scheduler.now().plus(delay), () -> {
                if (!closed) {
                    task.run();
                }
            });
        }
    }
}
