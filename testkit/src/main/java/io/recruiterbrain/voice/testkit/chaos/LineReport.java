package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.fault.FaultKind;
import io.recruiterbrain.voice.testkit.chaos.history.Observation;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentSound;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.LeaseSeen;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.TurnTold;
import io.recruiterbrain.voice.testkit.chaos.history.Outcome;
import io.recruiterbrain.voice.testkit.chaos.history.Recoveries;
import io.recruiterbrain.voice.testkit.chaos.history.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of interviews while a server of the production line was away, as a table of Markdown. */
final class LineReport {
    private static final Set<String> GOOD_ENDS = Set.of("completed", "evaluated");

    private final ChaosRun.Result result;
    private final Map<UUID, List<Observation>> seen;

    private LineReport(ChaosRun.Result result) {
        this.result = result;
        seen = result.history().byInterview();
    }

    /** The kinds of faults that belong into this table: none in a run without a production line. */
    static List<FaultKind> kinds(ChaosRun.Result result) {
        Set<FaultKind> done = result.faults().stream().map(Inflicted::kind).collect(Collectors.toSet());
        return done.stream().anyMatch(FaultKind::needsProductionLine)
                ? Stream.of(FaultKind.values())
                        .filter(kind -> kind.isOfLine() && done.contains(kind))
                        .toList()
                : List.of();
    }

    static void append(StringBuilder text, ChaosRun.Result result, List<FaultKind> kinds) {
        if (kinds.isEmpty()) {
            return;
        }
        text.append("| fault | times | interviews under way | of these spoken | completed | turns while it lasted |")
                .append(" lost or doubled | spoken ones: agent heard again after the server is back |\n")
                .append("|---|---|---|---|---|---|---|---|\n");
        LineReport report = new LineReport(result);
        kinds.forEach(kind -> text.append(report.row(kind)));
        text.append('\n');
    }

    private String row(FaultKind kind) {
        List<Inflicted> faults =
                result.faults().stream().filter(each -> each.kind() == kind).toList();
        int underWay = 0;
        int spoken = 0;
        int completed = 0;
        long turns = 0;
        long broken = 0;
        List<String> times = new ArrayList<>();
        for (Inflicted fault : faults) {
            for (UUID id : underWay(fault)) {
                List<Observation> observations = seen.getOrDefault(id, List.of());
                underWay++;
                completed += isCompleted(id) ? 1 : 0;
                turns += observations.stream()
                        .filter(each -> each instanceof TurnTold && isWithin(each, fault))
                        .count();
                broken += result.violations().stream()
                        .filter(each -> each.interviewId().equals(id))
                        .filter(each -> each.rule() == Rule.NOTHING_LOST || each.rule() == Rule.NOTHING_DOUBLED)
                        .count();
                if (observations.stream().anyMatch(each -> each instanceof AgentSound && each.at() < fault.began())) {
                    spoken++;
                    if (kind == FaultKind.LIVEKIT_RESTART) {
                        times.add(Recoveries.afterReturn(observations, fault.mended())
                                .map(ChaosReport::seconds)
                                .orElse("never"));
                    }
                }
            }
        }
        return "| %s | %d | %d | %d | %d | %d | %d | %s |%n"
                .formatted(
                        kind.words(),
                        faults.size(),
                        underWay,
                        spoken,
                        completed,
                        turns,
                        broken,
                        String.join(", ", times));
    }

    /** Interviews whose candidates saw something before it began, and after that. */
    private List<UUID> underWay(Inflicted fault) {
        List<UUID> found = new ArrayList<>();
        seen.forEach((id, observations) -> {
            if (isSeen(observations, each -> each.at() < fault.began())
                    && isSeen(observations, each -> each.at() > fault.began())) {
                found.add(id);
            }
        });
        return found;
    }

    /** Leases are seen past everything that a candidate sees. */
    private static boolean isSeen(List<Observation> observations, Predicate<Observation> which) {
        return observations.stream().anyMatch(each -> !(each instanceof LeaseSeen) && which.test(each));
    }

    private boolean isCompleted(UUID id) {
        return result.outcomes().stream()
                .filter(outcome -> outcome.interviewId().equals(id))
                .map(Outcome::state)
                .anyMatch(GOOD_ENDS::contains);
    }

    private static boolean isWithin(Observation observation, Inflicted fault) {
        return observation.at() > fault.began() && observation.at() < fault.mended();
    }
}
