package io.recruiterbrain.voice.agent.turn;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells "mhm, right" from words that mean something. */
final class Backchannel {
    private static final Set<String> NOISE = Set.of(
            "mhm", "mm", "mmm", "hm", "hmm", "uh", "uhm", "huh", "um", "er", "erm", "ah", "oh", "okay", "ok", "right");

    private static final Set<String> AGREEMENT = Set.of(
            "mhm", "mm", "mmm", "hm", "hmm", "uh", "huh", "uhhuh", "okay", "ok", "right", "yeah", "yes", "yep", "sure",
            "alright", "ah", "oh", "um", "er", "cool", "great", "good", "nice", "i", "see", "got", "it");

    private Backchannel() {}

    /** Words that carry something: those of a text that is not backchannel all through. */
    static int meaningfulWords(String text) {
        List<String> words = Thought.words(text.toLowerCase(Locale.ROOT));
        return AGREEMENT.containsAll(words)
                ? 0
                : (int) words.stream().filter(word -> !NOISE.contains(word)).count();
    }
}
