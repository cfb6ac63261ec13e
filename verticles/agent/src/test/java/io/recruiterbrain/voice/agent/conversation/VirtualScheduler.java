package io.recruiterbrain.voice.agent.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Time that goes on only when a test says so. */
public final class VirtualScheduler implements Scheduler {
    private record Task(Instant at, long order, Runnable run, AtomicBoolean open) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private long order;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        at(now, task);
    }

    @Override
    public Timer at(Instant when, Runnable task) {
        Task entry = new Task(when.isBefore(now) ? now : when, order++, task, new AtomicBoolean(true));
        tasks.add(entry);
        return () -> entry.open().set(false);
    }

    /** Lets this much time pass and runs what falls into it. */
    public void pass(Duration duration) {
        Instant until = now.plus(duration);
        int steps = 0;
        while (!tasks.isEmpty() && !tasks.peek().at().isAfter(until)) {
            Task task = tasks.remove();
            if (task.open().get()) {
                now = task.at().isAfter(now) ? task.at() : now;
                task.run().run();
            }
            if (++steps > 1_000_000) {
                throw new IllegalStateException("time stands still: tasks make tasks without end");
            }
        }
        now = until;
    }
}
