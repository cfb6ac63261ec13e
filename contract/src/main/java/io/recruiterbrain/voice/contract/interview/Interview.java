package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.lease.Lease;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An interview as it is stored.
 *
 * @param plan empty until an agent has planned it
 * @param roomName the media room, {@code interview-<id>}
 * @param workerId node that holds the room, absent while none does
 * @param endReason one stable word such as {@code completed}, {@code time_limit}, {@code candidate_left}, or the recruiter's reason for a cancellation
 * @param turnCount turns saved so far
 * @param questionNo the highest question asked so far, 0 before the first
 * @param lease who holds it now, absent while nobody does
 * @param evaluated whether its evaluation is stored, whatever the state
 */
public record Interview(
        UUID interviewId,
        InterviewState state,
        CandidateData candidate,
        JobDescriptionData job,
        InterviewSettings settings,
        List<PlannedQuestion> plan,
        String roomName,
        @Nullable String workerId,
        @Nullable Consent consent,
        @Nullable Decision decision,
        Instant createdAt,
        Instant linkExpiresAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String endReason,
        int turnCount,
        int questionNo,
        boolean evaluated,
        @Nullable Lease lease)
        implements BusMessage {
    public Interview {
        Checks.present(interviewId, "interviewId");
        Checks.present(state, "state");
        Checks.present(candidate, "candidate");
        Checks.present(job, "job");
        Checks.present(settings, "settings");
        plan = plan == null ? List.of() : List.copyOf(plan);
        Checks.text(roomName, "roomName", 200);
        Checks.present(createdAt, "createdAt");
        Checks.present(linkExpiresAt, "linkExpiresAt");
        evaluated = evaluated || state == InterviewState.EVALUATED;
    }

    @Override
    public String toString() {
        return "Interview[" + interviewId + ", " + state + "]";
    }
}
