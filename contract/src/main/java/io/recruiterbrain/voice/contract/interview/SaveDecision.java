package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/** Stores a person's decision on an ended interview; a later one replaces it, every one is published as an event. */
public record SaveDecision(UUID interviewId, Decision decision) implements BusMessage {
    public static final Address<SaveDecision, Interview> ADDRESS =
            new Address<>("persistence.interview.decision", SaveDecision.class, Interview.class, Duration.ofSeconds(2));

    public SaveDecision {
        Checks.present(interviewId, "interviewId");
        Checks.present(decision, "decision");
    }
}
