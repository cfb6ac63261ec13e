package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Picks the follow-up that asks for what is missing: none that was asked, none whose content was already told. */
final class FollowUpChooser {
    private static final double TOLD = 0.6;

    /** Asked when the question's own follow-ups are used up and the answer is still thin. */
    private static final List<String> TELL_MORE = List.of(
            "Could you tell me a little more about that?",
            "Can you give me a concrete example of that?",
            "What exactly did you do yourself?",
            "How did it turn out in the end?");

    private static final List<String> ASKS_FOR_RESULT = List.of(
            "how did you know",
            "how did you find",
            "how did you make sure",
            "what changed",
            "measure",
            "worked",
            "result",
            "in the end",
            "turn out",
            "afterwards",
            "prove",
            "effect");
    private static final List<String> ASKS_FOR_CASE =
            List.of("tell me about", "describe", "example", "did you", "have you", "was the");
    private static final List<String> ASKS_FOR_REASON =
            List.of("why", "reason", "how do you decide", "how would you decide", "weigh");

    private FollowUpChooser() {}

    /**
     * @param asked what the agent said on this question before
     * @param told everything the candidate said on it
     */
    static @Nullable String choose(
            PlannedQuestion question, List<String> asked, String told, Evidence evidence, Depth depth) {
        Set<String> toldStems = Words.contentStems(told);
        Set<String> questionStems = Words.contentStems(question.text());
        String best = null;
        double bestFit = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < question.followUps().size(); i++) {
            String followUp = question.followUps().get(i);
            Set<String> stems = new HashSet<>(Words.contentStems(followUp));
            stems.removeAll(questionStems);
            double share = share(stems, toldStems);
            if (wasAsked(followUp, asked) || share >= TOLD) {
                continue;
            }
            double fit = fit(followUp, evidence) + share - 0.1 * i;
            if (fit > bestFit) {
                bestFit = fit;
                best = followUp;
            }
        }
        if (best != null || depth == Depth.SOLID) {
            return best;
        }
        return TELL_MORE.stream()
                .filter(more -> !wasAsked(more, asked))
                .findFirst()
                .orElse(null);
    }

    private static double fit(String followUp, Evidence evidence) {
        String words = String.join(" ", Words.of(followUp));
        double fit = 0;
        if (!evidence.shows(EvidenceKind.RESULT) && contains(words, ASKS_FOR_RESULT)) {
            fit += 0.4;
        }
        if (!evidence.shows(EvidenceKind.EXAMPLE) && contains(words, ASKS_FOR_CASE)) {
            fit += 0.3;
        }
        if (!evidence.shows(EvidenceKind.REASON) && contains(words, ASKS_FOR_REASON)) {
            fit += 0.3;
        }
        return fit;
    }

    private static boolean contains(String words, List<String> phrases) {
        return phrases.stream().anyMatch(words::contains);
    }

    private static double share(Set<String> stems, Set<String> told) {
        return stems.isEmpty()
                ? 0
                : (double) stems.stream().filter(told::contains).count() / stems.size();
    }

    private static boolean wasAsked(String followUp, List<String> asked) {
        List<String> words = new ArrayList<>(Words.of(followUp));
        String spoken = String.join(" ", words);
        return asked.stream()
                .anyMatch(before -> String.join(" ", Words.of(before)).contains(spoken));
    }
}
