package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.http.cluster.Presences;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings an agent into a room: asks the supervisor that holds the interview, otherwise the one with most free rooms, and the
 * next one when it has none, holds it not, or does not answer. What is known of supervisors only decides whom to ask; each
 * gives its rooms itself. Event loop of one verticle only.
 */
public final class Dispatch {
    /** All attempts together end within the limit of one join. */
    private static final Duration LIMIT = JoinInterview.ADDRESS.timeout();
    /** A supervisor that takes longer hangs, or is about to; the last one asked may take what is left. */
    private static final Duration ATTEMPT = Duration.ofSeconds(3);

    private static final Duration TOO_SHORT = Duration.ofMillis(200);
    private static final int ATTEMPTS = 6;
    /** Each says something every second: who does not is asked last. */
    private static final Duration SUSPICIOUS = Duration.ofMillis(2500);

    private static final Comparator<Presences.Agent> BEST_FIRST = Comparator.<Presences.Agent, Boolean>comparing(
                    agent -> agent.age().compareTo(SUSPICIOUS) > 0)
            .thenComparingInt(agent -> -agent.presence().free())
            .thenComparingDouble(agent -> load(agent.presence()));

    private final Bus bus;
    private final Presences presences;
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    public Dispatch(Bus bus, Presences presences, LongSupplier nanoTime) {
        this.bus = bus;
        this.presences = presences;
        this.nanoTime = nanoTime;
    }

    /** Joins; a fault that another attempt may mend comes only when nobody could be asked who answers. */
    Future<JoinResult> join(Interview interview, UUID sessionId) {
        JoinInterview request = new JoinInterview(interview.interviewId(), sessionId);
        Deque<String> owners = order(interview);
        return owners.isEmpty() ? bus.ask(JoinInterview.ADDRESS, request) : new Round(request, owners).next();
    }

    private Deque<String> order(Interview interview) {
        String holder = interview.lease() == null ? "" : interview.lease().owner();
        Deque<String> owners = new ArrayDeque<>();
        presences.agents().stream()
                .filter(agent ->
                        !agent.presence().draining() || agent.presence().owner().equals(holder))
                .sorted(BEST_FIRST)
                .map(agent -> agent.presence().owner())
                .forEach(owners::add);
        if (owners.remove(holder)) {
            owners.addFirst(holder);
        }
        return owners;
    }

    private static double load(AgentPresence presence) {
        return presence.cap() == 0 ? 1 : (double) presence.rooms() / presence.cap();
    }

    /** One join from supervisor to supervisor. */
    private final class Round {
        private final JoinInterview request;
        private final Deque<String> owners;
        private final Set<String> answered = new HashSet<>();
        private final long end = nanoTime.getAsLong() + LIMIT.toNanos();
        private int attempts;
        private int busyRooms;
        private boolean someBusy;
        private @Nullable Throwable fault;

        Round(JoinInterview request, Deque<String> owners) {
            this.request = request;
            this.owners = owners;
        }

        Future<JoinResult> next() {
            Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
            String owner = owners.poll();
            if (owner == null || attempts == ATTEMPTS || left.compareTo(TOO_SHORT) < 0) {
                return outcome();
            }
            attempts++;
            boolean isLast = owners.isEmpty() || left.compareTo(ATTEMPT) < 0;
            Address<JoinInterview, JoinResult> at = JoinInterview.at(owner);
            return bus.ask(new Address<>(at.name(), at.request(), at.reply(), isLast ? left : ATTEMPT), request)
                    .compose(result -> answered(owner, result), this::failed);
        }

        private Future<JoinResult> answered(String owner, JoinResult result) {
            answered.add(owner);
            return switch (result) {
                case JoinResult.Joined joined -> Future.succeededFuture(joined);
                case JoinResult.AllBusy busy -> {
                    someBusy = true;
                    busyRooms += busy.rooms();
                    yield next();
                }
                case JoinResult.HeldElsewhere elsewhere -> {
                    if (answered.contains(elsewhere.owner()) || !isKnown(elsewhere.owner())) {
                        yield Future.succeededFuture(elsewhere);
                    }
                    owners.remove(elsewhere.owner());
                    owners.addFirst(elsewhere.owner());
                    yield next();
                }
            };
        }

        private Future<JoinResult> failed(Throwable cause) {
            if (!(cause instanceof ServiceException known) || !mayBeMendedElsewhere(known.code())) {
                return Future.failedFuture(cause);
            }
            fault = cause;
            return next();
        }

        private Future<JoinResult> outcome() {
            return fault != null && !someBusy
                    ? Future.failedFuture(fault)
                    : Future.succeededFuture(new JoinResult.AllBusy(busyRooms));
        }
    }

    private boolean isKnown(String owner) {
        return presences.agents().stream()
                .anyMatch(agent -> agent.presence().owner().equals(owner));
    }

    private static boolean mayBeMendedElsewhere(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE
                || code == ErrorCode.TIMEOUT
                || code == ErrorCode.BUSY
                || code == ErrorCode.STALE_LEASE;
    }
}
