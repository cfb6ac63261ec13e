package io.recruiterbrain.voice.agent.model.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What makes an answer concrete, whatever its subject; each kind is seen in the words alone. */
enum EvidenceKind {
    /** What the speaker did or would do: "I measured", "I would ask". */
    OWN_STEP(
            "own steps",
            "\\b(?:i|ive|id) (?:\\w+ ){0,2}?(?:\\w{3,}ed|wrote|built|led|ran|found|made|took|chose|began|saw|set|put|cut|brought|told|gave|held|kept"
                    + "|went|spoke|taught|sent|drew|sold|met|did|got|rebuilt|rewrote|split|shut|won|lost|dealt|wound|understood)\\b"
                    + "|\\bid \\w+|\\bi (?:would|will|always|usually|normally|first|then|start|look|check|use|ask|keep|make|write|measure|try|prefer"
                    + "|go|run|add|put|set|compare|test|split|talk|tell|show|plan|give|take|define|agree|read|find|list|begin|track)\\b"
                    + "|\\bmy (?:part|role|job|task|responsibility|idea|proposal|first step)\\b|\\bi was responsible\\b"),
    /** A case that happened: "last year", "at my last company". */
    EXAMPLE(
            "a real case",
            "\\b(?:for example|for instance|one time|once we|once i|last (?:year|month|week|summer|winter|spring|autumn|quarter|job|company|project)"
                    + "|(?:at|in) my (?:last|previous|current|former|first)|previous (?:job|company|team|role)|years? ago|months? ago|there was a"
                    + "|we had a|i had a|on one project|in one case|in that case|a customer of ours|our team|the time when|when i was)\\b"),
    /** A number: "forty percent", "3 weeks". */
    FIGURE(
            "a figure",
            "\\b(?:\\w*\\d\\w*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
                    + "|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|twice|double|doubled|tripled|percent|per cent)\\b"),
    /** What came of it: "which reduced", "in the end". */
    RESULT(
            "a result",
            "\\b(?:result(?:s|ed)?|outcome|in the end|since then|afterwards|after that we had|it worked|led to|which meant|turned out"
                    + "|(?:went|came|fell|dropped|rose|grew|shrank|gone|down|up) (?:\\w+ ){0,2}?(?:from|to|by)|reduced|dropped|improved|increased"
                    + "|decreased|saved|halved|doubled|shipped|delivered|solved|fixed|achieved|succeeded|failed|recovered|prevented"
                    + "|no longer|never happened again|faster|fewer|cheaper|signed|renewed|adopted|went live)\\b"),
    /** Why: "because", "otherwise", "the trade off". */
    REASON(
            "reasons",
            "\\b(?:because|since (?:it|we|they|the|that)|so that|otherwise|the reason|which is why|that is why|thats why|in order to"
                    + "|trade ?offs?|rather than|instead of|depends? on|the risk|to avoid|if not|on the other hand|downside|drawback|at the cost)\\b");

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

    /** The kinds that these words show. A number alone proves nothing, it must stand beside something else. */
    static Set<EvidenceKind> in(List<String> words, boolean besideSignal) {
        String text = String.join(" ", words);
        EnumSet<EvidenceKind> kinds = EnumSet.noneOf(EvidenceKind.class);
        for (EvidenceKind kind : values()) {
            if (kind.pattern.matcher(text).find()) {
                kinds.add(kind);
            }
        }
        if (!besideSignal && kinds.size() == 1) {
            kinds.remove(FIGURE);
        }
        return kinds;
    }
}
