package io.recruiterbrain.voice.agent.model.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text cut and completed for speaking: names in one piece, numbers as words, one sentence at a time. Symbols stay as
 * they are written, since captions show the same text; the voice says them as words.
 */
final class Speakable {
    private static final List<String> ONES = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    private static final Pattern BRACKETS = Pattern.compile("\\s*[(\\[{][^)\\]}]*[)\\]}]");
    private static final Pattern MARKS = Pattern.compile("[.;:!?]+(?=\\s|$)|[:;!?\"\\p{Cntrl}]");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+(?=\\p{Lu})");
    private static final int LONGEST_NAME = 60;

    private Speakable() {}

    /** A number from 0 to 999 in words, larger ones as digits. */
    static String number(long number) {
        if (number < 0 || number > 999) {
            return Long.toString(number);
        }
        int small = (int) number;
        if (small < 20) {
            return ONES.get(small);
        }
        if (small < 100) {
            return TENS.get(small / 10) + (small % 10 == 0 ? "" : " " + ONES.get(small % 10));
        }
        return ONES.get(small / 100) + " hundred" + (small % 100 == 0 ? "" : " and " + number(small % 100));
    }

    static String counted(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    /**
     * A name or job title as it is said, in one piece: without what stands in brackets, without marks that end a sentence.
     *
     * @param otherwise said when nothing speakable is left
     */
    static String name(String written, String otherwise) {
        String plain = BRACKETS.matcher(written).replaceAll("");
        String said =
                MARKS.matcher(plain).replaceAll(" ").replaceAll("\\s+", " ").strip();
        if (said.length() > LONGEST_NAME) {
            int cut = said.lastIndexOf(' ', LONGEST_NAME);
            said = cut > 0 ? said.substring(0, cut) : said.substring(0, LONGEST_NAME);
        }
        return said.chars().anyMatch(Character::isLetterOrDigit) ? said : otherwise;
    }

    /** The sentences of a text; one without an end mark gets one. */
    static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String sentence : SENTENCE_END.split(text)) {
            String said = sentence.replaceAll("\\s+", " ").strip();
            if (said.chars().anyMatch(Character::isLetterOrDigit)) {
                sentences.add(said.matches(".*[.!?]$") ? said : said + ".");
            }
        }
        return sentences;
    }
}
