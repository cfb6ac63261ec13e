package io.recruiterbrain.voice.testkit.chaos.history;

import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that was seen in a run, in order of time; safe for any thread. */
public final class History {
    private final List<Observation> seen = new ArrayList<>();
    private @Nullable AgentWords latestWords;

    public synchronized void add(Observation observation) {
        seen.add(observation);
        if (observation instanceof AgentWords words) {
            latestWords = words;
            notifyAll();
        }
    }

    /** The next words of any agent that is in the middle of a sentence; empty when none comes in time. */
    public synchronized Optional<AgentWords> awaitSentence(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        latestWords = null;
        while (latestWords == null || latestWords.isFinal()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        return Optional.of(latestWords);
    }

    /** Observations by interview, each list in order of time. */
    public synchronized Map<UUID, List<Observation>> byInterview() {
        Map<UUID, List<Observation>> lists = new LinkedHashMap<>();
        seen.stream()
                .sorted(Comparator.comparingLong(Observation::at))
                .forEach(each -> lists.computeIfAbsent(each.interviewId(), id -> new ArrayList<>())
                        .add(each));
        return lists;
    }

    /** How many observations of a type there are. */
    public synchronized long count(Class<? extends Observation> type) {
        return seen.stream().filter(type::isInstance).count();
    }
}
