package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.LeaseReleased;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Leases in memory, decided as persistence decides them. An owner can be cut off from them; all can. */
final class MemoryLeases {
    private record Row(@Nullable String owner, long fence) {}

    private final Map<UUID, Row> rows = new HashMap<>();
    private final Map<String, Long> beats = new HashMap<>();
    private final Set<String> cutOff = new HashSet<>();
    private boolean away;

    List<Future<?>> serve(Bus bus) {
        return List.of(
                on(bus, KeepLeases.ADDRESS, KeepLeases::owner, this::keep),
                on(bus, FindLeases.ADDRESS, find -> "", find -> held(null)),
                on(bus, AcquireLease.ADDRESS, AcquireLease::owner, this::acquire),
                on(bus, ReleaseLease.ADDRESS, release -> release.lease().owner(), this::release));
    }

    /** The owner's requests fail from now on; the others' do not. */
    synchronized void cutOff(String owner) {
        cutOff.add(owner);
    }

    synchronized void setAway(boolean now) {
        away = now;
    }

    /** Another takes it, whatever the holder does. */
    synchronized void steal(UUID interviewId, String owner) {
        rows.put(interviewId, new Row(owner, fence(interviewId) + 1));
    }

    synchronized long beats(String owner) {
        return beats.getOrDefault(owner, 0L);
    }

    synchronized long fence(UUID interviewId) {
        Row row = rows.get(interviewId);
        return row == null ? 0 : row.fence();
    }

    synchronized @Nullable Lease lease(UUID interviewId) {
        Row row = rows.get(interviewId);
        return row == null || row.owner() == null ? null : new Lease(row.owner(), row.fence());
    }

    /** Who holds it, or the name of nobody. */
    String owner(UUID interviewId) {
        Lease lease = lease(interviewId);
        return lease == null ? "nobody" : lease.owner();
    }

    /** Fails for a number that is not the holder's. */
    synchronized void require(UUID interviewId, @Nullable Long fence) {
        Row row = rows.get(interviewId);
        if (row != null && fence != null && (row.owner() == null || row.fence() != fence)) {
            throw new ServiceException(ErrorCode.STALE_LEASE, "another process holds the interview");
        }
    }

    synchronized void end(UUID interviewId) {
        rows.computeIfPresent(interviewId, (id, row) -> new Row(null, row.fence()));
    }

    private synchronized HeldLeases keep(KeepLeases keep) {
        beats.merge(keep.owner(), 1L, Long::sum);
        return held(keep.owner());
    }

    private synchronized HeldLeases held(@Nullable String by) {
        return new HeldLeases(rows.entrySet().stream()
                .filter(row -> row.getValue().owner() != null
                        && (by == null || by.equals(row.getValue().owner())))
                .map(row -> {
                    String owner = String.valueOf(row.getValue().owner());
                    return new HeldLease(
                            row.getKey(), new Lease(owner, row.getValue().fence()), beats.getOrDefault(owner, 0L));
                })
                .toList());
    }

    private synchronized LeaseOutcome acquire(AcquireLease request) {
        UUID id = request.interviewId();
        Lease now = lease(id);
        boolean mine = now != null && now.owner().equals(request.owner());
        boolean replaced =
                now != null && now.equals(request.expired()) && beats.getOrDefault(now.owner(), 0L) == request.beat();
        if (now != null && !mine && !replaced) {
            return new LeaseOutcome.HeldBy(id, now);
        }
        if (!mine) {
            rows.put(id, new Row(request.owner(), fence(id) + 1));
        }
        return new LeaseOutcome.Acquired(id, new Lease(request.owner(), fence(id)));
    }

    private synchronized LeaseReleased release(ReleaseLease release) {
        if (release.lease().equals(lease(release.interviewId()))) {
            end(release.interviewId());
        }
        return new LeaseReleased(release.interviewId());
    }

    private <Q extends BusMessage, R extends BusMessage> Future<?> on(
            Bus bus, Address<Q, R> address, Function<Q, String> owner, Function<Q, R> answer) {
        return bus.serve(address, request -> {
            synchronized (this) {
                return away || cutOff.contains(owner.apply(request))
                        ? Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "the store is away"))
                        : Future.succeededFuture(answer.apply(request));
            }
        });
    }
}
