package io.recruiterbrain.voice.agent.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.spool.SpoolFile;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link TurnLog} that sends one turn after the other and tries again for as long as the store is away. Meanwhile they are
 * on the disk too; beyond the bound of memory there only, and are read when their time comes. One that neither memory nor
 * disk takes is dropped, counted and logged.
 */
public final class RetryingTurnLog implements TurnLog {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingTurnLog.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** A store that takes longer for one turn may not take it at all. */
    private static final Duration SLOW = Duration.ofMillis(500);

    private final UUID interviewId;
    private final Function<SaveTurn, Future<TurnSaved>> store;
    private final Scheduler scheduler;
    private final int bound;
    private final Counter dropped;
    private final Counter retried;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final Keeping keeping = new Keeping();
    private final SpooledTurns spooled;
    private final List<Promise<Void>> flushes = new ArrayList<>();
    private int lastInMemory;
    private boolean sending;
    private boolean left;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param store sends one turn; may fail and be asked again with the same
     * @param bound most turns in memory
     * @param spool where they are kept while the store does not take them, absent for nowhere
     * @param entitled whether the lease is still this agent's
     * @param delivered told of turns that were kept there, when all are stored
     */
    public RetryingTurnLog(
            UUID interviewId,
            Function<SaveTurn, Future<TurnSaved>> store,
            Scheduler scheduler,
            int bound,
            @Nullable SpoolFile spool,
            BooleanSupplier entitled,
            BiConsumer<Integer, Instant> delivered,
            MeterRegistry meters) {
        this.interviewId = interviewId;
        this.store = store;
        this.scheduler = scheduler;
        this.bound = bound;
        this.spooled = new SpooledTurns(spool, scheduler, keeping, entitled, delivered::accept);
        this.dropped = Counter.builder("rbv.agent.turns.dropped")
                .description("Turns that were lost: the store refused them or was away for too long")
                .register(meters);
        this.retried = Counter.builder("rbv.agent.turns.retried")
                .description("Attempts to store a turn that failed and are made again")
                .register(meters);
    }

    @Override
    public void append(Turn turn) {
        keeping.taken(turn);
        if (left) {
            // Said to an agent that had lost its lease already.
            leaveBehind(List.of(turn));
            return;
        }
        if (waiting.size() >= bound || spooled.beyond() > 0) {
            // Once one is on the disk only, all later ones are: they are read back in order.
            spooled.keepBeyond(turn, this::lost);
            return;
        }
        waiting.addLast(turn);
        lastInMemory = turn.turnNo();
        if (spooled.isActive()) {
            keepOnDisk();
        }
        send();
    }

    @Override
    public Future<Void> durable() {
        return keeping.latest();
    }

    @Override
    public Future<Void> flushed() {
        if (left || isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> flush = Promise.promise();
        flushes.add(flush);
        return flush.future();
    }

    /** Sends nothing any more: what is not stored is on the disk, for whoever delivers it from there. */
    public void leave() {
        if (!left) {
            left = true;
            if (!waiting.isEmpty()) {
                leaveBehind(List.copyOf(waiting));
                waiting.clear();
            }
            flush();
        }
    }

    /** The next agent may begin without them: whoever was not told that they are kept may say them again. */
    private void leaveBehind(List<Turn> turns) {
        ServiceException gone = new ServiceException(ErrorCode.UNAVAILABLE, "the agent left");
        turns.forEach(turn -> keeping.lost(turn, gone));
        spooled.keep(turns, this::lost);
    }

    private void keepOnDisk() {
        // What the disk does not take stays in memory, unless nobody is there to send it.
        spooled.keep(waiting, turn -> {
            if (left) {
                lost(turn);
            }
        });
    }

    private boolean isEmpty() {
        return waiting.isEmpty() && spooled.beyond() == 0;
    }

    private void lost(Turn turn) {
        dropped.increment();
        LOG.atError()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("turnNo", turn.turnNo())
                .log("turn dropped: the store does not take it, nor memory or disk");
        keeping.lost(turn, new ServiceException(ErrorCode.UNAVAILABLE, "neither store, memory nor disk takes it"));
        settle();
    }

    private void send() {
        if (sending || left || isEmpty()) {
            return;
        }
        sending = true;
        Turn turn = waiting.peekFirst();
        if (turn == null) {
            readBack();
            return;
        }
        Future<TurnSaved> saved;
        try {
            saved = store.apply(new SaveTurn(interviewId, turn));
        } catch (RuntimeException e) {
            saved = Future.failedFuture(e);
        }
        Scheduler.Timer slow = scheduler.at(scheduler.now().plus(SLOW), () -> keepOnDisk());
        saved.onComplete(outcome -> scheduler.execute(() -> {
            slow.cancel();
            if (left) {
                return;
            }
            if (outcome.succeeded()) {
                keeping.kept(turn);
                done();
            } else {
                failed(turn, outcome.cause());
            }
        }));
    }

    private void readBack() {
        spooled.after(lastInMemory, bound)
                .onComplete(outcome -> scheduler.execute(() -> {
                    if (left) {
                        return;
                    }
                    if (outcome.failed()) {
                        again();
                        return;
                    }
                    sending = false;
                    List<Turn> turns = outcome.result();
                    dropped.increment(spooled.taken(turns.size()));
                    if (!turns.isEmpty()) {
                        waiting.addAll(turns);
                        lastInMemory = turns.getLast().turnNo();
                    }
                    settle();
                    send();
                }));
    }

    private void done() {
        sending = false;
        pause = FIRST_PAUSE;
        waiting.removeFirst();
        settle();
        send();
    }

    private void settle() {
        if (isEmpty() && !left) {
            spooled.delivered();
            flush();
        }
    }

    private void flush() {
        List<Promise<Void>> complete = List.copyOf(flushes);
        flushes.clear();
        complete.forEach(Promise::complete);
    }

    private void failed(Turn turn, Throwable fault) {
        if (fault instanceof ServiceException stale && stale.code() == ErrorCode.STALE_LEASE) {
            // Another agent went on; whether it knows these turns is found out from the disk.
            leave();
            return;
        }
        boolean forGood = fault instanceof ServiceException known
                && switch (known.code()) {
                    case INVALID_REQUEST, NOT_FOUND, ERASED, INVALID_STATE -> true;
                    default -> false;
                };
        if (forGood) {
            dropped.increment();
            LOG.atError()
                    .addKeyValue("interviewId", interviewId)
                    .addKeyValue("turnNo", turn.turnNo())
                    .addKeyValue("errorCode", ((ServiceException) fault).code())
                    .log("turn refused by the store");
            keeping.lost(turn, fault);
            done();
            return;
        }
        retried.increment();
        keepOnDisk();
        again();
    }

    private void again() {
        scheduler.at(scheduler.now().plus(pause), () -> {
            sending = false;
            send();
        });
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }
}
