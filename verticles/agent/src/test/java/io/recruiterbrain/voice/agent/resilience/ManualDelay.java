package io.recruiterbrain.voice.agent.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes only when a test says so. */
final class ManualDelay extends Clock implements Delay {
    private record Task(Instant due, Runnable body) {}

    private final List<Task> tasks = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Pending after(Duration time, Runnable body) {
        Task task = new Task(now.plus(time), body);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void pass(Duration time) {
        Instant until = now.plus(time);
        while (true) {
            Task next = tasks.stream()
                    .filter(task -> !task.due().isAfter(until))
                    .min(Comparator.comparing(Task::due))
                    .orElse(null);
            if (next == null) {
                break;
            }
            tasks.remove(next);
            now = next.due();
            next.body().run();
        }
        now = until;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
