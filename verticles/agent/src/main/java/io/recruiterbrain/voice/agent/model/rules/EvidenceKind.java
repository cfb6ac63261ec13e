package io.recruiterbrain.voice.agent.model.rules;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What makes an answer concrete, whatever its subject; each kind is seen in the words alone. */
enum EvidenceKind {
    /** What the speaker did or would do: "I measured", "I would ask". */
    OWN_STEP(
            "own steps",
            "\\b(?:i|ive|id) (?:\\w+ ){0,2}?" + Verbs.PAST + "\\b|\\bid \\w+|\\bi " + Verbs.PLANNED + "\\b|\\bmy "
                    + "(?:part|role|job|task|responsibility|idea|proposal|first step)\\b|\\bi was responsible\\b"),
    /** What was done together: "we agreed". */
    SHARED_STEP("shared steps", "\\bwe (?:\\w+ )?" + Verbs.PAST + "\\b"),
    /** A case that happened: "last year", "at my last company". */
    EXAMPLE(
            "a real case",
            "\\b(?:for example|for instance|one time|(?:we|i) once|once (?:we|i|a|the)"
                    + "|last (?:year|month|week|summer|winter|spring|autumn|quarter|job|company|project)"
                    + "|(?:at|in) my (?:last|previous|current|former|first)|previous (?:job|company|team|role)|(?:years?|months?|weeks?) ago|there was an?"
                    + "|(?:we|i) had (?:an?|two|three|four|that|this)|(?:on|in) one (?:project|case|team)|in that case|of ours|the time when|when i was"
                    + "|an? \\w+(?: \\w+)? (?:told|asked|said|wanted|called|complained|wrote) (?:me|us|to|in|that|my|for))\\b"),
    /** A number: "forty percent", "3 weeks". */
    FIGURE(
            "a figure",
            "\\b(?:\\w*\\d\\w*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
                    + "|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|twice|double|doubled|tripled|percent|per cent)\\b"),
    /** What came of it: "which reduced", "in the end". */
    RESULT(
            "a result",
            "\\b(?:results?|resulted|outcome|in the end|since then|afterwards|it worked|led to|which meant|turned out"
                    + "|(?:went|came|fell|dropped|rose|grew|shrank|gone|down|up) (?:\\w+ ){0,2}?(?:from|to|by|down|up)|reduced|dropped|improved|increased"
                    + "|decreased|saved|halved|doubled|shipped|delivered|solved|fixed|achieved|succeeded|recovered|prevented"
                    + "|no longer|(?:not|never) happened again|faster|fewer|cheaper|signed|renewed|adopted|went live)\\b"),
    /** Why: "because", "otherwise", "the trade off". */
    REASON(
            "reasons",
            "\\b(?:because|since (?:it|we|they|the|that)|so that|so (?:i|we) |otherwise|the reason|which is why|that is why|thats why"
                    + "|in order to|trade ?offs?|rather than|instead of|depends? on|the risk|to avoid|if not|on the other hand|downside|drawback"
                    + "|at the cost)\\b");

    private final String spoken;
    private final Pattern pattern;

    EvidenceKind(String spoken, String pattern) {
        this.spoken = spoken;
        this.pattern = Pattern.compile(pattern);
    }

    /** For people: "a figure". */
    String spoken() {
        return spoken;
    }

    /** How often these words show each kind. A number alone proves nothing, it must stand beside something else. */
    static Map<EvidenceKind, Integer> in(List<String> words, boolean besideSignal) {
        String text = String.join(" ", words);
        Map<EvidenceKind, Integer> shown = new EnumMap<>(EvidenceKind.class);
        for (EvidenceKind kind : values()) {
            int count = kind.count(kind.pattern, text);
            if (count > 0) {
                shown.put(kind, count);
            }
        }
        // "I looked at it and wrote a test": the second step has no subject of its own.
        shown.computeIfPresent(OWN_STEP, (kind, count) -> count + kind.count(Verbs.CONTINUED, text));
        if (!besideSignal && shown.size() == 1) {
            shown.remove(FIGURE);
        }
        return shown;
    }

    private int count(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    private static final class Verbs {
        static final String PAST =
                "(?:\\w{3,}ed|wrote|built|led|ran|found|made|took|chose|began|saw|set|put|cut|brought|told|gave|held|kept"
                        + "|went|spoke|taught|sent|drew|sold|met|did|got|rebuilt|rewrote|split|shut|won|lost|dealt|wound|understood|said|sat)";
        static final String PLANNED =
                "(?:would|will|always|usually|normally|first|then|start|look|check|use|ask|keep|make|write|measure|try|prefer"
                        + "|go|run|add|put|set|compare|test|split|talk|tell|show|plan|give|take|define|agree|read|find|list|begin|track)";
        static final Pattern CONTINUED = Pattern.compile("\\b(?:and|then) (?!(?:i|we|it|they) )" + PAST + "\\b");
    }
}
