package io.recruiterbrain.voice.testkit.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Which faults come, when and for how long: the same for the same seed. One at a time, with calm between them. */
public final class FaultSchedule {
    private static final int MIN_CALM = 6;
    private static final int MAX_CALM = 14;

    private FaultSchedule() {}

    /**
     * A fault to come.
     *
     * @param calm before it begins
     * @param duration until it is mended
     * @param choice any number; decides which of several nodes it is
     */
    public record Planned(FaultKind kind, Duration calm, Duration duration, int choice) {}

    /**
     * Enough faults for a run. Each kind comes once before any comes again, and kills come as often as all others together.
     *
     * @param kinds of which it may choose
     */
    public static List<Planned> of(long seed, Duration atLeast, List<FaultKind> kinds) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Planned> planned = new ArrayList<>();
        List<FaultKind> round = new ArrayList<>();
        Duration length = Duration.ZERO;
        while (length.compareTo(atLeast) < 0) {
            if (round.isEmpty()) {
                round.addAll(kinds);
                if (kinds.contains(FaultKind.KILL)) {
                    round.addAll(Collections.nCopies(Math.max(0, kinds.size() - 2), FaultKind.KILL));
                }
            }
            Planned next = plan(round.remove(random.nextInt(round.size())), random);
            planned.add(next);
            length = length.plus(next.calm()).plus(next.duration());
        }
        return List.copyOf(planned);
    }

    /**
     * Puts a rolling update into the middle of what was planned.
     *
     * @param length of the run, half of which is before the update when nothing else was planned
     */
    public static List<Planned> withUpdate(List<Planned> planned, Duration length) {
        List<Planned> all = new ArrayList<>(planned);
        Duration calm = planned.isEmpty() ? length.dividedBy(2) : Duration.ofSeconds(MAX_CALM);
        all.add(planned.size() / 2, new Planned(FaultKind.ROLLING_UPDATE, calm, Duration.ZERO, 0));
        return List.copyOf(all);
    }

    private static Planned plan(FaultKind kind, RandomGenerator random) {
        return new Planned(
                kind,
                Duration.ofSeconds(random.nextInt(MIN_CALM, MAX_CALM + 1)),
                kind.lasts(random),
                random.nextInt(Integer.MAX_VALUE));
    }
}
