package io.recruiterbrain.voice.contract.search;

import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which turns to search; an absent part lets everything pass.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record SearchFilter(
        @Nullable UUID interviewId,
        @Nullable String jobId,
        @Nullable String candidateId,
        @Nullable Speaker speaker,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final SearchFilter NONE = new SearchFilter(null, null, null, null, null, null);

    public SearchFilter {
        Checks.optionalText(jobId, "job_id", 200);
        Checks.optionalText(candidateId, "candidate_id", 200);
        Checks.require(from == null || to == null || from.isBefore(to), "from must be before to");
    }
}
