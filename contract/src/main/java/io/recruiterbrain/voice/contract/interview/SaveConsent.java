package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/** Stores the candidate's consent; saving it again keeps the first. */
public record SaveConsent(UUID interviewId, Consent consent) implements BusMessage {
    public static final Address<SaveConsent, Interview> ADDRESS =
            new Address<>("persistence.interview.consent", SaveConsent.class, Interview.class, Duration.ofSeconds(2));

    public SaveConsent {
        Checks.present(interviewId, "interviewId");
        Checks.present(consent, "consent");
    }
}
