package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.LeaseReleased;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who holds which interview; nobody's lease expires by itself. Safe for any thread. */
final class MemoryLeases {
    private final Map<UUID, Lease> held = new HashMap<>();
    private final Map<UUID, Long> fences = new HashMap<>();

    synchronized LeaseOutcome acquire(AcquireLease request) {
        UUID interviewId = request.interviewId();
        Lease known = held.get(interviewId);
        if (known != null && known.owner().equals(request.owner())) {
            return new LeaseOutcome.Acquired(interviewId, known);
        }
        if (known != null && !known.equals(request.expired())) {
            return new LeaseOutcome.HeldBy(interviewId, known);
        }
        return new LeaseOutcome.Acquired(interviewId, give(interviewId, request.owner()));
    }

    synchronized LeaseReleased release(ReleaseLease request) {
        held.remove(request.interviewId(), request.lease());
        return new LeaseReleased(request.interviewId());
    }

    /** Gives the lease to somebody whoever holds it. */
    synchronized Lease give(UUID interviewId, String owner) {
        Lease lease = new Lease(owner, fences.merge(interviewId, 1L, Long::sum));
        held.put(interviewId, lease);
        return lease;
    }

    synchronized @Nullable Lease of(UUID interviewId) {
        return held.get(interviewId);
    }

    synchronized HeldLeases all() {
        return new HeldLeases(List.copyOf(held.entrySet().stream()
                .map(lease -> new HeldLease(lease.getKey(), lease.getValue(), 1))
                .toList()));
    }
}
