package io.recruiterbrain.voice.agent.model.rules;

import java.util.ArrayList;
import java.util.List;

/** Says in one sentence what counted for a level. */
final class Reasons {
    private static final int MOST_WORDS_SHOWN = 6;
    private static final int LONGEST_WORDS_SHOWN = 40;

    private Reasons() {}

    static String of(Evidence evidence) {
        StringBuilder sentence = new StringBuilder();
        int named = evidence.signals().size();
        if (evidence.expected() == 0) {
            sentence.append("No expected points are known for this question; counted were ")
                    .append(evidence.contentWords())
                    .append(" different words of content");
        } else if (named == 0) {
            sentence.append("Named none of the ")
                    .append(evidence.expected())
                    .append(" points a strong answer tends to name");
        } else {
            sentence.append("Named ")
                    .append(named)
                    .append(" of the ")
                    .append(evidence.expected())
                    .append(" points a strong answer tends to name (")
                    .append(String.join(
                            ", ",
                            evidence.signals().values().stream()
                                    .distinct()
                                    .filter(words -> words.length() <= LONGEST_WORDS_SHOWN)
                                    .limit(MOST_WORDS_SHOWN)
                                    .toList()))
                    .append(")");
        }
        if (evidence.expected() > 0 && evidence.related() > 0) {
            sentence.append(" and ").append(evidence.related()).append(" related words");
        }
        List<String> shown = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (EvidenceKind kind : EvidenceKind.values()) {
            if (evidence.shows(kind)) {
                shown.add(kind.spoken());
            } else if (kind != EvidenceKind.SHARED_STEP) {
                missing.add(kind.spoken());
            }
        }
        if (!shown.isEmpty()) {
            sentence.append(", with ").append(joined(shown));
        }
        if (!missing.isEmpty()) {
            sentence.append(shown.isEmpty() ? ", without " : "; not found: ").append(joined(missing));
        }
        if (evidence.followUpDepth()) {
            sentence.append("; a follow-up added to it");
        }
        if (evidence.wordList()) {
            sentence.append("; the words stand in a list without saying anything about them");
        }
        return sentence.append('.').toString();
    }

    private static String joined(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }
}
