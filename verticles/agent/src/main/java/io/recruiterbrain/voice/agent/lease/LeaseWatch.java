package io.recruiterbrain.voice.agent.lease;

import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells which leases of others have expired: their owner's beat stood still for as long as an owner that lives would never
 * let it, by this process's own monotonic clock and over answers without a gap. Pure; not thread-safe.
 */
public final class LeaseWatch {
    /** With this much of standing still, a lease has expired whatever the reason. */
    static final Duration EXPIRY = Duration.ofMillis(2_500);
    /**
     * The same for an owner that has left the bus. Longer than its {@link Entitlement}, so it is silent by then even when
     * the bus is wrong about it.
     */
    static final Duration EXPIRY_WHEN_GONE = Duration.ofMillis(1_700);
    /** From here on it is worth asking the bus whether the owner is gone. */
    static final Duration SUSPICION = Duration.ofMillis(900);
    /** After a longer time without an answer nobody knows what happened in between. */
    static final Duration LONGEST_GAP = Duration.ofMillis(1_500);

    /**
     * A lease to be taken.
     *
     * @param standing how long the owner's beat stands still
     * @param overdue for how long the lease may have been taken
     */
    public record Expired(HeldLease held, Duration standing, Duration overdue) {}

    private record Beat(long number, long since) {}

    private final String owner;
    private final LongSupplier nanos;
    private final Map<String, Beat> beats = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private Set<String> suspects = Set.of();
    private long lastAskedAt;
    private boolean watching;

    /**
     * @param owner whose leases are not watched: this process's
     * @param nanos this process's monotonic clock
     */
    public LeaseWatch(String owner, LongSupplier nanos) {
        this.owner = owner;
        this.nanos = nanos;
    }

    /**
     * Takes an answer, which must be the only one under way.
     *
     * @param askedAt when it was asked for: a beat is known to have stood still until then, not longer
     */
    public List<Expired> saw(long askedAt, HeldLeases held) {
        if (watching && askedAt - lastAskedAt > LONGEST_GAP.toNanos()) {
            anew();
        }
        watching = true;
        lastAskedAt = askedAt;
        long now = nanos.getAsLong();
        List<HeldLease> others = held.leases().stream()
                .filter(each -> !each.lease().owner().equals(owner))
                .toList();
        Set<String> owners = others.stream().map(each -> each.lease().owner()).collect(Collectors.toSet());
        beats.keySet().retainAll(owners);
        gone.retainAll(owners);
        for (HeldLease each : others) {
            Beat before = beats.get(each.lease().owner());
            if (before == null || before.number() != each.beat()) {
                beats.put(each.lease().owner(), new Beat(each.beat(), now));
                gone.remove(each.lease().owner());
            }
        }
        suspects = owners.stream()
                .filter(each -> standing(each, askedAt).compareTo(SUSPICION) >= 0)
                .collect(Collectors.toSet());
        return others.stream()
                .map(each -> {
                    Duration standing = standing(each.lease().owner(), askedAt);
                    return new Expired(
                            each, standing, standing.minus(expiry(each.lease().owner())));
                })
                .filter(each -> !each.overdue().isNegative())
                .toList();
    }

    /** No answer came, or somebody relies on our having none: everything is watched anew, for its whole time. */
    public void anew() {
        beats.clear();
        gone.clear();
        suspects = Set.of();
        watching = false;
    }

    /** Owners whose beat stands still for a while. */
    public Set<String> suspects() {
        return suspects;
    }

    /** The bus says that this owner has left it. */
    public void gone(String gone) {
        if (suspects.contains(gone)) {
            this.gone.add(gone);
        }
    }

    private Duration standing(String owner, long until) {
        Beat beat = beats.get(owner);
        return beat == null ? Duration.ZERO : Duration.ofNanos(until - beat.since());
    }

    private Duration expiry(String owner) {
        return gone.contains(owner) ? EXPIRY_WHEN_GONE : EXPIRY;
    }
}
