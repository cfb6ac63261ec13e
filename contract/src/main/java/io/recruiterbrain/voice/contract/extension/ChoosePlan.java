package io.recruiterbrain.voice.contract.extension;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks an extension for an interview's plan, before it begins. The answer may choose, reorder and rewrite questions.
 *
 * @param resume plain text, absent when none was given; candidate data
 * @param proposed the plan that is followed without an answer
 */
public record ChoosePlan(
        UUID interviewId,
        JobDescriptionData job,
        @Nullable String resume,
        InterviewSettings settings,
        List<PlannedQuestion> proposed)
        implements BusMessage {
    public static final Address<ChoosePlan, PlanChosen> ADDRESS =
            new Address<>("extension.choose_plan", ChoosePlan.class, PlanChosen.class, Duration.ofSeconds(2));

    public ChoosePlan {
        Checks.present(interviewId, "interviewId");
        Checks.present(job, "job");
        Checks.present(settings, "settings");
        proposed = List.copyOf(proposed);
    }

    @Override
    public String toString() {
        return "ChoosePlan[" + interviewId + ", questions=" + proposed.size() + "]";
    }
}
