package io.recruiterbrain.voice.agent.turn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges by its words alone whether a thought is complete. English; without punctuation when the recogniser has none. */
final class Thought {
    enum Shape {
        COMPLETE,
        /** May be all, or a beginning: a few words, or a last one that asks for more. */
        SHORT,
        /** More is to come. */
        OPEN
    }

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}']+");
    private static final int SHORT_WORDS = 3;

    /** Nobody ends a thought on these. */
    private static final Set<String> OPENERS = Set.of(
            // conjunctions and connectives
            "and",
            "but",
            "or",
            "nor",
            "so",
            "then",
            "because",
            "cause",
            "than",
            "if",
            "when",
            "while",
            "where",
            "which",
            "who",
            "whose",
            "although",
            "though",
            "unless",
            "until",
            "since",
            "whereas",
            "plus",
            "also",
            "like",
            // articles and possessives
            "the",
            "a",
            "an",
            "of",
            "my",
            "our",
            "your",
            "their",
            "its",
            "every",
            "into",
            "between",
            "using",
            // subjects left alone
            "i",
            "we",
            "they",
            "he",
            "she",
            "i'm",
            "we're",
            "i've",
            "we've",
            "let's",
            "very",
            "really",
            "quite",
            // fillers
            "um",
            "uh",
            "uhm",
            "erm",
            "er",
            "hmm",
            "ah",
            "eh",
            "well",
            "basically",
            "actually");

    /** A thought may end on these ("what I worked on", "after that"), but more often it goes on. */
    private static final Set<String> LOOSE_ENDS = Set.of(
            "to", "in", "on", "at", "with", "for", "from", "by", "about", "through", "that", "this", "these", "those",
            "some", "is", "are", "was", "were", "will", "would", "could", "should", "can", "may", "might", "must",
            "has", "had", "his", "her");

    private static final List<String> OPEN_PHRASES = List.of(
            "you know",
            "i mean",
            "kind of",
            "sort of",
            "and then we",
            "and then i",
            "for example",
            "for instance",
            "such as",
            "let me think",
            "let me see",
            "first of all",
            "on the one hand",
            "what else");

    /** Short utterances that need nothing after them. */
    private static final Set<String> WHOLE = Set.of(
            "yes",
            "no",
            "nope",
            "yeah",
            "skip",
            "pass",
            "next",
            "none",
            "never",
            "repeat",
            "pardon",
            "stop",
            "sorry",
            "i don't know",
            "no idea",
            "skip this",
            "skip it",
            "next question",
            "next please",
            "say again",
            "can you repeat",
            "that's it",
            "that's all",
            "that is all",
            "are you human");

    private static final Set<String> BACKCHANNEL = Set.of(
            "mhm", "mm", "mmm", "hm", "hmm", "uh", "huh", "uhhuh", "okay", "ok", "right", "yeah", "yes", "yep", "sure",
            "alright", "ah", "oh", "um", "er", "cool", "great", "good", "nice", "i", "see", "got", "it");

    private Thought() {}

    static Shape shapeOf(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        List<String> words = words(trimmed);
        if (words.isEmpty()) {
            return Shape.OPEN;
        }
        String plain = String.join(" ", words);
        if (endsOpen(trimmed) || OPEN_PHRASES.stream().anyMatch(phrase -> endsWithPhrase(plain, phrase))) {
            return Shape.OPEN;
        }
        if (WHOLE.contains(plain)) {
            return Shape.COMPLETE;
        }
        if (OPENERS.contains(words.get(words.size() - 1)) || isRisingList(trimmed)) {
            return Shape.OPEN;
        }
        boolean closedByPunctuation = trimmed.endsWith(".") || trimmed.endsWith("!") || trimmed.endsWith("?");
        boolean mayGoOn = words.size() <= SHORT_WORDS || LOOSE_ENDS.contains(words.get(words.size() - 1));
        return mayGoOn && !closedByPunctuation ? Shape.SHORT : Shape.COMPLETE;
    }

    /** Words that carry something: those of a text that is not backchannel all through. */
    static int meaningfulWords(String text) {
        List<String> words = words(text.toLowerCase(Locale.ROOT));
        return BACKCHANNEL.containsAll(words)
                ? 0
                : (int) words.stream().filter(word -> !isNoise(word)).count();
    }

    private static boolean isNoise(String word) {
        return switch (word) {
            case "mhm",
                    "mm",
                    "mmm",
                    "hm",
                    "hmm",
                    "uh",
                    "uhm",
                    "huh",
                    "um",
                    "er",
                    "erm",
                    "ah",
                    "oh",
                    "okay",
                    "ok",
                    "right" -> true;
            default -> false;
        };
    }

    private static boolean endsOpen(String text) {
        return text.endsWith(",")
                || text.endsWith("...")
                || text.endsWith("…")
                || text.endsWith("-")
                || text.endsWith(":");
    }

    private static boolean endsWithPhrase(String plain, String phrase) {
        return plain.equals(phrase) || plain.endsWith(" " + phrase);
    }

    /** "Kafka, Postgres, Redis": short items, and no "and" before the last one. */
    private static boolean isRisingList(String text) {
        String lastSentence = text.substring(Math.max(text.lastIndexOf(". "), 0));
        String[] items = lastSentence.split(",", -1);
        if (items.length < 3 || lastSentence.endsWith(".")) {
            return false;
        }
        List<String> tail = Arrays.asList(items).subList(items.length - 2, items.length);
        return tail.stream().allMatch(item -> {
            List<String> words = words(item);
            return words.size() <= 3 && !words.contains("and") && !words.contains("or");
        });
    }

    private static List<String> words(String text) {
        return Arrays.stream(NOT_A_WORD.split(text))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
