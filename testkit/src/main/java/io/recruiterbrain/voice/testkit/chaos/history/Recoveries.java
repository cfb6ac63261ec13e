package io.recruiterbrain.voice.testkit.chaos.history;

import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentSound;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentWords;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.LeaseSeen;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.TurnTold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How long candidates waited until an agent spoke to them again after a fault. */
public final class Recoveries {
    /** The onlooker of leases asks now and then; the words of a new owner may be seen before its lease. */
    private static final long LEASE_MAY_BE_LATE = Duration.ofMillis(500).toNanos();

    private Recoveries() {}

    /**
     * From the fault to the first word of another agent, of each interview that one took over. A page whose event stream
     * was away while it was spoken shows the turn.
     *
     * @param at when the fault began
     * @param fences of the interviews that it hit, as they were then
     */
    public static List<Duration> of(History history, long at, Map<UUID, Long> fences) {
        Map<UUID, List<Observation>> seen = history.byInterview();
        List<Duration> recoveries = new ArrayList<>();
        fences.forEach((id, fence) ->
                recovery(seen.getOrDefault(id, List.of()), at, fence).ifPresent(recoveries::add));
        return recoveries;
    }

    /**
     * From the moment when a candidate's way to the agent is there again to the agent's first sound on it; empty when none
     * came. Words do not tell: an agent that has not yet noticed a lost way still writes them.
     *
     * @param seen of one interview, in order of time
     */
    public static Optional<Duration> afterReturn(List<Observation> seen, long back) {
        return seen.stream()
                .filter(each -> each instanceof AgentSound && each.at() > back)
                .findFirst()
                .map(each -> Duration.ofNanos(each.at() - back));
    }

    private static Optional<Duration> recovery(List<Observation> seen, long at, long fence) {
        Optional<LeaseSeen> taken = seen.stream()
                .filter(LeaseSeen.class::isInstance)
                .map(LeaseSeen.class::cast)
                .filter(lease -> lease.at() > at && lease.fence() > fence)
                .findFirst();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        return seen.stream()
                .filter(each -> each.at() > Math.max(at, taken.get().at() - LEASE_MAY_BE_LATE))
                .filter(each -> isOfNext(each, fence, taken.get().lastTurn()))
                .findFirst()
                .map(each -> Duration.ofNanos(each.at() - at));
    }

    private static boolean isOfNext(Observation seen, long fence, int lastTurn) {
        return switch (seen) {
            case AgentWords words -> OneVoice.fence(words).orElse(Long.MAX_VALUE) > fence;
            case AgentSound sound -> true;
            case TurnTold told -> told.line().byAgent() && told.line().turnNo() > lastTurn;
            default -> false;
        };
    }
}
