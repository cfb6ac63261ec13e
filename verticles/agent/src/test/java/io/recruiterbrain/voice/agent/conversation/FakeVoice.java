package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Says a word in 300 ms of silence, made 40 ms after it was asked for. */
final class FakeVoice implements TextToSpeech {
    static final Duration WORD = Duration.ofMillis(300);

    final List<String> asked = new ArrayList<>();
    private final VirtualScheduler scheduler;
    boolean broken;
    boolean hangs;

    FakeVoice(VirtualScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Speech speak(String sentence, Consumer<AudioFrame> frames) {
        asked.add(sentence);
        Promise<Void> done = Promise.promise();
        boolean[] cancelled = {false};
        int words = sentence.split("\\s+").length;
        scheduler.at(scheduler.now().plusMillis(40), () -> {
            if (broken) {
                done.tryFail(new ServiceException(ErrorCode.UNAVAILABLE, "no voice"));
            } else if (!cancelled[0] && !hangs) {
                frames.accept(new AudioFrame(new short[8 * (int) WORD.toMillis() * words], 8000));
                done.tryComplete();
            }
        });
        return new Speech() {
            @Override
            public Future<Void> done() {
                return done.future();
            }

            @Override
            public void cancel() {
                cancelled[0] = true;
                done.tryComplete();
            }
        };
    }

    @Override
    public void close() {}
}
