package io.recruiterbrain.voice.agent.turn;

import java.util.List;
import java.util.Set;

/** What the last words of an utterance tell about whether more is to come. English, lower case. */
final class Endings {
    private static final Set<String> CONJUNCTIONS = Set.of(
            "and",
            "but",
            "or",
            "nor",
            "because",
            "than",
            "if",
            "which",
            "whose",
            "although",
            "unless",
            "until",
            "whereas");

    private static final Set<String> DETERMINERS =
            Set.of("the", "a", "an", "of", "my", "our", "your", "their", "its", "every", "into", "between", "using");

    private static final Set<String> BEGINNINGS = Set.of("i'm", "we're", "they're", "i've", "we've", "let's");

    private static final Set<String> FILLERS = Set.of("um", "uh", "uhm", "erm", "er", "hmm", "ah", "eh");

    private static final List<String> OPEN_PHRASES = List.of(
            "you know",
            "i mean",
            "kind of",
            "sort of",
            "and then",
            "for example",
            "for instance",
            "such as",
            "let me think",
            "let me see",
            "first of all",
            "on the one hand",
            "what else");

    private static final Set<String> SUBJECTS = Set.of("i", "we", "they", "he", "she");

    /** After one of these a subject begins a clause; after another word it may as well be a misheard one. */
    private static final Set<String> CLAUSE_OPENERS = Set.of(
            "so", "then", "that", "when", "where", "what", "how", "why", "since", "though", "also", "before", "after");

    /** In the mouth of a person they promise more; at the end of a long answer they are often another word, or the end. */
    private static final Set<String> UNSURE = Set.of(
            "so",
            "then",
            "cause",
            "when",
            "where",
            "who",
            "though",
            "since",
            "while",
            "plus",
            "also",
            "like",
            "very",
            "really",
            "quite",
            "well",
            "basically",
            "actually");

    /** A thought may end on these ("what I worked on", "after that"), but more often it goes on. */
    private static final Set<String> LOOSE = Set.of(
            "to", "in", "on", "at", "with", "for", "from", "by", "about", "through", "that", "this", "these", "those",
            "some", "is", "are", "was", "were", "will", "would", "could", "should", "can", "may", "might", "must",
            "has", "had", "his", "her");

    private static final List<String> CLOSING_PHRASES = List.of(
            "as well",
            "very well",
            "really well",
            "pretty well",
            "quite well",
            "so well",
            "went well",
            "goes well",
            "worked well",
            "works well",
            "work well",
            "think so",
            "guess so",
            "hope so",
            "believe so",
            "not really",
            "not very",
            "a while",
            "back then",
            "ever since",
            "root cause");

    private Endings() {}

    /** Something follows, whoever wrote it down. */
    static boolean open(List<String> words) {
        String last = words.getLast();
        String before = words.size() < 2 ? "" : words.get(words.size() - 2);
        return promises(last)
                || (SUBJECTS.contains(last) && (promises(before) || CLAUSE_OPENERS.contains(before)))
                || endsWithOneOf(words, OPEN_PHRASES);
    }

    /** Something follows, if the words are the ones that were said and the sentence was not ended. */
    static boolean unsure(List<String> words) {
        return UNSURE.contains(words.getLast()) || SUBJECTS.contains(words.getLast());
    }

    static boolean loose(List<String> words) {
        return LOOSE.contains(words.getLast());
    }

    /** Nothing needs to follow, though the last word alone would promise more. */
    static boolean closing(List<String> words) {
        return endsWithOneOf(words, CLOSING_PHRASES);
    }

    private static boolean promises(String word) {
        return CONJUNCTIONS.contains(word)
                || DETERMINERS.contains(word)
                || BEGINNINGS.contains(word)
                || FILLERS.contains(word);
    }

    private static boolean endsWithOneOf(List<String> words, List<String> phrases) {
        String text = " " + String.join(" ", words);
        return phrases.stream().anyMatch(phrase -> text.endsWith(" " + phrase));
    }
}
