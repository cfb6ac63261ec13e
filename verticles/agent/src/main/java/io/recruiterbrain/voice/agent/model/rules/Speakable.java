package io.recruiterbrain.voice.agent.model.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text that a synthesizer says as a person would: symbols and numbers become words, one sentence at a time. */
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
    private static final Pattern UNSPEAKABLE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\s.,;:!?'\u2019-]");
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
     * A name or job title as it is said, in one piece: without what stands in brackets, without symbols.
     *
     * @param otherwise said when nothing speakable is left
     */
    static String name(String written, String otherwise) {
        String said = symbols(BRACKETS.matcher(written).replaceAll(""));
        said = said.replaceAll("[.;:!?]+(?=\\s|$)", "")
                .replaceAll("[:;!?]", " ")
                .replaceAll("\\s+", " ")
                .strip();
        if (said.length() > LONGEST_NAME) {
            int cut = said.lastIndexOf(' ', LONGEST_NAME);
            said = cut > 0 ? said.substring(0, cut) : said.substring(0, LONGEST_NAME);
        }
        return said.isEmpty() ? otherwise : said;
    }

    /** The sentences of a text, symbols said as words; a text without an end mark gets one. */
    static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String sentence : SENTENCE_END.split(symbols(text))) {
            String said = sentence.replaceAll("\\s+", " ").strip();
            if (said.chars().anyMatch(Character::isLetterOrDigit)) {
                sentences.add(said.matches(".*[.!?]$") ? said : said + ".");
            }
        }
        return sentences;
    }

    private static String symbols(String text) {
        String said = text.replaceAll("(?i)\\bc\\+\\+", "C plus plus")
                .replaceAll("(?i)\\b([cf])#", "$1 sharp")
                .replaceAll("(?i)(^|\\s)\\.net\\b", "$1dot net")
                .replaceAll("(?i)\\b(\\w+)\\.js\\b", "$1 J S")
                .replace("&", " and ")
                .replace("%", " percent")
                .replace("+", " plus ")
                .replace("/", " ");
        return UNSPEAKABLE.matcher(said).replaceAll(" ");
    }

    /** The first letter in upper case. */
    static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
