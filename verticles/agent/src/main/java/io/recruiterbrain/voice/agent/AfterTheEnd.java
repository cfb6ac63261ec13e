package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is owed to interviews that are over: an evaluation each, one at a time, tried again when it failed. On the
 * supervisor's event loop.
 */
final class AfterTheEnd {
    private static final Logger LOG = LoggerFactory.getLogger(AfterTheEnd.class);
    private static final int ATTEMPTS = 3;
    private static final int PAGE = 200;
    private static final int LISTING_ATTEMPTS = 20;
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration LOOK_BACK = Duration.ofDays(30);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** @param turns that it was seen with, 0 when nobody counted */
    private record Owed(UUID interviewId, int turns, int attempt) {}

    private final Bus bus;
    private final Evaluations evaluations;
    private final Scheduler scheduler;
    private final MeterRegistry meters;
    private final Predicate<UUID> inRoom;
    private final Deque<Owed> owed = new ArrayDeque<>();
    private final Set<UUID> known = new HashSet<>();
    /**
     * Interviews that get no evaluation, with the turns that they had then. Every listing shows them without one, and
     * only a turn that is delivered after the end can change that.
     */
    private final Map<UUID, Integer> inVain = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private boolean working;

    /** @param inRoom whether an interview is held on this node now */
    AfterTheEnd(Bus bus, Evaluations evaluations, Scheduler scheduler, MeterRegistry meters, Predicate<UUID> inRoom) {
        this.bus = bus;
        this.evaluations = evaluations;
        this.scheduler = scheduler;
        this.meters = meters;
        this.inRoom = inRoom;
    }

    /** Finds what an earlier process left undone, and from time to time what was ended while nobody held it. */
    void pickUp() {
        pickUp(Duration.ZERO);
    }

    private void pickUp(Duration endedFor) {
        Instant now = scheduler.now();
        list(now.minus(LOOK_BACK), null, interview -> {
            Instant endedAt = interview.endedAt();
            boolean due = endedAt == null || !endedAt.isAfter(now.minus(endedFor));
            UUID id = interview.interviewId();
            boolean vain = Objects.equals(inVain.get(id), interview.turnCount());
            if (due && !vain && !interview.evaluated() && !inRoom.test(id)) {
                evaluate(id, interview.turnCount());
            }
        });
        scheduler.at(now.plus(LOOK_AGAIN), () -> pickUp(LOOK_AGAIN));
    }

    /** Has an interview evaluated, soon. */
    void evaluate(UUID interviewId) {
        evaluate(interviewId, 0);
    }

    private void evaluate(UUID interviewId, int turns) {
        if (known.add(interviewId)) {
            owed.addLast(new Owed(interviewId, turns, 1));
            work();
        }
    }

    private void work() {
        Owed next = working ? null : owed.pollFirst();
        if (next == null) {
            return;
        }
        working = true;
        Future<Boolean> evaluated;
        try {
            evaluated = evaluations.evaluate(next.interviewId());
        } catch (RuntimeException e) {
            evaluated = Future.failedFuture(e);
        }
        evaluated.onComplete(outcome -> scheduler.execute(() -> {
            working = false;
            Counter.builder("rbv.agent.evaluations")
                    .description("Evaluations that the supervisor asked for, with all their own retries")
                    .tag("outcome", outcome.failed() ? "failed" : outcome.result() ? "written" : "none")
                    .register(meters)
                    .increment();
            if (outcome.succeeded()) {
                known.remove(next.interviewId());
                if (!outcome.result()) {
                    inVain.put(next.interviewId(), next.turns());
                }
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
            owed.addLast(new Owed(failed.interviewId(), failed.turns(), failed.attempt() + 1));
            work();
        });
    }

    private void list(Instant createdFrom, @Nullable String cursor, Consumer<Interview> each) {
        InterviewFilter filter = new InterviewFilter(
                Set.of(InterviewState.COMPLETED, InterviewState.ABANDONED), null, null, createdFrom, null);
        Retry.request(
                        scheduler,
                        LISTING_ATTEMPTS,
                        () -> bus.ask(ListInterviews.ADDRESS, new ListInterviews(filter, PAGE, cursor)))
                .onSuccess(page -> scheduler.execute(() -> {
                    page.interviews().forEach(each);
                    if (page.nextCursor() != null) {
                        list(createdFrom, page.nextCursor(), each);
                    }
                }))
                .onFailure(fault -> LOG.atWarn()
                        .addKeyValue("fault", fault.getClass().getSimpleName())
                        .log("interviews without an evaluation could not be listed"));
    }
}
