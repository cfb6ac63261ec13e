package io.recruiterbrain.voice.agent.extension;

import io.recruiterbrain.voice.contract.extension.ChoosePlan;
import io.recruiterbrain.voice.contract.extension.PlanChosen;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan must keep to, whoever chose it. */
final class LegalPlan {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final int FOLLOW_UPS = 5;
    private static final int SIGNALS = 100;
    private static final int LONGEST_TEXT = 1000;
    /** A recruiter's own question has such an id; it is asked, whatever an extension thinks of it. */
    private static final String OWN = "own-";

    private LegalPlan() {}

    /** Why the plan cannot be followed, null when it can. */
    static @Nullable String objection(ChoosePlan asked, PlanChosen answer) {
        List<PlannedQuestion> plan = answer.plan();
        if (!answer.interviewId().equals(asked.interviewId())) {
            return "it is of another interview";
        }
        if (plan.size() > Math.max(asked.proposed().size(), asked.settings().questionCount())) {
            return "it has more questions than were ordered";
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i).questionNo() != i + 1) {
                return "its questions are not numbered in their order";
            }
            if (!ids.add(plan.get(i).questionId())) {
                return "two of its questions have one id";
            }
            String objection = objection(plan.get(i));
            if (objection != null) {
                return objection;
            }
        }
        if (time(plan).compareTo(longest(asked)) > 0) {
            return "its questions take longer than the interview may";
        }
        return keepsOwnQuestions(asked.proposed(), plan) ? null : "a question of the recruiter's own is missing";
    }

    private static @Nullable String objection(PlannedQuestion question) {
        if (question.time().compareTo(SHORTEST) < 0) {
            return "a question has less than " + SHORTEST.toSeconds() + " s";
        }
        if (question.followUps().size() > FOLLOW_UPS || question.signals().size() > SIGNALS) {
            return "a question has too many follow-ups or signals";
        }
        boolean readable = question.followUps().stream().allMatch(LegalPlan::isText)
                && question.rubric().stream().allMatch(LegalPlan::isText)
                && question.signals().stream().allMatch(LegalPlan::isText);
        return readable ? null : "a follow-up, rubric level or signal is blank or too long";
    }

    private static boolean isText(String text) {
        return !text.isBlank() && text.length() <= LONGEST_TEXT;
    }

    private static Duration longest(ChoosePlan asked) {
        Duration limit = asked.settings().maxDuration();
        Duration proposed = time(asked.proposed());
        return proposed.compareTo(limit) > 0 ? proposed : limit;
    }

    private static Duration time(List<PlannedQuestion> plan) {
        return plan.stream().map(PlannedQuestion::time).reduce(Duration.ZERO, Duration::plus);
    }

    private static boolean keepsOwnQuestions(List<PlannedQuestion> proposed, List<PlannedQuestion> plan) {
        return proposed.stream()
                .filter(own -> own.questionId().startsWith(OWN))
                .allMatch(own -> plan.stream()
                        .anyMatch(question -> question.questionId().equals(own.questionId())
                                && question.text().equals(own.text())));
    }
}
