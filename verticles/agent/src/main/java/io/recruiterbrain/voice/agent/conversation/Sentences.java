package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.conversation.Sentence.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sentences of one agent's turn in order, with the one that is being written to the room. */
final class Sentences {
    private final List<Sentence> all = new ArrayList<>();
    private int at;

    void add(Sentence sentence) {
        all.add(sentence);
    }

    /** The one to write, absent when all that came so far are written. */
    @Nullable
    Sentence current() {
        return at < all.size() ? all.get(at) : null;
    }

    boolean isFirst() {
        return at == 0;
    }

    /** The current one is written, or shown. */
    void next() {
        at++;
    }

    /** The one to make: one at a time, at most one ahead of the one that is written; absent when there is none. */
    @Nullable
    Sentence toMake() {
        if (all.stream().anyMatch(sentence -> sentence.state == State.BEING_MADE)) {
            return null;
        }
        return all.stream()
                .skip(at)
                .limit(2)
                .filter(sentence -> sentence.state == State.WAITING)
                .findFirst()
                .orElse(null);
    }

    /** Stops what is being made; it will be made anew. */
    void stopMaking() {
        for (Sentence sentence : all) {
            if (sentence.state == State.BEING_MADE) {
                sentence.cancel();
                sentence.frames.clear();
                sentence.state = State.WAITING;
            }
        }
    }

    /** Goes back to the first one that was not heard to its end. */
    void goBack(Duration played, boolean keepSound) {
        at = 0;
        while (at < all.size() && all.get(at).isHeard(played)) {
            at++;
        }
        for (Sentence sentence : all.subList(at, all.size())) {
            if (sentence.state == State.MADE && keepSound) {
                sentence.rewind();
            } else {
                sentence.unmake();
            }
        }
    }

    /** Drops all that have not begun to sound. */
    void dropUnbegun() {
        Sentence current = current();
        List<Sentence> dropped = all.subList(current != null && current.from != null ? at + 1 : at, all.size());
        dropped.forEach(Sentence::cancel);
        dropped.clear();
    }

    boolean areShownOnly() {
        return all.stream().allMatch(sentence -> sentence.state == State.SHOWN);
    }

    boolean areAudible(Duration played) {
        return all.stream().anyMatch(sentence -> sentence.from != null && played.compareTo(sentence.from) > 0);
    }

    String heard(Duration played, Duration perWord) {
        return all.stream()
                .map(sentence -> sentence.heard(played, perWord))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Characters in all, each sentence with the space that follows it. */
    int length() {
        return all.stream().mapToInt(sentence -> sentence.text.length() + 1).sum();
    }
}
