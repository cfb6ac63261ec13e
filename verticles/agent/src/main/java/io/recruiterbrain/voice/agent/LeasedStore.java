package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What one agent writes of its interview, each with its fencing number. The first refusal of that number closes it, and
 * once closed nothing leaves any more. Any thread.
 */
final class LeasedStore {
    private final Bus bus;
    private final UUID interviewId;
    private final long fence;
    private final Runnable lost;
    private volatile boolean closed;

    /** @param lost called when the store says that another holds the interview; perhaps more than once */
    LeasedStore(Bus bus, UUID interviewId, long fence, Runnable lost) {
        this.bus = bus;
        this.interviewId = interviewId;
        this.fence = fence;
        this.lost = lost;
    }

    Future<Interview> change(ChangeState change) {
        return write(() -> bus.ask(
                ChangeState.ADDRESS,
                new ChangeState(interviewId, change.state(), change.at(), change.workerId(), change.reason(), fence)));
    }

    Future<TurnSaved> save(SaveTurn save) {
        return write(() -> bus.ask(SaveTurn.ADDRESS, new SaveTurn(interviewId, save.turn(), fence)));
    }

    Future<Interview> plan(List<PlannedQuestion> plan) {
        return write(() -> bus.ask(SavePlan.ADDRESS, new SavePlan(interviewId, plan, fence)));
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    private <T> Future<T> write(Supplier<Future<T>> request) {
        if (closed) {
            return Future.failedFuture(new ServiceException(ErrorCode.STALE_LEASE, "the interview is held elsewhere"));
        }
        return request.get().onFailure(fault -> {
            if (fault instanceof ServiceException known && known.code() == ErrorCode.STALE_LEASE) {
                closed = true;
                lost.run();
            }
        });
    }
}
