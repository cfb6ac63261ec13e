package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.join.SessionClaimed;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The queue for rooms and the browsers that interviews are open in; no place is ever given up. Safe for any thread.
 */
final class MemoryJoins {
    private final MemoryLeases leases;
    private final List<UUID> queue = new ArrayList<>();
    private final Map<UUID, UUID> sessions = new HashMap<>();

    private volatile boolean countsRooms = true;

    MemoryJoins(MemoryLeases leases) {
        this.leases = leases;
    }

    synchronized QueuePlace enter(EnterQueue request) {
        if (!queue.contains(request.interviewId())) {
            queue.add(request.interviewId());
        }
        QueuePlace place = place(request.interviewId());
        return countsRooms
                ? new QueuePlace(
                        place.position(), place.waiting(), leases.all().leases().size())
                : place;
    }

    void countNoRooms() {
        countsRooms = false;
    }

    synchronized QueuePlace leave(LeaveQueue request) {
        queue.remove(request.interviewId());
        return place(request.interviewId());
    }

    synchronized QueuePlace find(FindQueuePlace request) {
        return place(request.interviewId());
    }

    synchronized SessionClaimed claim(ClaimSession request) {
        UUID known = sessions.get(request.interviewId());
        if (request.again() && known != null && !known.equals(request.sessionId())) {
            throw new ServiceException(
                    ErrorCode.SESSION_TAKEN_OVER, "the interview was opened in another browser since");
        }
        sessions.put(request.interviewId(), request.sessionId());
        return new SessionClaimed(request.interviewId(), request.sessionId());
    }

    private QueuePlace place(@Nullable UUID interviewId) {
        Set<UUID> held =
                leases.all().leases().stream().map(HeldLease::interviewId).collect(Collectors.toSet());
        List<UUID> waiting = queue.stream().filter(id -> !held.contains(id)).toList();
        return new QueuePlace(interviewId == null ? 0 : waiting.indexOf(interviewId) + 1, waiting.size());
    }
}
