package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.time.Instant;

/**
 * Erases every interview of a candidate as {@link EraseInterview} erases one; none of them while one is running. Fails
 * with {@code NOT_FOUND} when there is none, so also when it is repeated.
 *
 * @param candidateId the recruiter's own id of this person
 */
public record EraseCandidate(String candidateId, Instant at) implements BusMessage {
    public static final Address<EraseCandidate, CandidateErased> ADDRESS = new Address<>(
            "persistence.interview.erase_candidate",
            EraseCandidate.class,
            CandidateErased.class,
            Duration.ofSeconds(5));

    public EraseCandidate {
        Checks.text(candidateId, "candidate_id", 200);
        Checks.present(at, "at");
    }

    @Override
    public String toString() {
        return "EraseCandidate[at=" + at + "]";
    }
}
