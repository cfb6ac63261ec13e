package io.recruiterbrain.voice.agent.model.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words of a rubric that belong to its subject, and not to the way rubrics are written. */
final class RubricWords {
    private static final Set<String> RUBRIC_SPEAK = Words.contentStems(
            "answer answers question candidate explains explain names name describes describe gives give shows"
                    + " show mentions mention clear clearly clears example examples concrete specific also several good great excellent"
                    + " strong weak basic poor okay full fully part partly level detail details relevant understands understanding knows"
                    + " knowledge without able adds add says say states covers cover weighs weigh uses use using judges real case cases"
                    + " choice choices reason reasons result results own work works does things general only first later time whole"
                    + " links link proves prove based evidence different open openly");

    private RubricWords() {}

    /**
     * Stems of at least four letters in these texts, in order.
     *
     * @param question its words are left out, since everybody heard them
     */
    static Set<String> of(List<String> texts, String question) {
        Set<String> asked = Words.contentStems(question);
        Set<String> stems = new LinkedHashSet<>();
        for (String text : texts) {
            stems.addAll(Words.contentStems(text));
        }
        stems.removeIf(stem -> stem.length() < 4 || asked.contains(stem) || RUBRIC_SPEAK.contains(stem));
        return stems;
    }
}
