package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.JoinResult.Joined;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.join.SessionClaimed;
import io.recruiterbrain.voice.http.cluster.Presences;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets candidates into rooms in order of their arrival over all nodes: a room is asked for only by who has fewer before
 * them than rooms are free. Places and interviews that are held are counted in one look at the store, so that somebody on
 * the way from the queue into a room counts once. Who was in a conversation already comes before those who were not.
 */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final QueuePlace NONE = new QueuePlace(0, 0);
    private static final Duration ROOM_MAY_BE_FREE = Duration.ofSeconds(30);

    private final Bus bus;
    private final Dispatch dispatch;
    private final Sessions sessions;
    private final Presences presences;

    /** What became of the wish for a room. */
    sealed interface Entry {
        record Inside(Joined joined) implements Entry {}

        /**
         * Every room is taken; the place is kept while it is asked for.
         *
         * @param position 1 for who is next
         */
        record Waiting(int position, Duration askAgainAfter) implements Entry {}
    }

    public Admission(Bus bus, Dispatch dispatch, Sessions sessions, Presences presences) {
        this.bus = bus;
        this.dispatch = dispatch;
        this.sessions = sessions;
        this.presences = presences;
    }

    /**
     * Makes a session the interview's own.
     *
     * @param again whether the page had it before; fails then when another browser came since
     */
    Future<?> claim(UUID interviewId, UUID sessionId, boolean again) {
        return bus.ask(ClaimSession.ADDRESS, new ClaimSession(interviewId, sessionId, again))
                .recover(fault -> isCode(fault, ErrorCode.SESSION_TAKEN_OVER)
                        ? Future.failedFuture(Sessions.takenOver())
                        : whenUnserved(fault, new SessionClaimed(interviewId, sessionId)));
    }

    Future<Entry> enter(Interview interview, UUID sessionId) {
        if (interview.lease() != null || interview.startedAt() != null) {
            return dispatch.join(interview, sessionId).compose(result -> entry(interview, result, NONE));
        }
        return queue(interview)
                .compose(place -> isDue(place)
                        ? dispatch.join(interview, sessionId).compose(result -> entry(interview, result, place))
                        : Future.succeededFuture(waiting(place)));
    }

    /** What supervisors say of free rooms is older than the place: it counts only where the store knows no better. */
    private boolean isDue(QueuePlace place) {
        Optional<Integer> free = presences.freeRooms();
        Integer held = place.held();
        return free.isEmpty() || place.position() <= (held == null ? free.get() : presences.rooms() - held);
    }

    private Future<Entry> entry(Interview interview, JoinResult result, QueuePlace place) {
        return switch (result) {
            case Joined joined -> {
                sessions.forget(interview.interviewId());
                if (place.position() > 0) {
                    leave(interview.interviewId());
                }
                yield Future.succeededFuture(new Entry.Inside(joined));
            }
            case JoinResult.HeldElsewhere elsewhere ->
                throw new ProblemException(
                        ProblemCode.UNAVAILABLE,
                        "The interviewer is changing rooms; join again.",
                        Duration.ofSeconds(1));
            case JoinResult.AllBusy busy ->
                (place.position() > 0 ? Future.succeededFuture(place) : queue(interview)).map(Admission::waiting);
        };
    }

    private static Entry waiting(QueuePlace place) {
        if (place.position() == 0) {
            throw new ProblemException(
                    ProblemCode.BUSY,
                    "All interview rooms are taken at the moment; try again shortly.",
                    ROOM_MAY_BE_FREE);
        }
        return new Entry.Waiting(place.position(), askAgainAfter(place.position()));
    }

    /** The next ones shall be in a free room at once; a long queue shall not keep the nodes busy by asking. */
    private static Duration askAgainAfter(int position) {
        return Duration.ofSeconds(position <= 5 ? 1 : position <= 20 ? 2 : position <= 100 ? 5 : 10);
    }

    private Future<QueuePlace> queue(Interview interview) {
        return bus.ask(EnterQueue.ADDRESS, new EnterQueue(interview.interviewId()))
                .recover(fault -> whenUnserved(fault, NONE));
    }

    /** A store of the version before knows neither queue nor sessions: candidates come in without. */
    private static <T> Future<T> whenUnserved(Throwable fault, T instead) {
        return isCode(fault, ErrorCode.UNAVAILABLE) ? Future.succeededFuture(instead) : Future.failedFuture(fault);
    }

    private void leave(UUID interviewId) {
        bus.ask(LeaveQueue.ADDRESS, new LeaveQueue(interviewId))
                .onFailure(fault -> LOG.atDebug()
                        .addKeyValue("interviewId", interviewId)
                        .log("place in the queue is given up later, by its age"));
    }

    private static boolean isCode(Throwable fault, ErrorCode code) {
        return fault instanceof ServiceException known && known.code() == code;
    }
}
