package io.recruiterbrain.voice.agent.model.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "I don't know", when it is the answer and not the beginning of one. */
final class DontKnow {
    private static final String NOT =
            "(?:do ?n['\u2019]?t|do not|can ?n['\u2019]?t|can not|cannot|could not|couldn['\u2019]?t)";
    private static final Pattern PATTERN = Pattern.compile("(?i)\\b(?:i (?:really |honestly |just )?" + NOT
            + " (?:really |quite )?(?:know|remember|recall|answer|say|tell you|think of)(?: (?:that|this|any|anything|it))?"
            + "|(?:i have )?no idea|i have never (?:done|worked|seen|had|used)(?: (?:that|this|it))?"
            + "|i['\u2019]?ve never (?:done|worked|seen|had|used)(?: (?:that|this|it))?"
            + "|i(?: am|['\u2019]?m) not (?:really |quite )?sure|not sure|nothing comes to mind|dunno)\\b");

    private static final int LITTLE_ELSE = 7;

    private DontKnow() {}

    /** The words that decline, verbatim, or an empty text when enough else was said to be an answer. */
    static String words(List<String> answers, int contentWords, int signals) {
        if (contentWords > LITTLE_ELSE || signals > 1) {
            return "";
        }
        for (String answer : answers) {
            Matcher matcher = PATTERN.matcher(answer);
            if (matcher.find()) {
                return matcher.group();
            }
        }
        return "";
    }
}
