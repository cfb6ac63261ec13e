package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What follows a join and nobody waits for yet: it begins when no other join is under way here, so that many candidates who
 * come at once are answered before rooms are made ready, and after a second at the latest. On the supervisor's context.
 */
final class AfterJoins {
    private static final Duration AT_THE_LATEST = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    AfterJoins(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** A join begins; {@link #ended} follows. */
    void begun() {
        underWay++;
    }

    void ended() {
        underWay--;
        if (underWay == 0) {
            while (!waiting.isEmpty()) {
                waiting.poll().run();
            }
        }
    }

    /** To be called before the join's {@link #ended}. */
    void then(Runnable task) {
        waiting.add(task);
        scheduler.at(scheduler.now().plus(AT_THE_LATEST), () -> {
            if (waiting.remove(task)) {
                task.run();
            }
        });
    }
}
