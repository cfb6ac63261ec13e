package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Stores the plan unless there is one; the answer carries the plan that is in force. */
public record SavePlan(UUID interviewId, List<PlannedQuestion> plan) implements BusMessage {
    public static final Address<SavePlan, Interview> ADDRESS =
            new Address<>("persistence.interview.plan", SavePlan.class, Interview.class, Duration.ofSeconds(2));

    public SavePlan {
        Checks.present(interviewId, "interviewId");
        plan = List.copyOf(plan);
        Checks.require(!plan.isEmpty(), "plan must not be empty");
    }
}
