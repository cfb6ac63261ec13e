package io.recruiterbrain.voice.agent.model.rules;

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

    private Spoken() {}

    static String plain(String text) {
        return Words.of(text).stream()
                .filter(word -> !FILLERS.contains(word))
                .map(word -> WRITTEN_OUT.getOrDefault(word, word))
                .collect(Collectors.joining(" "));
    }
}
