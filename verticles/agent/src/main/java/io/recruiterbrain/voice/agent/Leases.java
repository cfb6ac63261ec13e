package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.lease.LeaseKeeper;
import io.recruiterbrain.voice.agent.lease.LeaseTaker;
import io.recruiterbrain.voice.agent.lease.Peers;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.FindStoreSight;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.recruiterbrain.voice.contract.lease.StoreSight;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases of this node's supervisor, on the bus: asked for, kept, given back, and those of others watched. */
final class Leases implements LeaseKeeper.Store, LeaseTaker.Store, LeaseKeeper.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** Who holds the rooms. */
    interface Host extends LeaseTaker.Host {
        /** The lease is lost: silence at once. */
        void lost(UUID interviewId);
    }

    private final String owner;
    private final Bus bus;
    private final Host host;
    private final BiFunction<UUID, Long, Future<Void>> settled;
    private final Peers peers;
    private final LeaseKeeper keeper;
    private final LeaseTaker taker;

    /**
     * @param settled completes when nothing that was said under a fencing number waits to be stored
     * @param nanos this process's monotonic clock
     */
    Leases(String owner, Bus bus, Host host, BiFunction<UUID, Long, Future<Void>> settled, LongSupplier nanos) {
        this.owner = owner;
        this.bus = bus;
        this.host = host;
        this.settled = settled;
        this.peers = new Peers(owner, nanos);
        this.keeper = new LeaseKeeper(this, this, peers, nanos);
        this.taker = new LeaseTaker(this, host, owner, peers, nanos);
    }

    /** Serves and listens; {@link #tick} is to be called from now on. */
    Future<?> start() {
        tick();
        return Future.all(
                bus.serve(FindStoreSight.address(owner), question -> Future.succeededFuture(taker.sight())),
                bus.subscribe(AgentPresence.TOPIC, AgentPresence.class, peers::saw));
    }

    /** Does what is due; to be called about ten times a second. */
    void tick() {
        keeper.tick();
        taker.tick();
    }

    /** Whether this process may speak in the rooms whose leases it has. Any thread. */
    BooleanSupplier entitled() {
        return keeper.entitlement();
    }

    Peers peers() {
        return peers;
    }

    /**
     * Takes a lease; fails with {@link HeldElsewhere}.
     *
     * @param expired as it was seen, absent to take it when nobody holds it
     */
    Future<Lease> acquire(UUID interviewId, @Nullable HeldLease expired) {
        AcquireLease request = new AcquireLease(
                interviewId, owner, expired == null ? null : expired.lease(), expired == null ? 0 : expired.beat());
        keeper.expect(interviewId);
        return bus.ask(AcquireLease.ADDRESS, request)
                // The answer may have been lost only: who holds it already is answered with the same lease.
                .recover(fault -> fault instanceof ServiceException known && known.code() == ErrorCode.TIMEOUT
                        ? bus.ask(AcquireLease.ADDRESS, request)
                        : Future.failedFuture(fault))
                .onFailure(fault -> keeper.giveUp(interviewId))
                .compose(outcome -> switch (outcome) {
                    case LeaseOutcome.Acquired acquired -> {
                        keeper.hold(interviewId, acquired.lease());
                        yield Future.succeededFuture(acquired.lease());
                    }
                    case LeaseOutcome.HeldBy held -> {
                        keeper.giveUp(interviewId);
                        yield Future.failedFuture(new HeldElsewhere(held.lease()));
                    }
                });
    }

    /**
     * Gives a lease back when all that was said under it is stored, which would be refused after; one that the store could
     * not take back now is given back with a later beat.
     */
    Future<Void> release(UUID interviewId, Lease lease) {
        return settled.apply(interviewId, lease.fence()).compose(done -> releaseNow(interviewId, lease));
    }

    private Future<Void> releaseNow(UUID interviewId, Lease lease) {
        keeper.forget(interviewId, lease);
        return bus.ask(ReleaseLease.ADDRESS, new ReleaseLease(interviewId, lease))
                .onFailure(fault -> LOG.atInfo()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("fault", fault.getMessage())
                        .log("lease not given back yet"))
                .transform(done -> Future.succeededFuture());
    }

    @Override
    public Future<HeldLeases> keep() {
        return bus.ask(KeepLeases.ADDRESS, new KeepLeases(owner));
    }

    @Override
    public Future<HeldLeases> find() {
        return bus.ask(FindLeases.ADDRESS, new FindLeases());
    }

    @Override
    public Future<StoreSight> sight(String other) {
        return bus.ask(FindStoreSight.address(other), new FindStoreSight(owner));
    }

    @Override
    public void lost(UUID interviewId) {
        host.lost(interviewId);
    }

    @Override
    public void stray(UUID interviewId, Lease lease) {
        release(interviewId, lease);
    }
}
