package io.recruiterbrain.voice.agent.model.openai;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a model may put into the interviewer's mouth or into a report. A candidate can try to steer the model, and a
 * model can slip; what does not pass is left out and fixed words take its place.
 */
final class Guard {
    private static final int LONGEST_BRIDGE = 25;
    private static final int LONGEST_QUESTION = 45;
    private static final Pattern SPEAKABLE = Pattern.compile("[\\p{L}\\p{M}\\p{N} ,.;:!?'\u2019\"%&+#/()\u2013-]+");

    /** No praise, no blame, no promise, nothing about the machinery. */
    private static final Pattern NOT_IN_A_BRIDGE = words(
            "hir(e|ed|ing)",
            "job offer",
            "offer(ed)? you",
            "salary",
            "scor(e|ed|es|ing)",
            "rat(ing|ed you)",
            "points?",
            "pass(ed)?",
            "fail(ed)?",
            "five",
            "congratulations?",
            "excellent",
            "great",
            "perfect",
            "impress(ive|ed)",
            "amazing",
            "outstanding",
            "brilliant",
            "good (answer|job|work|point)",
            "well done",
            "wrong",
            "correct",
            "right answer",
            "weak",
            "strong",
            "poor",
            "instructions?",
            "prompt",
            "rubric",
            "schema",
            "human",
            "person",
            "accent",
            "nervous",
            "confiden(t|ce)",
            "emotion\\w*",
            "attitude");

    /** Nobody may be asked this at work. */
    private static final Pattern NOT_TO_BE_ASKED = words(
            "your age",
            "how old",
            "date of birth",
            "married",
            "your (husband|wife|spouse|partner|family|children|kids)",
            "have (children|kids)",
            "pregnan\\w*",
            "religio\\w*",
            "church",
            "your faith",
            "disabilit\\w*",
            "your health",
            "illness\\w*",
            "nationality",
            "were you born",
            "native (language|speaker)",
            "sexual\\w*",
            "your (gender|race)",
            "ethnic\\w*",
            "political party",
            "trade union",
            "criminal record",
            "current salary");

    /** A person is not rated, an answer is. */
    private static final Pattern NOT_IN_A_REASON = words(
            "accent",
            "emotion\\w*",
            "nervous\\w*",
            "confiden(t|tly|ce)",
            "attitude",
            "enthusias\\w*",
            "personality",
            "tone of voice",
            "likeable",
            "friendly",
            "anxious",
            "native speaker");

    /** Said to the evaluator and not in answer to the question. */
    private static final Pattern INSTRUCTION = words(
            "(ignore|disregard|forget|override) (all |any |the |your |my |previous |prior |above )*"
                    + "(rubric|instructions?|rules|prompts?|schema|guidelines)",
            "system prompt",
            "your rubric",
            "(give|award|grant|assign) (me|this|it|them|the candidate)( a| an| the)* "
                    + "(five|5|full|highest|top|maximum|perfect|best)",
            "(level|score|rating)( of| to| is)? (five|5)",
            "scores? me",
            "rate me",
            "you are (now )?(an?|the) (evaluator|assistant|ai|language model)");

    private Guard() {}

    /** One short neutral sentence that leads over, as it may be said. */
    static Optional<String> bridge(String text) {
        String said = plain(text);
        boolean passes = isSpeakable(said, LONGEST_BRIDGE)
                && said.indexOf('?') < 0
                && !said.substring(0, said.length() - 1).matches(".*[.!]\\s.*")
                && !NOT_IN_A_BRIDGE.matcher(said).find()
                && !NOT_TO_BE_ASKED.matcher(said).find();
        return passes ? Optional.of(ended(said)) : Optional.empty();
    }

    /** A question, or a request to tell something, as it may be asked. */
    static Optional<String> question(String text) {
        String said = plain(text);
        boolean passes = isSpeakable(said, LONGEST_QUESTION)
                && said.length() > 10
                && !NOT_TO_BE_ASKED.matcher(said).find()
                && !INSTRUCTION.matcher(said).find();
        return passes ? Optional.of(ended(said)) : Optional.empty();
    }

    /** Why a level was given, as it may be stored; a neutral sentence where it speaks of the person. */
    static String reason(String text) {
        String said = plain(text);
        boolean passes = !said.isEmpty()
                && said.length() <= 1000
                && !NOT_IN_A_REASON.matcher(said).find();
        return passes ? ended(said) : "The model's reason was left out: it was empty, too long, or about the person.";
    }

    /** Whether a quote is an attempt to instruct the evaluator; it proves nothing. */
    static boolean isInstruction(String quote) {
        return INSTRUCTION
                .matcher(quote.replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " "))
                .find();
    }

    private static boolean isSpeakable(String said, int mostWords) {
        return !said.isEmpty()
                && SPEAKABLE.matcher(said).matches()
                && said.chars().anyMatch(Character::isLetter)
                && said.split(" ").length <= mostWords
                && !said.toLowerCase(Locale.ROOT).contains("www.")
                && !said.contains("://");
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String ended(String said) {
        return said.matches(".*[.!?]$") ? said : said + ".";
    }

    private static Pattern words(String... alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(" + String.join("|", List.of(alternatives)) + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
