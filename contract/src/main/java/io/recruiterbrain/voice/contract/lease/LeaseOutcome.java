package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.UUID;

/** How an attempt at a lease ended. */
public sealed interface LeaseOutcome extends BusMessage {
    /** The asker holds it. */
    record Acquired(UUID interviewId, Lease lease) implements LeaseOutcome {
        public Acquired {
            Checks.present(interviewId, "interviewId");
            Checks.present(lease, "lease");
        }
    }

    /** Somebody else holds it. */
    record HeldBy(UUID interviewId, Lease lease) implements LeaseOutcome {
        public HeldBy {
            Checks.present(interviewId, "interviewId");
            Checks.present(lease, "lease");
        }
    }
}
