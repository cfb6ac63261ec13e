package io.recruiterbrain.voice.agent.model.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which skills a job text or resume names. Unlike spoken text it may hold {@code C#}, {@code .NET} or {@code Node.js},
 * and its capitals tell the framework Spring from the season.
 */
final class SkillFinder {
    private static final Pattern WORD = Pattern.compile("\\.?[\\p{L}\\p{N}][\\p{L}\\p{N}+#.]*");

    /** Skills that are ordinary words too: they count only when written with a capital inside a sentence. */
    private static final Set<String> ORDINARY_WORDS = Set.of(
            "rest",
            "room",
            "combine",
            "swift",
            "spark",
            "hive",
            "dart",
            "go",
            "sketch",
            "express",
            "intercom",
            "closing",
            "spring",
            "react",
            "flask",
            "storage",
            "hiring");

    /** What is looked for comes from the question bank, hundreds of times for each plan: each phrase is read once. */
    private static final Map<String, List<String>> SOUGHT = new ConcurrentHashMap<>();

    private final Set<String> phrases = new HashSet<>();
    private final Set<String> capitalised = new HashSet<>();
    private final String joined;

    SkillFinder(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        boolean sentenceStart = true;
        while (matcher.find()) {
            String written = matcher.group();
            String word = trimDots(written);
            boolean shouted = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
            if (Character.isUpperCase(word.charAt(0)) && (shouted || !sentenceStart)) {
                capitalised.add(word.toLowerCase(Locale.ROOT));
            }
            words.add(Words.stem(word.toLowerCase(Locale.ROOT)));
            sentenceStart = written.endsWith(".");
        }
        this.phrases.addAll(words);
        this.joined = " " + String.join(" ", words) + " ";
    }

    /** Whether the text names this skill, a word or phrase of the question bank, in lower case. */
    boolean names(String skill) {
        if (ORDINARY_WORDS.contains(skill)) {
            return capitalised.contains(skill);
        }
        List<String> words = SOUGHT.computeIfAbsent(skill, SkillFinder::stems);
        return switch (words.size()) {
            case 0 -> false;
            case 1 -> phrases.contains(words.getFirst());
            default -> joined.contains(" " + String.join(" ", words) + " ");
        };
    }

    private static List<String> stems(String skill) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(skill);
        while (matcher.find()) {
            words.add(Words.stem(trimDots(matcher.group())));
        }
        return List.copyOf(words);
    }

    List<String> named(List<String> skills) {
        return skills.stream().filter(this::names).toList();
    }

    private static String trimDots(String word) {
        String trimmed = word;
        while (trimmed.endsWith(".")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        return trimmed;
    }
}
