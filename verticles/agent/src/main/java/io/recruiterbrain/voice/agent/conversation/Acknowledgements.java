package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.plan.SaidBefore;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Short words that tell the candidate "I heard you" while a model still looks for its own. At most one is kept ready,
 * made ahead, until it is said: nothing is synthesised in vain but the last. On the conversation's thread.
 */
final class Acknowledgements {
    private static final List<String> WORDS = List.of(
            "Okay.",
            "All right.",
            "I see.",
            "Understood.",
            "Got it.",
            "Right.",
            "Noted.",
            "Okay, I see.",
            "All right, I see.",
            "Okay, got it.",
            "Okay, understood.",
            "Right, I see.",
            "All right, understood.",
            "I see, okay.",
            "Got it, okay.",
            "All right, noted.",
            "Right, understood.",
            "Okay, noted.",
            "I see, all right.",
            "Right, got it.");

    private final TextToSpeech voice;
    private final Scheduler scheduler;
    private final SaidBefore saidBefore;
    private final Deque<String> left;
    private @Nullable Ready ready;
    private boolean making;

    /** Whole sound of a sentence. */
    record Ready(String sentence, List<AudioFrame> frames) {
        Ready {
            frames = List.copyOf(frames);
        }
    }

    /** @param interviewId settles the order, so that interviews do not sound alike */
    Acknowledgements(TextToSpeech voice, Scheduler scheduler, SaidBefore saidBefore, UUID interviewId) {
        this.voice = voice;
        this.scheduler = scheduler;
        this.saidBefore = saidBefore;
        List<String> order = new ArrayList<>(WORDS);
        Collections.shuffle(order, new Random(interviewId.getLeastSignificantBits()));
        left = new ArrayDeque<>(order);
    }

    /** Begins to make one, unless there is one already or none is left. */
    void prepare() {
        if (making || ready != null) {
            return;
        }
        left.removeIf(sentence -> !saidBefore.isNew(sentence));
        String sentence = left.poll();
        if (sentence == null) {
            return;
        }
        making = true;
        List<AudioFrame> frames = new ArrayList<>();
        TextToSpeech.Speech speech;
        try {
            speech = voice.speak(sentence, frame -> scheduler.execute(() -> frames.add(frame)));
        } catch (RuntimeException e) {
            making = false;
            return;
        }
        speech.done()
                .onComplete(done -> scheduler.execute(() -> {
                    making = false;
                    ready = done.failed() || frames.isEmpty() ? null : new Ready(sentence, frames);
                }));
    }

    /** Takes the one that is ready; absent when there is none. It counts as said. */
    @Nullable
    Ready take() {
        Ready taken = ready;
        ready = null;
        return taken == null || !saidBefore.note(taken.sentence()) ? null : taken;
    }
}
