package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lease of an interview that nobody holds, or takes it from a holder that is gone. Asking again for what one
 * holds already is answered with the same lease.
 *
 * @param expired the lease to be replaced, as it was seen; absent to take it only when nobody holds it. It is not replaced
 *     when it changed, or when its owner gave a sign of life since {@code beat}
 * @param beat the owner's last sign of life that was seen, 0 without {@code expired}
 */
public record AcquireLease(
        UUID interviewId, String owner, @Nullable Lease expired, long beat) implements BusMessage {
    public static final Address<AcquireLease, LeaseOutcome> ADDRESS =
            new Address<>("persistence.lease.acquire", AcquireLease.class, LeaseOutcome.class, Duration.ofSeconds(2));

    public AcquireLease {
        Checks.present(interviewId, "interviewId");
        Checks.text(owner, "owner", 300);
    }
}
