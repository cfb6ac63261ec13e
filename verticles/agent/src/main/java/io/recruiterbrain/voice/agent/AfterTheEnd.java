package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewPage;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is owed to interviews that are over: an evaluation each, one at a time, tried again when it failed, and, after a
 * restart, an end for those that nobody came back to. On the supervisor's event loop.
 */
final class AfterTheEnd {
    private static final Logger LOG = LoggerFactory.getLogger(AfterTheEnd.class);
    private static final int ATTEMPTS = 3;
    private static final int PAGE = 200;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private record Owed(UUID interviewId, int attempt) {}

    private final Bus bus;
    private final Evaluations evaluations;
    private final AgentConfig config;
    private final Scheduler scheduler;
    private final MeterRegistry meters;
    private final Predicate<UUID> inRoom;
    private final Deque<Owed> owed = new ArrayDeque<>();
    private final Set<UUID> known = new HashSet<>();
    private boolean working;

    /** @param inRoom whether an interview is held on this node now */
    AfterTheEnd(
            Bus bus,
            Evaluations evaluations,
            AgentConfig config,
            Scheduler scheduler,
            MeterRegistry meters,
            Predicate<UUID> inRoom) {
        this.bus = bus;
        this.evaluations = evaluations;
        this.config = config;
        this.scheduler = scheduler;
        this.meters = meters;
        this.inRoom = inRoom;
    }

    /** Finds what an earlier process left undone. */
    void pickUp() {
        list(Set.of(InterviewState.COMPLETED), null, interview -> evaluate(interview.interviewId()));
        scheduler.at(
                scheduler.now().plus(config.plan().reconnectWait()),
                () -> list(
                        Set.of(InterviewState.WAITING, InterviewState.IN_PROGRESS, InterviewState.RECOVERING),
                        null,
                        this::abandon));
    }

    /** Has an interview evaluated, soon. */
    void evaluate(UUID interviewId) {
        if (known.add(interviewId)) {
            owed.addLast(new Owed(interviewId, 1));
            work();
        }
    }

    private void work() {
        Owed next = working ? null : owed.pollFirst();
        if (next == null) {
            return;
        }
        working = true;
        Future<?> evaluated;
        try {
            evaluated = evaluations.evaluate(next.interviewId());
        } catch (RuntimeException e) {
            evaluated = Future.failedFuture(e);
        }
        evaluated.onComplete(outcome -> scheduler.execute(() -> {
            working = false;
            meters.counter("interview.evaluations", "outcome", outcome.succeeded() ? "written" : "failed")
                    .increment();
            if (outcome.succeeded()) {
                known.remove(next.interviewId());
            } else {
                again(next, outcome.cause());
            }
            work();
        }));
    }

    private void again(Owed failed, Throwable fault) {
        boolean last = failed.attempt() >= ATTEMPTS;
        LOG.atWarn()
                .addKeyValue("interviewId", failed.interviewId())
                .addKeyValue("attempt", failed.attempt())
                .addKeyValue("fault", fault.getClass().getSimpleName())
                .log(last ? "evaluation given up until the next start" : "evaluation failed, trying again");
        if (last) {
            known.remove(failed.interviewId());
            return;
        }
        scheduler.at(scheduler.now().plus(PAUSE.multipliedBy(failed.attempt())), () -> {
            owed.addLast(new Owed(failed.interviewId(), failed.attempt() + 1));
            work();
        });
    }

    private void abandon(Interview interview) {
        if (!config.nodeId().equals(interview.workerId()) || inRoom.test(interview.interviewId())) {
            return;
        }
        ChangeState left = new ChangeState(
                interview.interviewId(),
                InterviewState.ABANDONED,
                scheduler.now(),
                null,
                EndReason.CANDIDATE_LEFT.word());
        bus.ask(ChangeState.ADDRESS, left).onSuccess(done -> {
            LOG.atInfo().addKeyValue("interviewId", interview.interviewId()).log("abandoned: nobody came back");
            if (interview.turnCount() > 0) {
                scheduler.execute(() -> evaluate(interview.interviewId()));
            }
        });
    }

    private void list(Set<InterviewState> states, @Nullable String cursor, Consumer<Interview> each) {
        ListInterviews question = new ListInterviews(new InterviewFilter(states, null, null, null, null), PAGE, cursor);
        Retry.request(scheduler, 20, () -> bus.ask(ListInterviews.ADDRESS, question))
                .onSuccess(page -> scheduler.execute(() -> read(states, page, each)))
                .onFailure(fault -> LOG.atWarn()
                        .addKeyValue("fault", fault.getClass().getSimpleName())
                        .log("unfinished interviews could not be listed"));
    }

    private void read(Set<InterviewState> states, InterviewPage page, Consumer<Interview> each) {
        List.copyOf(page.interviews()).forEach(each);
        if (page.nextCursor() != null) {
            list(states, page.nextCursor(), each);
        }
    }
}
