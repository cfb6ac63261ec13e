package io.recruiterbrain.voice.agent.model.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A short remark brought to one form: no punctuation, no fillers, contractions written out. */
final class Spoken {
    private static final Map<String, String> WRITTEN_OUT = Map.ofEntries(
            Map.entry("id", "i would"),
            Map.entry("im", "i am"),
            Map.entry("ive", "i have"),
            Map.entry("ill", "i will"),
            Map.entry("dont", "do not"),
            Map.entry("didnt", "did not"),
            Map.entry("cant", "can not"),
            Map.entry("cannot", "can not"),
            Map.entry("couldnt", "could not"),
            Map.entry("wasnt", "was not"),
            Map.entry("lets", "let us"),
            Map.entry("whats", "what is"),
            Map.entry("whos", "who is"),
            Map.entry("youre", "you are"),
            Map.entry("thats", "that is"),
            Map.entry("wanna", "want to"),
            Map.entry("gonna", "going to"),
            Map.entry("gotta", "have to"),
            Map.entry("gimme", "give me"),
            Map.entry("lemme", "let me"));

    private static final Set<String> FILLERS = Set.of(
            "um",
            "uh",
            "uhm",
            "er",
            "erm",
            "eh",
            "hm",
            "hmm",
            "mm",
            "mhm",
            "oh",
            "ah",
            "well",
            "okay",
            "ok",
            "alright",
            "sorry",
            "please",
            "actually",
            "just",
            "really",
            "maybe",
            "perhaps",
            "hi",
            "hey",
            "hello",
            "yeah",
            "thanks",
            "kindly",
            "honestly",
            "now",
            "quickly",
            "briefly",
            "possibly",
            "probably",
            "simply");

    private static final Set<String> BREATH =
            Set.of("the", "a", "an", "and", "in", "it", "to", "of", "huh", "at", "but");

    private static final int MOST_BREATH = 2;

    private Spoken() {}

    static String plain(String text) {
        return Words.of(text).stream()
                .filter(word -> !FILLERS.contains(word))
                .map(word -> WRITTEN_OUT.getOrDefault(word, word))
                .collect(Collectors.joining(" "));
    }

    /**
     * The remark as it is, and without the small words that recognisers hear in a breath before or after it; the
     * longest first.
     */
    static List<String> withoutBreath(String plain) {
        List<String> words = List.of(plain.split(" "));
        int before = 0;
        while (before < MOST_BREATH && before < words.size() && BREATH.contains(words.get(before))) {
            before++;
        }
        int after = 0;
        while (after < MOST_BREATH
                && after < words.size() - before
                && BREATH.contains(words.get(words.size() - 1 - after))) {
            after++;
        }
        List<String> variants = new ArrayList<>();
        for (int cut = 0; cut <= before + after; cut++) {
            for (int from = Math.max(0, cut - after); from <= Math.min(before, cut); from++) {
                variants.add(String.join(" ", words.subList(from, words.size() - (cut - from))));
            }
        }
        return variants;
    }
}
