package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.http.cache.BoundedMap;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Commands to the agent of an interview; when there is none, the failure says why. They go to the owner of its lease, so a
 * command that finds nobody there, or whose agent has moved, is sent once more to who holds the interview now.
 * Safe for any thread.
 */
public final class Sessions {
    private static final int REMEMBERED = 10_000;
    /** Both attempts together end within the limit of a request. */
    private static final Duration EDGE = Duration.ofSeconds(10);

    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Bus bus;
    private final LongSupplier nanoTime;
    private final BoundedMap<UUID, Lease> leases = new BoundedMap<>(REMEMBERED);
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();

    /** A command that waits for its reply; identity, so that the same one may be under way twice. */
    private static final class UnderWay {
        private final UUID interviewId;
        private final long fence;
        private final Promise<SessionReply> reply = Promise.promise();

        UnderWay(UUID interviewId, long fence) {
            this.interviewId = interviewId;
            this.fence = fence;
        }
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public Sessions(Bus bus, LongSupplier nanoTime) {
        this.bus = bus;
        this.nanoTime = nanoTime;
    }

    /** Begins to hear of agents that moved; completes when every member knows. */
    public Future<Void> start() {
        return bus.subscribe(LiveUpdate.TOPIC, LiveUpdate.class, update -> {
                    if (update instanceof LiveUpdate.AgentMoved moved) {
                        moved(moved);
                    }
                })
                .mapEmpty();
    }

    /** Fails with a problem when the interview is over, the agent is away, or another browser took over. */
    public Future<SessionReply> ask(SessionCommand command) {
        long start = nanoTime.getAsLong();
        return leases.get(command.interviewId())
                .map(Future::succeededFuture)
                .orElseGet(() -> find(command.interviewId()))
                .compose(lease -> send(command, lease.fence(), SessionCommand.at(lease.owner()))
                        .recover(fault -> mayFindAnother(fault)
                                ? sendAgain(command, lease.fence(), fault, start)
                                : Future.failedFuture(fault)))
                .recover(fault -> isCode(fault, ErrorCode.SESSION_TAKEN_OVER)
                        ? Future.failedFuture(takenOver())
                        : Future.failedFuture(fault));
    }

    /** Looks again where the agent is: it has come to a room. */
    void forget(UUID interviewId) {
        leases.remove(interviewId);
    }

    private Future<SessionReply> send(
            SessionCommand command, long fence, Address<SessionCommand, SessionReply> address) {
        UnderWay waiting = new UnderWay(command.interviewId(), fence);
        if (mayBeRepeated(command)) {
            underWay.add(waiting);
        }
        bus.ask(address, command).onComplete(replied -> {
            underWay.remove(waiting);
            if (replied.succeeded()) {
                waiting.reply.tryComplete(replied.result());
            } else {
                waiting.reply.tryFail(replied.cause());
            }
        });
        return waiting.reply.future();
    }

    private Future<SessionReply> sendAgain(SessionCommand command, long fence, Throwable fault, long start) {
        UUID interviewId = command.interviewId();
        return newLease(interviewId, fence).compose(next -> {
            // Nobody took what was refused; what got no reply in time may have been taken.
            boolean refused = !isCode(fault, ErrorCode.TIMEOUT);
            if (next.fence() == fence || !(refused || mayBeRepeated(command))) {
                return Future.failedFuture(refused ? nobody() : fault);
            }
            Duration left = EDGE.minusNanos(nanoTime.getAsLong() - start);
            Address<SessionCommand, SessionReply> at = SessionCommand.at(next.owner());
            Duration limit = left.compareTo(LEAST) < 0 ? LEAST : left.compareTo(at.timeout()) < 0 ? left : at.timeout();
            return send(command, next.fence(), new Address<>(at.name(), at.request(), at.reply(), limit))
                    .recover(again -> {
                        forget(interviewId);
                        return Future.failedFuture(isCode(again, ErrorCode.UNAVAILABLE) ? nobody() : again);
                    });
        });
    }

