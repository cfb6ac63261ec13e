package io.recruiterbrain.voice.agent.lease;

import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.StoreSight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Keeps the leases of this process with a beat twice a second, and with them its right to speak; finds out which are lost.
 * While the store is away it goes on as long as every other owner says that it cannot read the leases either. To be used
 * on the supervisor's context.
 */
public final class LeaseKeeper {
    private static final Duration PERIOD = Duration.ofMillis(500);
    /** So long after the start of the last good beat the store counts as away. */
    private static final Duration AWAY_AFTER = Duration.ofMillis(800);

    private static final Duration ASK_AGAIN = Duration.ofMillis(300);
    private static final int MOST_UNDER_WAY = 3;

    /** What a keeper works with. */
    public interface Store {
        /** One beat. */
        Future<HeldLeases> keep();

        /** Asks another owner whether it can read the leases. */
        Future<StoreSight> sight(String other);
    }

    /** Who is told. */
    public interface Listener {
        /** Somebody else may hold it: nothing more may be said or written. */
        void lost(UUID interviewId);

        /** The store says that we hold it, which we know nothing of. */
        void stray(UUID interviewId, Lease lease);
    }

    private record Kept(Lease lease, long since) {}

    private final Store store;
    private final Listener listener;
    private final Peers peers;
    private final LongSupplier nanos;
    private final Entitlement entitlement;
    private final Map<UUID, Kept> held = new HashMap<>();
    private final Map<UUID, Integer> expected = new HashMap<>();
    private Set<String> others = Set.of();
    private long provenAt;
    private long askedAt;
    private long sightAskedAt;
    private int underWay;
    private boolean started;

    /** @param nanos this process's monotonic clock */
    public LeaseKeeper(Store store, Listener listener, Peers peers, LongSupplier nanos) {
        this.store = store;
        this.listener = listener;
        this.peers = peers;
        this.nanos = nanos;
        this.entitlement = new Entitlement(nanos);
        this.provenAt = nanos.getAsLong();
    }

    public Entitlement entitlement() {
        return entitlement;
    }

    /** A lease is being asked for; {@link #hold} or {@link #giveUp} follows. */
    public void expect(UUID interviewId) {
        expected.merge(interviewId, 1, Integer::sum);
    }

    public void giveUp(UUID interviewId) {
        expected.computeIfPresent(interviewId, (id, count) -> count > 1 ? count - 1 : null);
    }

    /** The lease is ours. */
    public void hold(UUID interviewId, Lease lease) {
        giveUp(interviewId);
        held.put(interviewId, new Kept(lease, nanos.getAsLong()));
    }

    /** It is given back, or will be. */
    public void forget(UUID interviewId, Lease lease) {
        held.computeIfPresent(interviewId, (id, kept) -> kept.lease().equals(lease) ? null : kept);
    }

    /** Whether the store did not answer for a while. */
    public boolean isStoreAway() {
        return nanos.getAsLong() - provenAt > AWAY_AFTER.toNanos();
    }

    /** Does what is due; to be called about ten times a second. */
    public void tick() {
        long now = nanos.getAsLong();
        if (underWay < MOST_UNDER_WAY && (!started || now - askedAt >= PERIOD.toNanos())) {
            started = true;
            askedAt = now;
            underWay++;
            store.keep().onComplete(outcome -> {
                underWay--;
                if (outcome.succeeded()) {
                    kept(now, outcome.result().leases());
                }
            });
        }
        if (isStoreAway() && now - sightAskedAt >= ASK_AGAIN.toNanos()) {
            sightAskedAt = now;
            askOthers(now);
        }
    }

    private void kept(long askedAt, List<HeldLease> leases) {
        if (askedAt - provenAt > 0) {
            provenAt = askedAt;
        }
        // Losses first: what is lost must not be heard under the entitlement that follows.
        Map<UUID, Lease> stored =
                leases.stream().collect(Collectors.toMap(HeldLease::interviewId, HeldLease::lease, (one, two) -> one));
        List<UUID> lost = held.entrySet().stream()
                .filter(each -> each.getValue().since() - askedAt < 0)
                .filter(each -> !each.getValue().lease().equals(stored.get(each.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        for (UUID interviewId : lost) {
            held.remove(interviewId);
            listener.lost(interviewId);
        }
        entitlement.prolong(askedAt);
        others = peers.names();
        stored.forEach((interviewId, lease) -> {
            if (!held.containsKey(interviewId) && !expected.containsKey(interviewId)) {
                listener.stray(interviewId, lease);
            }
        });
    }

    private void askOthers(long now) {
        Set<String> asked = new HashSet<>(others);
        asked.addAll(peers.names());
        // Nobody else, nobody who could take them.
        Future.all(asked.stream().map(store::sight).toList()).onSuccess(all -> {
            if (all.<StoreSight>list().stream().allMatch(StoreSight::away)) {
                entitlement.prolong(now);
            }
        });
    }
}
