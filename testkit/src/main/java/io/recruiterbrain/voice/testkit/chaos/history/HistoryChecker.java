package io.recruiterbrain.voice.testkit.chaos.history;

import io.recruiterbrain.voice.testkit.chaos.history.Observation.Acknowledged;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.LeaseSeen;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Line;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Sent;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.TurnTold;
import io.recruiterbrain.voice.testkit.chaos.history.Violation.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Holds what was seen against what is stored, and finds every promise that was broken. */
public final class HistoryChecker {
    private static final Set<String> GOOD_ENDS = Set.of("completed", "evaluated");

    private final Outcome outcome;
    private final List<Observation> seen;
    private final List<Violation> violations = new ArrayList<>();

    private HistoryChecker(Outcome outcome, List<Observation> seen) {
        this.outcome = outcome;
        this.seen = seen;
    }

    /** All violations of a run; empty when every promise was kept. An interview without an outcome is none that ended. */
    public static List<Violation> check(History history, List<Outcome> outcomes) {
        Map<UUID, List<Observation>> seen = history.byInterview();
        List<Violation> violations = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            HistoryChecker checker = new HistoryChecker(outcome, seen.getOrDefault(outcome.interviewId(), List.of()));
            checker.end();
            checker.transcript();
            checker.told();
            checker.answers();
            checker.fences();
            violations.addAll(checker.violations);
            violations.addAll(OneVoice.check(outcome.interviewId(), checker.seen));
        }
        seen.keySet().stream()
                .filter(id -> outcomes.stream()
                        .noneMatch(outcome -> outcome.interviewId().equals(id)))
                .forEach(id -> violations.add(new Violation(Rule.ALL_END, id, "nothing is stored of it")));
        return violations;
    }

    private void end() {
        if (!GOOD_ENDS.contains(outcome.state())) {
            broken(Rule.ALL_END, "its state is " + outcome.state());
        }
    }

    /** Turns are numbered from 1 without gap, in the stored order. */
    private void transcript() {
        int expected = 1;
        for (Line line : outcome.transcript()) {
            if (line.turnNo() != expected) {
                broken(
                        line.turnNo() < expected ? Rule.NOTHING_DOUBLED : Rule.NOTHING_LOST,
                        "turn " + line.turnNo() + " is stored where " + expected + " is expected");
                return;
            }
            expected++;
        }
    }

    private void told() {
        Map<Integer, Line> stored = new HashMap<>();
        outcome.transcript().forEach(line -> stored.put(line.turnNo(), line));
        Set<Line> told = new LinkedHashSet<>();
        of(TurnTold.class).forEach(turn -> told.add(turn.line()));
        for (Line line : told) {
            Line kept = stored.get(line.turnNo());
            if (kept == null) {
                broken(Rule.NOTHING_LOST, "turn " + line.turnNo() + " was told as stored, and is not");
            } else if (!kept.equals(line)) {
                broken(Rule.NOTHING_LOST, "turn " + line.turnNo() + " was told as another one than is stored");
            }
        }
    }

    private void answers() {
        Set<String> acknowledged = new LinkedHashSet<>();
        of(Acknowledged.class).forEach(answer -> acknowledged.add(answer.marker()));
        Set<String> sent = new LinkedHashSet<>();
        of(Sent.class).forEach(answer -> sent.add(answer.marker()));
        int position = 0;
        for (String marker : sent) {
            List<Line> lines = outcome.transcript().stream()
                    .filter(line -> !line.byAgent() && line.text().contains(marker))
                    .toList();
            if (lines.isEmpty() && acknowledged.contains(marker)) {
                broken(Rule.NOTHING_LOST, "an acknowledged answer is not stored: " + marker);
            } else if (lines.size() > 1) {
                broken(
                        Rule.NOTHING_DOUBLED,
                        "an answer is stored as turns "
                                + lines.stream().map(Line::turnNo).toList() + ": " + marker);
            } else if (!lines.isEmpty()) {
                int turnNo = lines.getFirst().turnNo();
                if (turnNo < position) {
                    broken(Rule.IN_ORDER, "turn " + turnNo + " was said after turn " + position);
                }
                position = Math.max(position, turnNo);
            }
        }
    }

    private void fences() {
        long fence = 0;
        Map<Long, String> owners = new HashMap<>();
        for (LeaseSeen lease : of(LeaseSeen.class).toList()) {
            if (lease.fence() < fence) {
                broken(Rule.FENCES_GROW, "fencing number " + lease.fence() + " came after " + fence);
            }
            fence = Math.max(fence, lease.fence());
            String owner = lease.owner();
            if (owner == null) {
                continue;
            }
            String before = owners.putIfAbsent(lease.fence(), owner);
            if (before != null && !before.equals(owner)) {
                broken(Rule.FENCES_GROW, "fencing number " + lease.fence() + " had two owners");
            }
        }
    }

    private <T extends Observation> Stream<T> of(Class<T> type) {
        return seen.stream().filter(type::isInstance).map(type::cast);
    }

    private void broken(Rule rule, String sentence) {
        violations.add(new Violation(rule, outcome.interviewId(), sentence));
    }
}