    /** From what was published meanwhile, otherwise from the store. */
    private Future<Lease> newLease(UUID interviewId, long fence) {
        return leases.get(interviewId)
                .filter(known -> known.fence() > fence)
                .map(Future::succeededFuture)
                .orElseGet(() -> find(interviewId));
    }

    /** Fails when the interview is over, or nobody holds it. */
    private Future<Lease> find(UUID interviewId) {
        return bus.ask(FindInterview.ADDRESS, new FindInterview(interviewId)).compose(interview -> {
            Lease lease = interview.lease();
            if (interview.state().ended()) {
                return Future.failedFuture(over(interview));
            }
            if (lease == null) {
                return Future.failedFuture(nobody());
            }
            // It may have moved while the store was asked.
            Lease newest = leases.get(interviewId)
                    .filter(known -> known.fence() > lease.fence())
                    .orElse(lease);
            leases.put(interviewId, newest);
            return Future.succeededFuture(newest);
        });
    }

    private void moved(LiveUpdate.AgentMoved moved) {
        UUID interviewId = moved.interviewId();
        if (leases.get(interviewId)
                .filter(known -> known.fence() >= moved.fence())
                .isEmpty()) {
            if (moved.owner() == null) {
                forget(interviewId);
            } else {
                leases.put(interviewId, new Lease(moved.owner(), moved.fence()));
            }
        }
        // Who is waited for is gone, and its silence would be waited for to the end.
        underWay.stream()
                .filter(waiting -> waiting.interviewId.equals(interviewId) && waiting.fence < moved.fence())
                .forEach(waiting -> waiting.reply.tryFail(
                        new ServiceException(ErrorCode.TIMEOUT, "another process holds the interview by now")));
    }

    private static boolean mayFindAnother(Throwable fault) {
        return isCode(fault, ErrorCode.UNAVAILABLE)
                || isCode(fault, ErrorCode.TIMEOUT)
                || isCode(fault, ErrorCode.STALE_LEASE);
    }

    /** Whether a second one does no harm to who took the first. */
    private static boolean mayBeRepeated(SessionCommand command) {
        return switch (command) {
            case SessionCommand.OfferMedia offer -> true;
            case SessionCommand.CloseMedia close -> true;
            case SessionCommand.SubmitText text -> true;
            // That a page is gone may have become untrue while it waited, and a new agent waits for the page to join
            // anyway.
            case SessionCommand.ReportPresence report -> report.presence() != Presence.DISCONNECTED;
            case SessionCommand.LeaveInterview leave -> false;
            case SessionCommand.EndInterview end -> false;
        };
    }

    private static boolean isCode(Throwable fault, ErrorCode code) {
        return fault instanceof ServiceException known && known.code() == code;
    }

    private static ProblemException nobody() {
        return new ProblemException(
                ProblemCode.UNAVAILABLE,
                "The interviewer is not in the room at the moment; join again.",
                Duration.ofSeconds(1));
    }

    static ProblemException takenOver() {
        return new ProblemException(
                ProblemCode.SESSION_TAKEN_OVER,
                "The interview goes on in another window; go on there, or reload this page to take it back.");
    }

    /** The problem of a command that comes after the end. */
    static ProblemException over(Interview interview) {
        return new ProblemException(
                ProblemCode.INVALID_STATE,
                switch (interview.state()) {
                    case CANCELLED -> "This interview was cancelled by the company; ask them if you did not expect it.";
                    case EXPIRED -> "This link has expired; ask the company that invited you for a new one.";
                    case ABANDONED ->
                        "This interview was closed because you were away for too long; what you said is kept.";
                    case FAILED ->
                        "This interview had to be closed for a technical reason; ask the company for a new link.";
                    case SCHEDULED, WAITING, IN_PROGRESS, RECOVERING, COMPLETED, EVALUATED ->
                        "This interview is over; thank you. There is nothing left to do.";
                });
    }

    /** Whether a failure says that the interview is over. */
    public static boolean isOver(Throwable fault) {
        return switch (fault) {
            case ProblemException problem -> problem.code() == ProblemCode.INVALID_STATE;
            case ServiceException known -> known.code() == ErrorCode.INVALID_STATE;
            default -> false;
        };
    }
}
