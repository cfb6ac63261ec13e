package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The job that the interview is for.
 *
 * @param jobId the recruiter's own id of this job
 * @param description plain text of the advertisement; steers which questions are asked
 */
public record JobDescriptionData(
        @Nullable String jobId, String title, @Nullable String company, String description) {
    public static final int MAX_DESCRIPTION = 50_000;

    public JobDescriptionData {
        Checks.optionalText(jobId, "job.job_id", 200);
        Checks.text(title, "job.title", 200);
        Checks.optionalText(company, "job.company", 200);
        Checks.text(description, "job.description", MAX_DESCRIPTION);
    }
}
