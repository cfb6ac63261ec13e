package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.spool.SpoolFile;
import io.recruiterbrain.voice.agent.spool.TurnSpool;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers, in order and under the old fencing number, turns on this node's disk that no agent is there to deliver: those
 * of an earlier process, and of agents that left before the store took everything. On the supervisor's context.
 */
final class LeftTurns {
    private static final Logger LOG = LoggerFactory.getLogger(LeftTurns.class);
    /** Others may take an expired lease 1.7 s after the store is back: the turns are to be there before. */
    private static final Duration PAUSE = Duration.ofMillis(300);
    /** For this long somebody who wants to go on with an interview waits for what was said before. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Faults that do not look as if they passed. */
    private static final int MOST_FAULTS = 20;

    private static final int ATTEMPTS_TO_END = 20;
    private static final String ERASED = "interview.erased";

    private final Optional<TurnSpool> spool;
    private final Bus bus;
    private final Scheduler scheduler;
    private final Timeline timeline;
    private final Counter refused;
    private final Map<UUID, Future<Void>> underWay = new HashMap<>();

    /** @param spool absent when nothing is kept on a disk; then nothing is ever left */
    LeftTurns(Optional<TurnSpool> spool, Bus bus, Scheduler scheduler, Timeline timeline, MeterRegistry meters) {
        this.spool = spool;
        this.bus = bus;
        this.scheduler = scheduler;
        this.timeline = timeline;
        this.refused = Counter.builder("rbv.agent.spool.refused")
                .description("Turns on the disk that the store refused because another agent had gone on")
                .register(meters);
    }

    /** Delivers what an earlier process left; what was set aside goes when its interview is erased. */
    void start() {
        spool.ifPresent(disk -> disk.all().forEach(this::deliver));
        bus.subscribe(InterviewEvent.TOPIC, InterviewEvent.class, event -> {
            if (event.type().equals(ERASED)) {
                spool.ifPresent(disk -> disk.erase(event.subject()));
            }
        });
    }

    /** Delivers what the agent that held this lease left, if anything; completes when nothing of it waits any more. */
    Future<Void> leftBy(UUID interviewId, long fence) {
        SpoolFile file = spool.flatMap(disk -> disk.known(interviewId, fence)).orElse(null);
        if (file == null) {
            return Future.succeededFuture();
        }
        Future<Void> delivering = underWay.get(interviewId);
        if (delivering == null && file.isEmpty()) {
            forget(file);
            return Future.succeededFuture();
        }
        return file.isEmpty() && delivering != null ? delivering : deliver(file);
    }

    /** As {@link #leftBy}; the interview's last state, which the store did not take either, comes after its turns. */
    Future<Void> leftBy(EndedInterview interview, long fence) {
        Future<Void> delivered = leftBy(interview.interviewId(), fence);
        if (delivered.isComplete() || !interview.state().ended()) {
            return delivered;
        }
        ChangeState end = new ChangeState(
                interview.interviewId(), interview.state(), scheduler.now(), null, interview.reason(), fence);
        return delivered
                .compose(done ->
                        Retry.request(scheduler, ATTEMPTS_TO_END, () -> later(bus.ask(ChangeState.ADDRESS, end))))
                .transform(ended -> Future.succeededFuture());
    }

    private void forget(SpoolFile file) {
        spool.ifPresent(disk -> disk.forget(file));
    }

    /** Completes when nothing of an interview waits any more; fails when that takes too long. */
    Future<Void> settled(UUID interviewId) {
        Future<Void> delivering = underWay.get(interviewId);
        if (delivering == null) {
            return Future.succeededFuture();
        }
        Promise<Void> settled = Promise.promise();
        Scheduler.Timer patience = scheduler.at(
                scheduler.now().plus(PATIENCE),
                () -> settled.tryFail(new ServiceException(
                        ErrorCode.UNAVAILABLE, "what was said before is not stored yet; please try again")));
        delivering.onComplete(done -> {
            patience.cancel();
            settled.tryComplete();
        });
        return settled.future();
    }

