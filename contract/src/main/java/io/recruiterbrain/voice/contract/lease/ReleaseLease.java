package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/** Gives a lease back, so that anybody may take it at once; harmless when it is lost already. */
public record ReleaseLease(UUID interviewId, Lease lease) implements BusMessage {
    public static final Address<ReleaseLease, LeaseReleased> ADDRESS =
            new Address<>("persistence.lease.release", ReleaseLease.class, LeaseReleased.class, Duration.ofSeconds(2));

    public ReleaseLease {
        Checks.present(interviewId, "interviewId");
        Checks.present(lease, "lease");
    }
}
