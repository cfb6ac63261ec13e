package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Erases turns, evaluation, vectors and all personal data of an interview; a tombstone stays. Repeating is harmless. */
public record EraseInterview(UUID interviewId, Instant at) implements BusMessage {
    public static final Address<EraseInterview, InterviewErased> ADDRESS = new Address<>(
            "persistence.interview.erase", EraseInterview.class, InterviewErased.class, Duration.ofSeconds(5));

    public EraseInterview {
        Checks.present(interviewId, "interviewId");
        Checks.present(at, "at");
    }
}
