package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.join.SessionClaimed;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The queue for rooms and the browsers that interviews are open in; no place is given up but for a lease. Safe for any
 * thread.
 */
final class MemoryJoins {
    private final MemoryLeases leases;
    private final List<UUID> queue = new ArrayList<>();
    private final Map<UUID, UUID> sessions = new HashMap<>();

    MemoryJoins(MemoryLeases leases) {
        this.leases = leases;
    }

    synchronized QueuePlace enter(EnterQueue request) {
        if (!queue.contains(request.interviewId())) {
            queue.add(request.interviewId());
        }
        QueuePlace place = place(request.interviewId());
        return new QueuePlace(
                place.position(), place.waiting(), leases.all().leases().size());
    }

    /** Takes a lease; who holds one waits no more. */
    synchronized LeaseOutcome acquire(AcquireLease request) {
        LeaseOutcome outcome = leases.acquire(request);
        if (outcome instanceof LeaseOutcome.Acquired) {
            queue.remove(request.interviewId());
        }
        return outcome;
    }

    synchronized QueuePlace leave(LeaveQueue request) {
        queue.remove(request.interviewId());
        return place(request.interviewId());
    }

    synchronized QueuePlace find(FindQueuePlace request) {
        return request.interviewId() == null ? new QueuePlace(0, queue.size()) : place(request.interviewId());
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

    private QueuePlace place(UUID interviewId) {
        return new QueuePlace(queue.indexOf(interviewId) + 1, queue.size());
    }
}
