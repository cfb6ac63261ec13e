package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question the recruiter wants asked, before those of the question bank.
 *
 * @param competence what it probes; a general one when absent
 * @param rubric five anchored levels from 1 to 5, or empty for the general rubric
 */
public record OwnQuestion(String text, @Nullable String competence, List<String> followUps, List<String> rubric) {
    public OwnQuestion {
        Checks.text(text, "questions.text", 1000);
        Checks.optionalText(competence, "questions.competence", 100);
        followUps = followUps == null ? List.of() : List.copyOf(followUps);
        rubric = rubric == null ? List.of() : List.copyOf(rubric);
        Checks.require(followUps.size() <= 5, "questions.follow_ups must have at most 5 entries");
        followUps.forEach(followUp -> Checks.text(followUp, "questions.follow_ups", 500));
        Checks.require(rubric.isEmpty() || rubric.size() == 5, "questions.rubric must have exactly 5 levels, or none");
        rubric.forEach(level -> Checks.text(level, "questions.rubric", 500));
    }

    @Override
    public String toString() {
        return "OwnQuestion[]";
    }
}
