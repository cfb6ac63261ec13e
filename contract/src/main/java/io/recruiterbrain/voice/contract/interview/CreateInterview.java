package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores a new interview in state {@link InterviewState#SCHEDULED}.
 *
 * <p>Sending the same {@code idempotencyKey} with the same {@code requestHash} answers with the interview stored first;
 * with another hash it fails with {@code IDEMPOTENCY_CONFLICT}.
 *
 * @param idempotencyKey unique over all clients: the client's API key's id and what it sent, absent when it sent none
 * @param requestHash SHA-256 of the canonical request
 */
public record CreateInterview(
        UUID interviewId,
        CandidateData candidate,
        JobDescriptionData job,
        InterviewSettings settings,
        Instant createdAt,
        Instant linkExpiresAt,
        @Nullable String idempotencyKey,
        @Nullable String requestHash)
        implements BusMessage {
    public static final Address<CreateInterview, InterviewCreated> ADDRESS = new Address<>(
            "persistence.interview.create", CreateInterview.class, InterviewCreated.class, Duration.ofSeconds(2));

    public CreateInterview {
        Checks.present(interviewId, "interviewId");
        Checks.present(candidate, "candidate");
        Checks.present(job, "job");
        Checks.present(settings, "settings");
        Checks.present(createdAt, "createdAt");
        Checks.present(linkExpiresAt, "linkExpiresAt");
        Checks.optionalText(idempotencyKey, "idempotencyKey", 250);
        Checks.require((idempotencyKey == null) == (requestHash == null), "idempotencyKey and requestHash go together");
    }

    @Override
    public String toString() {
        return "CreateInterview[" + interviewId + "]";
    }
}
