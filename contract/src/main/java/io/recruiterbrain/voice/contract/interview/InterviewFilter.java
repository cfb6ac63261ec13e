package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which interviews to list; an absent part, or an empty set, lets everything pass.
 *
 * @param createdFrom inclusive
 * @param createdTo exclusive
 */
public record InterviewFilter(
        Set<InterviewState> states,
        @Nullable String jobId,
        @Nullable String candidateId,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo) {
    public InterviewFilter {
        states = states == null ? Set.of() : Set.copyOf(states);
        Checks.optionalText(jobId, "job_id", 200);
        Checks.optionalText(candidateId, "candidate_id", 200);
    }
}
