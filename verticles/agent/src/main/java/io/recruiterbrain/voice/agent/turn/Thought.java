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
        /**
         * The words do not tell: very few of them, a last one that may ask for more, or a long answer without
         * punctuation whose last word may be misheard.
         */
        UNCLEAR,
        /** More is to come. */
        OPEN
    }

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}']+");
    /** What shows that the recogniser writes sentences and not just words. */
    private static final Pattern WRITTEN = Pattern.compile("[\\p{Lu}.,;:!?…]");

    private static final int SHORT_WORDS = 3;
    /** From here on an answer has said something, and its last word alone is weak evidence. */
    private static final int LONG_WORDS = 12;

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

    private Thought() {}

    static Shape shapeOf(String text) {
        String trimmed = text.strip();
        List<String> words = words(trimmed.toLowerCase(Locale.ROOT));
        if (words.isEmpty() || endsOpen(trimmed) || isRisingList(trimmed)) {
            return Shape.OPEN;
        }
        if (WHOLE.contains(String.join(" ", words)) || Endings.closing(words)) {
            return Shape.COMPLETE;
        }
        if (Endings.open(words)) {
            return Shape.OPEN;
        }
        if (trimmed.endsWith(".") || trimmed.endsWith("!") || trimmed.endsWith("?")) {
            return Shape.COMPLETE;
        }
        if (Endings.unsure(words)) {
            boolean mayBeMisheard =
                    words.size() >= LONG_WORDS && !WRITTEN.matcher(trimmed).find();
            return mayBeMisheard ? Shape.UNCLEAR : Shape.OPEN;
        }
        return words.size() <= SHORT_WORDS || Endings.loose(words) ? Shape.UNCLEAR : Shape.COMPLETE;
    }

    private static boolean endsOpen(String text) {
        return text.endsWith(",")
                || text.endsWith("...")
                || text.endsWith("…")
                || text.endsWith("-")
                || text.endsWith(":");
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
            List<String> words = words(item.toLowerCase(Locale.ROOT));
            return words.size() <= 3 && !words.contains("and") && !words.contains("or");
        });
    }

    static List<String> words(String text) {
        return Arrays.stream(NOT_A_WORD.split(text))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
