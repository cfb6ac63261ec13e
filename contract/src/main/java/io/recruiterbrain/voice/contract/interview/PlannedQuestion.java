package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.List;

/**
 * One question of an interview's plan.
 *
 * @param questionNo 1-based position in the interview
 * @param questionId id in the question bank, or {@code own-N}
 * @param rubric five anchored levels, the first for a score of 1
 * @param signals words a strong answer tends to contain; used by the rule-based evaluation only
 */
public record PlannedQuestion(
        int questionNo,
        String questionId,
        String text,
        String competence,
        Kind kind,
        Duration time,
        List<String> followUps,
        List<String> rubric,
        List<String> signals) {
    /** Decides how long a pause the candidate gets for thinking. */
    public enum Kind {
        TECHNICAL,
        BEHAVIOURAL
    }

    public PlannedQuestion {
        Checks.range(questionNo, "questionNo", 1, 100);
        Checks.text(questionId, "questionId", 200);
        Checks.text(text, "text", 1000);
        Checks.text(competence, "competence", 100);
        Checks.present(kind, "kind");
        Checks.present(time, "time");
        followUps = List.copyOf(followUps);
        rubric = List.copyOf(rubric);
        signals = List.copyOf(signals);
        Checks.require(rubric.size() == 5, "rubric must have exactly 5 levels");
    }

    @Override
    public String toString() {
        return "PlannedQuestion[" + questionNo + ", " + questionId + "]";
    }
}
