package io.recruiterbrain.voice.contract.extension;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.util.List;
import java.util.UUID;

/**
 * The plan that an extension wants.
 *
 * @param plan numbered from 1 in its order, every id once
 */
public record PlanChosen(UUID interviewId, List<PlannedQuestion> plan) implements BusMessage {
    public PlanChosen {
        Checks.present(interviewId, "interviewId");
        plan = List.copyOf(plan);
        Checks.require(
                !plan.isEmpty() && plan.size() <= InterviewSettings.MAX_QUESTIONS,
                "plan must have 1 to " + InterviewSettings.MAX_QUESTIONS + " questions");
    }

    @Override
    public String toString() {
        return "PlanChosen[" + interviewId + ", questions=" + plan.size() + "]";
    }
}
