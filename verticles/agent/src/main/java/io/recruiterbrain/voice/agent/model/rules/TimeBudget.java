package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Duration;
import java.util.List;

/** Shares the interview's time among its questions. */
final class TimeBudget {
    /** Greeting and closing words. */
    private static final Duration FRAME = Duration.ofSeconds(40);
    /** The conversation wraps up softly at this share of its time; questions are planned to be over by then. */
    private static final double BEFORE_WRAP = 0.85;

    private static final Duration LEAST = Duration.ofSeconds(20);

    private TimeBudget() {}

    /** The plan with each question's time shortened in proportion when all together would not fit. */
    static List<PlannedQuestion> fit(List<PlannedQuestion> plan, Duration limit) {
        double wanted =
                plan.stream().mapToLong(question -> question.time().toSeconds()).sum();
        double available = limit.toSeconds() * BEFORE_WRAP - FRAME.toSeconds();
        if (wanted <= available) {
            return List.copyOf(plan);
        }
        double factor = Math.max(0, available) / wanted;
        return plan.stream()
                .map(question -> with(question, Math.round(question.time().toSeconds() * factor)))
                .toList();
    }

    private static PlannedQuestion with(PlannedQuestion question, long seconds) {
        return new PlannedQuestion(
                question.questionNo(),
                question.questionId(),
                question.text(),
                question.competence(),
                question.kind(),
                Duration.ofSeconds(Math.max(LEAST.toSeconds(), seconds)),
                question.followUps(),
                question.rubric(),
                question.signals());
    }
}
