package io.recruiterbrain.voice.agent.speech.freetts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers in English words. */
final class SpokenNumber {
    private static final Pattern ORDINAL = Pattern.compile("(\\d{1,9})(?:st|nd|rd|th)");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern PLAIN = Pattern.compile("(\\d+)(?:\\.(\\d+))?");
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+){2,}");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    private static final String[] ONES = {
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
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };

    private SpokenNumber() {}

    /** The words for {@code 12}, {@code 1,200}, {@code 3.5}, {@code 2nd}, {@code 2.0.1} or the year {@code 2024}; anything else unchanged. */
    static String of(String token) {
        Matcher ordinal = ORDINAL.matcher(token);
        if (ordinal.matches()) {
            return ordinal(Long.parseLong(ordinal.group(1)));
        }
        if (VERSION.matcher(token).matches()) {
            StringBuilder words = new StringBuilder();
            for (String part : token.split("\\.")) {
                words.append(words.isEmpty() ? "" : " point ").append(of(part));
            }
            return words.toString();
        }
        if (YEAR.matcher(token).matches()) {
            return year(Integer.parseInt(token));
        }
        Matcher plain = PLAIN.matcher(GROUPED.matcher(token).matches() ? token.replace(",", "") : token);
        if (!plain.matches()) {
            return token;
        }
        String whole = plain.group(1);
        String words = whole.length() <= 12 && !(whole.length() > 1 && whole.startsWith("0"))
                ? cardinal(Long.parseLong(whole))
                : digits(whole);
        return plain.group(2) == null ? words : words + " point " + digits(plain.group(2));
    }

    private static String digits(String digits) {
        StringBuilder words = new StringBuilder();
        digits.chars().forEach(c -> words.append(words.isEmpty() ? "" : " ").append(ONES[c - '0']));
        return words.toString();
    }

    private static String year(int year) {
        int century = year / 100;
        int rest = year % 100;
        if (century == 20 && rest < 10) {
            return cardinal(year);
        }
        if (rest == 0) {
            return cardinal(century) + " hundred";
        }
        return cardinal(century) + (rest < 10 ? " oh " : " ") + cardinal(rest);
    }

    private static String cardinal(long number) {
        if (number < 20) {
            return ONES[(int) number];
        }
        if (number < 100) {
            return TENS[(int) number / 10] + (number % 10 == 0 ? "" : " " + ONES[(int) number % 10]);
        }
        if (number < 1_000) {
            return scaled(number, 100, "hundred");
        }
        if (number < 1_000_000) {
            return scaled(number, 1_000, "thousand");
        }
        if (number < 1_000_000_000) {
            return scaled(number, 1_000_000, "million");
        }
        return scaled(number, 1_000_000_000, "billion");
    }

    private static String scaled(long number, long unit, String name) {
        return cardinal(number / unit) + " " + name + (number % unit == 0 ? "" : " " + cardinal(number % unit));
    }

    private static String ordinal(long number) {
        String words = cardinal(number);
        int lastWord = words.lastIndexOf(' ') + 1;
        String last = words.substring(lastWord);
        String ending = switch (last) {
            case "one" -> "first";
            case "two" -> "second";
            case "three" -> "third";
            case "five" -> "fifth";
            case "eight" -> "eighth";
            case "nine" -> "ninth";
            case "twelve" -> "twelfth";
            default -> last.endsWith("y") ? last.substring(0, last.length() - 1) + "ieth" : last + "th";
        };
        return words.substring(0, lastWord) + ending;
    }
}