    private Future<Void> deliver(SpoolFile file) {
        UUID interviewId = file.interviewId();
        Future<Void> before = underWay.getOrDefault(interviewId, Future.succeededFuture());
        Promise<Void> delivered = Promise.promise();
        underWay.put(interviewId, delivered.future());
        before.compose(done -> here(file::read))
                .compose(turns -> send(file, turns, 0, 0))
                .onSuccess(done -> forget(file))
                .onFailure(fault -> LOG.atError()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("fault", fault.getClass().getSimpleName())
                        .log("spool file left as it is until the next start"))
                .onComplete(done -> {
                    underWay.remove(interviewId, delivered.future());
                    delivered.complete();
                });
        return delivered.future();
    }

    private Future<Void> send(SpoolFile file, List<SaveTurn> turns, int from, int faults) {
        if (from == turns.size()) {
            if (!turns.isEmpty()) {
                timeline.delivered(
                        file.interviewId(),
                        turns.size(),
                        turns.getFirst().turn().endedAt());
            }
            return here(file::delete);
        }
        return later(bus.ask(SaveTurn.ADDRESS, turns.get(from))).transform(outcome -> {
            if (outcome.succeeded()) {
                return send(file, turns, from + 1, 0);
            }
            if (!(outcome.cause() instanceof ServiceException fault)) {
                return Future.failedFuture(outcome.cause());
            }
            return switch (fault.code()) {
                case ERASED, NOT_FOUND -> here(file::delete);
                case STALE_LEASE, INVALID_STATE, INVALID_REQUEST -> refuse(file, turns.subList(from, turns.size()));
                default -> {
                    int now = fault.code().retryable() ? faults : faults + 1;
                    yield now >= MOST_FAULTS
                            ? Future.failedFuture(fault)
                            : pause().compose(over -> send(file, turns, from, now));
                }
            };
        });
    }

    /** Keeps those apart that the transcript does not have: a turn may be stored although its acknowledgement was lost. */
    private Future<Void> refuse(SpoolFile file, List<SaveTurn> turns) {
        return later(bus.ask(FindTranscript.ADDRESS, new FindTranscript(file.interviewId())))
                .transform(outcome -> {
                    if (outcome.succeeded()) {
                        return setAside(file, turns, outcome.result());
                    }
                    if (!(outcome.cause() instanceof ServiceException fault)) {
                        return Future.failedFuture(outcome.cause());
                    }
                    return switch (fault.code()) {
                        case ERASED, NOT_FOUND -> here(file::delete);
                        default ->
                            fault.code().retryable()
                                    ? pause().compose(over -> refuse(file, turns))
                                    : Future.failedFuture(fault);
                    };
                });
    }

    private Future<Void> setAside(SpoolFile file, List<SaveTurn> turns, Transcript stored) {
        List<SaveTurn> missing = turns.stream()
                .filter(each -> stored.turns().stream().noneMatch(turn -> isSame(turn, each.turn())))
                .toList();
        if (missing.isEmpty()) {
            return here(file::delete);
        }
        return here(() -> file.setAside(missing)).onSuccess(aside -> {
            refused.increment(missing.size());
            timeline.refused(file.interviewId(), missing.size());
        });
    }

    /** The words do not tell: they may have been screened. */
    private static boolean isSame(Turn stored, Turn kept) {
        return stored.turnNo() == kept.turnNo()
                && stored.speaker() == kept.speaker()
                && stored.startedAt()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .equals(kept.startedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    private Future<Void> pause() {
        Promise<Void> over = Promise.promise();
        scheduler.at(scheduler.now().plus(PAUSE), over::complete);
        return over.future();
    }

    /** The outcome of a step of the disk, on the supervisor's context. */
    private <T> Future<T> here(Supplier<Future<T>> step) {
        return later(step.get());
    }

    private <T> Future<T> later(Future<T> elsewhere) {
        Promise<T> here = Promise.promise();
        elsewhere.onComplete(outcome -> scheduler.execute(() -> here.handle(outcome)));
        return here.future();
    }
}
