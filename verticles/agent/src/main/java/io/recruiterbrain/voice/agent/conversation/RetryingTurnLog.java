package io.recruiterbrain.voice.agent.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link TurnLog} that sends one turn after the other and tries again for as long as the store is away. Beyond its
 * bound the newest turn is dropped, counted and logged.
 */
public final class RetryingTurnLog implements TurnLog {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingTurnLog.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final UUID interviewId;
    private final Function<SaveTurn, Future<TurnSaved>> store;
    private final Scheduler scheduler;
    private final int bound;
    private final Counter dropped;
    private final Counter retried;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final List<Promise<Void>> flushes = new ArrayList<>();
    private boolean sending;
    private Duration pause = FIRST_PAUSE;

    /** @param store sends one turn; may fail and be asked again with the same */
    public RetryingTurnLog(
            UUID interviewId,
            Function<SaveTurn, Future<TurnSaved>> store,
            Scheduler scheduler,
            int bound,
            MeterRegistry meters) {
        this.interviewId = interviewId;
        this.store = store;
        this.scheduler = scheduler;
        this.bound = bound;
        this.dropped = Counter.builder("rbv.agent.turns.dropped")
                .description("Turns that were lost: the store refused them or was away for too long")
                .register(meters);
        this.retried = Counter.builder("rbv.agent.turns.retried")
                .description("Attempts to store a turn that failed and are made again")
                .register(meters);
    }

    @Override
    public void append(Turn turn) {
        if (waiting.size() >= bound) {
            dropped.increment();
            LOG.atError()
                    .addKeyValue("interviewId", interviewId)
                    .addKeyValue("turnNo", turn.turnNo())
                    .log("turn dropped: the store is away for too long");
            return;
        }
        waiting.addLast(turn);
        send();
    }

    @Override
    public Future<Void> flushed() {
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> flush = Promise.promise();
        flushes.add(flush);
        return flush.future();
    }

    private void send() {
        Turn turn = waiting.peekFirst();
        if (sending || turn == null) {
            return;
        }
        sending = true;
        Future<TurnSaved> saved;
        try {
            saved = store.apply(new SaveTurn(interviewId, turn));
        } catch (RuntimeException e) {
            saved = Future.failedFuture(e);
        }
        saved.onComplete(outcome -> scheduler.execute(() -> {
            if (outcome.succeeded()) {
                done();
            } else {
                failed(turn, outcome.cause());
            }
        }));
    }

    private void done() {
        sending = false;
        pause = FIRST_PAUSE;
        waiting.removeFirst();
        if (waiting.isEmpty()) {
            List<Promise<Void>> complete = List.copyOf(flushes);
            flushes.clear();
            complete.forEach(Promise::complete);
        }
        send();
    }

    private void failed(Turn turn, Throwable fault) {
        boolean forGood = fault instanceof ServiceException known
                && switch (known.code()) {
                    case INVALID_REQUEST, NOT_FOUND, ERASED, INVALID_STATE, STALE_LEASE -> true;
                    default -> false;
                };
        if (forGood) {
            dropped.increment();
            LOG.atError()
                    .addKeyValue("interviewId", interviewId)
                    .addKeyValue("turnNo", turn.turnNo())
                    .addKeyValue("errorCode", ((ServiceException) fault).code())
                    .log("turn refused by the store");
            done();
            return;
        }
        retried.increment();
        scheduler.at(scheduler.now().plus(pause), () -> {
            sending = false;
            send();
        });
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }
}
