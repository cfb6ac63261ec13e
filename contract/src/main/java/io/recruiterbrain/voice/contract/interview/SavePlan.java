package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores the plan unless there is one; the answer carries the plan that is in force.
 *
 * @param fence of the lease of who planned: an older one than the interview's fails with {@code STALE_LEASE}. Absent for an
 *     interview that nobody ever took a lease of
 */
public record SavePlan(
        UUID interviewId,
        List<PlannedQuestion> plan,
        @Nullable Long fence) implements BusMessage {
    public static final Address<SavePlan, Interview> ADDRESS =
            new Address<>("persistence.interview.plan", SavePlan.class, Interview.class, Duration.ofSeconds(2));

    public SavePlan(UUID interviewId, List<PlannedQuestion> plan) {
        this(interviewId, plan, null);
    }

    public SavePlan {
        Checks.present(interviewId, "interviewId");
        plan = List.copyOf(plan);
        Checks.require(!plan.isEmpty(), "plan must not be empty");
    }
}
