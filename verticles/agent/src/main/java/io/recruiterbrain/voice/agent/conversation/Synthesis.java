package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.conversation.Sentence.State;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import java.time.Duration;

/** Gives sentences their sound. On the conversation's thread, except for the audio that comes in. */
final class Synthesis {
    /** A voice that makes no sound for so long has failed. */
    private static final Duration NO_SOUND = Duration.ofSeconds(8);

    /** Told what came of a sentence, unless {@link #stop} came first. */
    interface Listener {
        /** There is more of its sound, or all of it. */
        void advanced();

        void failed(Sentence sentence);
    }

    private final TextToSpeech voice;
    private final Scheduler scheduler;
    private final Listener listener;
    private int round;

    Synthesis(TextToSpeech voice, Scheduler scheduler, Listener listener) {
        this.voice = voice;
        this.scheduler = scheduler;
        this.listener = listener;
    }

    void make(Sentence sentence) {
        int madeIn = round;
        sentence.state = State.BEING_MADE;
        TextToSpeech.Speech speech;
        try {
            speech = voice.speak(sentence.text, frame -> scheduler.execute(() -> take(sentence, frame, madeIn)));
        } catch (RuntimeException e) {
            scheduler.execute(() -> failed(sentence, madeIn));
            return;
        }
        sentence.speech = speech;
        scheduler.at(scheduler.now().plus(NO_SOUND), () -> {
            if (isBeingMade(sentence, madeIn) && sentence.frames.isEmpty()) {
                speech.cancel();
                failed(sentence, madeIn);
            }
        });
        speech.done()
                .onComplete(done -> scheduler.execute(() -> {
                    if (done.failed()) {
                        failed(sentence, madeIn);
                    } else if (isBeingMade(sentence, madeIn)) {
                        sentence.state = State.MADE;
                        listener.advanced();
                    }
                }));
    }

    /** What still comes of sentences begun before does not count. */
    void stop() {
        round++;
    }

    private void take(Sentence sentence, AudioFrame frame, int madeIn) {
        if (isBeingMade(sentence, madeIn)) {
            sentence.frames.add(frame);
            listener.advanced();
        }
    }

    private void failed(Sentence sentence, int madeIn) {
        if (madeIn == round) {
            listener.failed(sentence);
        }
    }

    private boolean isBeingMade(Sentence sentence, int madeIn) {
        return madeIn == round && sentence.state == State.BEING_MADE;
    }
}
