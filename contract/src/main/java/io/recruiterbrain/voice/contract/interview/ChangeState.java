package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves an interview to a state; being there already is success, an illegal move fails with {@code INVALID_STATE}.
 *
 * @param at when it happened, by the sender's clock; becomes start or end time where the state has one
 * @param workerId node that holds the room from now on, absent to leave as it is
 * @param reason why it ended, absent for other moves
 * @param fence of the lease of the agent that says so: an older one than the interview's fails with {@code STALE_LEASE}.
 *     Absent when it is not an agent, for example a recruiter who cancels
 */
public record ChangeState(
        UUID interviewId,
        InterviewState state,
        Instant at,
        @Nullable String workerId,
        @Nullable String reason,
        @Nullable Long fence)
        implements BusMessage {
    public static final Address<ChangeState, Interview> ADDRESS =
            new Address<>("persistence.interview.state", ChangeState.class, Interview.class, Duration.ofSeconds(2));

    public ChangeState(
            UUID interviewId, InterviewState state, Instant at, @Nullable String workerId, @Nullable String reason) {
        this(interviewId, state, at, workerId, reason, null);
    }

    public ChangeState {
        Checks.present(interviewId, "interviewId");
        Checks.present(state, "state");
        Checks.present(at, "at");
        Checks.optionalText(workerId, "workerId", 200);
        Checks.optionalText(reason, "reason", 500);
    }

    @Override
    public String toString() {
        return "ChangeState[" + interviewId + ", " + state + "]";
    }
}
