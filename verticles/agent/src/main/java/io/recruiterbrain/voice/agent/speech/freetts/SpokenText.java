package io.recruiterbrain.voice.agent.speech.freetts;

import static java.util.Objects.requireNonNull;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rewrites a sentence so that a voice with a plain English lexicon says it as a person in the field would: acronyms
 * letter by letter, symbols and numbers as words, names of technologies by how they sound.
 */
final class SpokenText {
    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("e.g.", "for example"),
            Map.entry("i.e.", "that is"),
            Map.entry("etc.", "et cetera"),
            Map.entry("vs.", "versus"),
            Map.entry("approx.", "approximately"),
            Map.entry("c++", "see plus plus"),
            Map.entry("c#", "see sharp"),
            Map.entry("f#", "eff sharp"),
            Map.entry(".net", "dot net"),
            Map.entry("node.js", "node jay ess"),
            Map.entry("vue.js", "view jay ess"),
            Map.entry("next.js", "next jay ess"),
            Map.entry("24/7", "twenty four seven"));

    /** Technologies that the lexicon does not know, and acronyms that are said as words. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("kubernetes", "koober netties"),
            Map.entry("postgresql", "post gress"),
            Map.entry("postgres", "post gress"),
            Map.entry("mysql", "my ess cue ell"),
            Map.entry("nosql", "no ess cue ell"),
            Map.entry("graphql", "graph cue ell"),
            Map.entry("javascript", "java script"),
            Map.entry("typescript", "type script"),
            Map.entry("github", "git hub"),
            Map.entry("gitlab", "git lab"),
            Map.entry("devops", "dev ops"),
            Map.entry("nginx", "engine ex"),
            Map.entry("oauth", "oh auth"),
            Map.entry("grpc", "gee are pee see"),
            Map.entry("async", "ay sink"),
            Map.entry("microservice", "micro service"),
            Map.entry("microservices", "micro services"),
            Map.entry("frontend", "front end"),
            Map.entry("backend", "back end"),
            Map.entry("middleware", "middle ware"),
            Map.entry("hashmap", "hash map"),
            Map.entry("json", "jay son"),
            Map.entry("yaml", "yammel"),
            Map.entry("crud", "crudd"),
            Map.entry("gui", "gooey"),
            Map.entry("iaas", "eye ay ay ess"),
            Map.entry("saas", "sass"),
            Map.entry("paas", "pass"),
            Map.entry("kafka", "kahf kah"),
            Map.entry("redis", "red iss"),
            Map.entry("linux", "linnux"),
            Map.entry("junit", "jay unit"));

    private static final Set<String> SAID_AS_WORDS = Set.of(
            "REST", "AJAX", "SCRUM", "RAM", "ROM", "NASA", "SOLID", "DRY", "SOAP", "LAMP", "ACID", "BASE", "AGILE",
            "LEAN", "OK", "JAVA", "RAG", "PIN", "NOT", "AND", "OR", "NO", "YES", "YOU", "STAR", "KANBAN");

    private static final String[] LETTERS = {
        "ay",
        "bee",
        "see",
        "dee",
        "ee",
        "eff",
        "gee",
        "aitch",
        "eye",
        "jay",
        "kay",
        "ell",
        "em",
        "en",
        "oh",
        "pee",
        "cue",
        "are",
        "ess",
        "tee",
        "you",
        "vee",
        "double you",
        "ex",
        "why",
        "zee"
    };

    private static final Pattern PHRASE = Pattern.compile(
            PHRASES.keySet().stream()
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|", "(?<![\\w.])(?:", ")(?!\\w)")),
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN =
            Pattern.compile("\\$?\\d+(?:[.,]\\d+)*(?:st|nd|rd|th|%)?|[A-Za-z]+(?:'[A-Za-z]+)*|\\S");
    private static final Pattern ACRONYM = Pattern.compile("([A-Z]{2,5})(s|'s)?");
    private static final String MARKS = ",.?!;:";

    private SpokenText() {}

    /** Empty when nothing of the text can be said. */
    static String of(String text) {
        StringBuilder spoken = new StringBuilder();
        Matcher tokens = TOKEN.matcher(withoutTypography(text));
        while (tokens.find()) {
            String token = tokens.group();
            if (MARKS.contains(token)) {
                // A mark before any word, or a second one, would make an empty utterance.
                if (!spoken.isEmpty() && MARKS.indexOf(spoken.charAt(spoken.length() - 1)) < 0) {
                    spoken.append(token.equals(":") || token.equals(";") ? "," : token);
                }
                continue;
            }
            String said = word(token);
            if (!said.isEmpty()) {
                spoken.append(spoken.isEmpty() ? "" : " ").append(said);
            }
        }
        while (!spoken.isEmpty() && spoken.charAt(spoken.length() - 1) == ',') {
            spoken.setLength(spoken.length() - 1);
        }
        return spoken.toString();
    }

    private static String withoutTypography(String text) {
        String latin = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        String phrased = PHRASE.matcher(latin)
                .replaceAll(found -> Matcher.quoteReplacement(
                        requireNonNull(PHRASES.get(found.group().toLowerCase(Locale.ROOT)))));
        return phrased.replaceAll("[\u2018\u2019\u02BC]", "'")
                .replaceAll("\\s[\u2013\u2014-]+\\s|\u2014|[()\\[\\]{}]|\u2026|\\.{2,}", ", ")
                .replaceAll("(?<=\\d)\\s?\u2013\\s?(?=\\d)", " to ");
    }

    private static String word(String token) {
        String name = NAMES.get(token.toLowerCase(Locale.ROOT));
        if (name != null) {
            return name;
        }
        if (Character.isDigit(token.charAt(0)) || (token.charAt(0) == '$' && token.length() > 1)) {
            return number(token);
        }
        Matcher acronym = ACRONYM.matcher(token);
        if (acronym.matches() && !SAID_AS_WORDS.contains(acronym.group(1))) {
            return spelled(acronym.group(1)) + (acronym.group(2) == null ? "" : "s");
        }
        if (token.matches("[A-Za-z].*")) {
            return token;
        }
        return switch (token) {
            case "&" -> "and";
            case "%" -> "percent";
            case "+" -> "plus";
            case "=" -> "equals";
            case "@" -> "at";
            case "$" -> "dollars";
            case "\u20AC" -> "euros";
            case "\u00A3" -> "pounds";
            default -> ""; // brackets, bullets, emoji: nothing that is said
        };
    }

    private static String number(String token) {
        boolean dollars = token.startsWith("$");
        boolean percent = token.endsWith("%");
        String digits = token.substring(dollars ? 1 : 0, token.length() - (percent ? 1 : 0));
        return SpokenNumber.of(digits) + (percent ? " percent" : "") + (dollars ? " dollars" : "");
    }

    private static String spelled(String letters) {
        StringBuilder words = new StringBuilder();
        letters.chars().forEach(c -> words.append(words.isEmpty() ? "" : " ").append(LETTERS[c - 'A']));
        return words.toString();
    }
}
