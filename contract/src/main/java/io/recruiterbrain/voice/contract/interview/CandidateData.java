package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Who is interviewed.
 *
 * @param candidateId the recruiter's own id of this person
 * @param resume plain text; steers which questions are asked
 */
public record CandidateData(
        @Nullable String candidateId,
        String name,
        @Nullable String email,
        @Nullable String resume) {
    public static final int MAX_RESUME = 50_000;

    public CandidateData {
        Checks.optionalText(candidateId, "candidate.candidate_id", 200);
        Checks.text(name, "candidate.name", 200);
        Checks.optionalText(email, "candidate.email", 320);
        Checks.optionalText(resume, "candidate.resume", MAX_RESUME);
    }

    @Override
    public String toString() {
        return "CandidateData[]";
    }
}
