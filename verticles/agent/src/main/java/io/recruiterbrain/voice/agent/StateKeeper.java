package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Carries an interview's state to the store, in order, for as long as it takes; moves that were overtaken while the
 * store was away are left out. On the scheduler's thread.
 */
final class StateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);
    private static final int FAULTS_OF_A_MOVE = 5;
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

    private final UUID interviewId;
    private final String nodeId;
    private final Function<ChangeState, Future<Interview>> store;
    private final Scheduler scheduler;
    private final Runnable refused;
    private final Deque<Move> moves = new ArrayDeque<>();
    private boolean sending;
    private int faults;

    private record Move(ChangeState change, Promise<Void> done) {}

    /** @param refused the store knows better: the interview is over, or erased */
    StateKeeper(
            UUID interviewId,
            String nodeId,
            Function<ChangeState, Future<Interview>> store,
            Scheduler scheduler,
            Runnable refused) {
        this.interviewId = interviewId;
        this.nodeId = nodeId;
        this.store = store;
        this.scheduler = scheduler;
        this.refused = refused;
    }

    /** Completes when the store has this state, a later one, refused it, or failed at it again and again. */
    Future<Void> move(InterviewState state, @Nullable String reason) {
        Move move = new Move(new ChangeState(interviewId, state, scheduler.now(), nodeId, reason), Promise.promise());
        Move last = moves.peekLast();
        if (last != null && (moves.size() > 1 || !sending)) {
            moves.removeLast();
            move.done().future().onComplete(done -> last.done().complete());
        }
        moves.addLast(move);
        send();
        return move.done().future();
    }

    private void send() {
        Move move = moves.peekFirst();
        if (sending || move == null) {
            return;
        }
        sending = true;
        Retry.request(scheduler, Integer.MAX_VALUE, () -> store.apply(move.change()))
                .onComplete(outcome -> scheduler.execute(() -> {
                    if (outcome.failed() && !goesOnAfter(outcome.cause(), move)) {
                        return;
                    }
                    sending = false;
                    faults = 0;
                    moves.removeFirst();
                    move.done().complete();
                    send();
                }));
    }

    /** Whether this move is done with: what the store does not refuse but fails at is sent a few times more. */
    private boolean goesOnAfter(Throwable fault, Move move) {
        boolean byTheStore = fault instanceof ServiceException known
                && switch (known.code()) {
                    case INVALID_STATE, ERASED, NOT_FOUND -> true;
                    default -> false;
                };
        boolean stale = fault instanceof ServiceException lost && lost.code() == ErrorCode.STALE_LEASE;
        LOG.atLevel(byTheStore || stale ? Level.WARN : Level.ERROR)
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("state", move.change().state())
                .addKeyValue("errorCode", codeOf(fault))
                .log(byTheStore ? "state refused" : "state not stored");
        if (byTheStore) {
            refused.run();
            return true;
        }
        if (stale || ++faults >= FAULTS_OF_A_MOVE) {
            return true;
        }
        scheduler.at(scheduler.now().plus(AFTER_A_FAULT), () -> {
            sending = false;
            send();
        });
        return false;
    }

    private static String codeOf(Throwable fault) {
        return fault instanceof ServiceException known
                ? known.code().name()
                : fault.getClass().getSimpleName();
    }
}
