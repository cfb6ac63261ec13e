package io.recruiterbrain.voice.agent.lease;

import io.recruiterbrain.voice.agent.lease.LeaseWatch.Expired;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.StoreSight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Watches the leases of others and has the expired ones taken: the owner whose turn it is at once, the others a little
 * later each, in case that one cannot. To be used on the supervisor's context.
 */
public final class LeaseTaker {
    private static final Duration PERIOD = Duration.ofMillis(500);
    /** While an owner is suspected, each moment counts. */
    private static final Duration PERIOD_WHILE_SUSPICIOUS = Duration.ofMillis(100);
    /** How much later than the one before each further owner takes. */
    private static final Duration LATER_EACH = Duration.ofMillis(400);
    /** An answer that is out for longer than this may never come. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** What a taker works with. */
    public interface Store {
        Future<HeldLeases> find();

        /** Asks an owner for a sign; fails with {@code UNAVAILABLE} when it has left the bus. */
        Future<StoreSight> sight(String owner);
    }

    /** Who takes. */
    public interface Host {
        /** What this process tells of itself. */
        AgentPresence self();

        /** Takes the lease and goes on with the interview; completes when that has succeeded or failed. */
        Future<?> take(HeldLease expired);
    }

    private final Store store;
    private final Host host;
    private final String owner;
    private final Peers peers;
    private final LongSupplier nanos;
    private final LeaseWatch watch;
    private final Set<UUID> taking = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private long askedAt;
    private boolean started;
    private boolean underWay;
    private boolean failed;

    /** @param nanos this process's monotonic clock */
    public LeaseTaker(Store store, Host host, String owner, Peers peers, LongSupplier nanos) {
        this.store = store;
        this.host = host;
        this.owner = owner;
        this.peers = peers;
        this.nanos = nanos;
        this.watch = new LeaseWatch(owner, nanos);
    }

    /** Does what is due; to be called about ten times a second. */
    public void tick() {
        long now = nanos.getAsLong();
        Duration period = watch.suspects().isEmpty() ? PERIOD : PERIOD_WHILE_SUSPICIOUS;
        if (underWay || (started && now - askedAt < period.toNanos())) {
            return;
        }
        started = true;
        underWay = true;
        askedAt = now;
        store.find().onComplete(outcome -> {
            underWay = false;
            failed = outcome.failed();
            if (failed) {
                watch.anew();
            } else {
                take(watch.saw(now, outcome.result()));
                watch.suspects().forEach(this::askFor);
            }
        });
    }

    /** Answers an owner that cannot keep its leases. Who says that it cannot read them either starts watching anew. */
    public StoreSight sight() {
        boolean slow = underWay && nanos.getAsLong() - askedAt > PATIENCE.toNanos();
        boolean away = !started || failed || slow;
        if (away) {
            watch.anew();
        }
        return new StoreSight(owner, away);
    }

    private void take(List<Expired> expired) {
        if (expired.isEmpty()) {
            return;
        }
        Set<String> dead =
                expired.stream().map(each -> each.held().lease().owner()).collect(Collectors.toSet());
        List<AgentPresence> takers = new ArrayList<>(peers.present());
        takers.removeIf(each -> dead.contains(each.owner()));
        takers.add(host.self());
        TakingOrder order = new TakingOrder(takers);
        expired.stream()
                .sorted(Comparator.comparing(each -> each.held().interviewId()))
                .forEach(each -> {
                    int place = order.next().indexOf(owner);
                    boolean due = place >= 0 && each.overdue().compareTo(LATER_EACH.multipliedBy(place)) >= 0;
                    UUID interviewId = each.held().interviewId();
                    if (due && taking.add(interviewId)) {
                        host.take(each.held()).onComplete(done -> taking.remove(interviewId));
                    }
                });
    }

    private void askFor(String suspect) {
        if (asked.add(suspect)) {
            store.sight(suspect).onComplete(outcome -> {
                asked.remove(suspect);
                if (outcome.cause() instanceof ServiceException fault && fault.code() == ErrorCode.UNAVAILABLE) {
                    watch.gone(suspect);
                }
            });
        }
    }
}
