package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/** Reads one interview; fails with {@code NOT_FOUND}, or {@code ERASED} when only a tombstone is left. */
public record FindInterview(UUID interviewId) implements BusMessage {
    public static final Address<FindInterview, Interview> ADDRESS =
            new Address<>("persistence.interview.find", FindInterview.class, Interview.class, Duration.ofSeconds(2));

    public FindInterview {
        Checks.present(interviewId, "interviewId");
    }
}
