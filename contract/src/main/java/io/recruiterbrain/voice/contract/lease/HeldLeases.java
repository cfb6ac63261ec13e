package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.List;
import java.util.UUID;

/** Leases that are held. */
public record HeldLeases(List<HeldLease> leases) implements BusMessage {
    public HeldLeases {
        leases = List.copyOf(leases);
    }

    /**
     * One of them.
     *
     * @param beat grows with each sign of life of the owner; an owner whose number stands still is gone. It is compared
     *     with itself only, never with a clock
     */
    public record HeldLease(UUID interviewId, Lease lease, long beat) {
        public HeldLease {
            Checks.present(interviewId, "interviewId");
            Checks.present(lease, "lease");
        }
    }
}
