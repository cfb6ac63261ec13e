package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sentence on its way from text to sound. Positions are those of the room's audio output. */
final class Sentence {
    enum State {
        WAITING,
        BEING_MADE,
        MADE,
        /** Shown instead of spoken. */
        SHOWN
    }

    final String text;
    final List<AudioFrame> frames = new ArrayList<>();
    State state = State.WAITING;
    int framesWritten;

    @Nullable
    Duration from;

    @Nullable
    Duration to;

    TextToSpeech.@Nullable Speech speech;

    Sentence(String text) {
        this.text = text;
    }

    /** One whose sound is whole already. */
    static Sentence made(String text, List<AudioFrame> sound) {
        Sentence sentence = new Sentence(text);
        sentence.frames.addAll(sound);
        sentence.state = State.MADE;
        return sentence;
    }

    /** Forgets where it was played, to be played again. */
    void rewind() {
        framesWritten = 0;
        from = null;
        to = null;
    }

    /** Forgets its audio too, because it is not whole. */
    void unmake() {
        rewind();
        frames.clear();
        state = State.WAITING;
        speech = null;
    }

    /** Its synthesis, if there is one, is not wanted any more. */
    void cancel() {
        if (speech != null) {
            speech.cancel();
        }
    }

    Duration expectedLength(Duration perWord) {
        return state == State.MADE ? length() : perWord.multipliedBy(text.split("\\s+").length);
    }

    Duration length() {
        return frames.stream().map(AudioFrame::duration).reduce(Duration.ZERO, Duration::plus);
    }

    boolean isHeard(Duration played) {
        return state == State.SHOWN || (to != null && played.compareTo(to) >= 0);
    }

    /** The words heard when the output is at {@code played}; whole words only, in favour of too few. */
    String heard(Duration played, Duration perWord) {
        if (isHeard(played)) {
            return text;
        }
        if (from == null || played.compareTo(from) <= 0) {
            return "";
        }
        String[] words = text.split("\\s+");
        double heard = seconds(played.minus(from));
        double whole =
                state == State.MADE ? seconds(length()) : Math.max(seconds(length()), seconds(perWord) * words.length);
        if (whole <= 0) {
            return "";
        }
        double characters = Math.min(1, heard / whole) * text.length();
        StringBuilder said = new StringBuilder();
        int reached = 0;
        for (String word : words) {
            reached += word.length();
            if (reached > characters) {
                break;
            }
            said.append(said.isEmpty() ? "" : " ").append(word);
            reached++;
        }
        return said.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
