package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.fault.FaultKind;
import io.recruiterbrain.voice.testkit.chaos.history.Observation;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Acknowledged;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.LeaseSeen;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Moved;
import io.recruiterbrain.voice.testkit.chaos.history.Outcome;
import io.recruiterbrain.voice.testkit.chaos.history.Recoveries;
import io.recruiterbrain.voice.testkit.chaos.history.Violation;
import io.recruiterbrain.voice.testkit.chaos.history.Violation.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run's result as a page of Markdown. */
public final class ChaosReport {
    private final ChaosRun.Result result;
    private final Map<UUID, List<Observation>> seen;

    private ChaosReport(ChaosRun.Result result) {
        this.result = result;
        seen = result.history().byInterview();
    }

    /** @param title first line of it */
    public static String of(String title, ChaosRun.Result result) {
        return new ChaosReport(result).text(title);
    }

    /** Times until an agent spoke again after faults of a kind, in rising order. */
    public static List<Duration> recoveries(ChaosRun.Result result, FaultKind kind) {
        List<Duration> all = new ArrayList<>();
        result.faults().stream()
                .filter(fault -> fault.kind() == kind)
                .forEach(fault -> all.addAll(Recoveries.of(result.history(), fault.began(), fault.fences())));
        Collections.sort(all);
        return all;
    }

    private String text(String title) {
        StringBuilder text = new StringBuilder("## " + title + "\n\n");
        List<FaultKind> ofLine = LineReport.kinds(result);
        faults(text, ofLine);
        LineReport.append(text, result, ofLine);
        promises(text);
        totals(text);
        result.violations()
                .forEach(violation ->
                        text.append("- **broken:** ").append(violation).append('\n'));
        result.complaints()
                .forEach(complaint ->
                        text.append("- **complaint:** ").append(complaint).append('\n'));
        return text.toString();
    }

    private void faults(StringBuilder text, List<FaultKind> toldElsewhere) {
        List<FaultKind> kinds = Stream.of(FaultKind.values())
                .filter(kind -> !toldElsewhere.contains(kind))
                .toList();
        if (result.faults().stream().noneMatch(fault -> kinds.contains(fault.kind()))) {
            return;
        }
        text.append(
                        "| fault | times | interviews it hit | taken over | agent speaks again: median | max | most moves of one interview |\n")
                .append("|---|---|---|---|---|---|---|\n");
        for (FaultKind kind : kinds) {
            List<Inflicted> done =
                    result.faults().stream().filter(each -> each.kind() == kind).toList();
            if (!done.isEmpty()) {
                List<Duration> times = recoveries(result, kind);
                int hit = done.stream().mapToInt(each -> each.fences().size()).sum();
                text.append("| %s | %d | %d | %d | %s | %s | %d |%n"
                        .formatted(
                                kind.words(),
                                done.size(),
                                hit,
                                times.size(),
                                times.isEmpty() ? "" : seconds(times.get(times.size() / 2)),
                                times.isEmpty() ? "" : seconds(times.getLast()),
                                mostMoves(done)));
            }
        }
        text.append('\n');
    }

    /** Within one fault of these. */
    private long mostMoves(List<Inflicted> done) {
        return done.stream()
                .flatMap(fault -> seen.values().stream()
                        .map(observations -> observations.stream()
                                .filter(Moved.class::isInstance)
                                .filter(each -> each.at() > fault.began() && each.at() < fault.ended())
                                .count()))
                .max(Long::compare)
                .orElse(0L);
    }

    private void promises(StringBuilder text) {
        text.append("| promise | broken |\n|---|---|\n");
        Map<Rule, Long> broken =
                result.violations().stream().collect(Collectors.groupingBy(Violation::rule, Collectors.counting()));
        for (Rule rule : Rule.values()) {
            text.append("| %s | %d |%n"
                    .formatted(rule.name().toLowerCase(Locale.ROOT).replace('_', ' '), broken.getOrDefault(rule, 0L)));
        }
        text.append('\n');
    }

    private void totals(StringBuilder text) {
        Map<String, Long> states = new TreeMap<>(
                result.outcomes().stream().collect(Collectors.groupingBy(Outcome::state, Collectors.counting())));
        text.append(
                "%d interviews (%s), %d turns stored, %d typed answers acknowledged, %d leases seen, %d agents moved.%n%n"
                        .formatted(
                                result.outcomes().size(),
                                states.entrySet().stream()
                                        .map(state -> state.getValue() + " " + state.getKey())
                                        .collect(Collectors.joining(", ")),
                                result.outcomes().stream()
                                        .mapToInt(
                                                outcome -> outcome.transcript().size())
                                        .sum(),
                                result.history().count(Acknowledged.class),
                                result.history().count(LeaseSeen.class),
                                result.history().count(Moved.class)));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
