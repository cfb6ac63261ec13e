package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the role a job belongs to, by its title first and by the skills its text names. */
final class RoleMatcher {
    private static final double FULL_TITLE = 10;
    private static final double TITLE_WORDS = 6;
    private static final double TITLE_IN_TEXT = 2.5;
    private static final double SKILL_IN_TITLE = 3;
    private static final double SAME_TRADE = 1;
    private static final Set<String> GENERIC_TRADES = Set.of("manager", "executiv", "specialist");
    /** Below this a job is too far from every role, and the general questions are the fairer choice. */
    static final double ENOUGH = 3;

    private static final Comparator<RoleMatch> BEST_FIRST = Comparator.comparingDouble(RoleMatch::score)
            .reversed()
            .thenComparing(match -> match.role().slug());

    private final QuestionBank bank;
    private final Map<String, Integer> rolesWithSkill = new HashMap<>();

    RoleMatcher(QuestionBank bank) {
        this.bank = bank;
        bank.roles().forEach(role -> role.skills().forEach(skill -> rolesWithSkill.merge(skill, 1, Integer::sum)));
    }

    /** The roles that fit, best first; never empty, {@code general} alone when none fits. */
    List<RoleMatch> match(JobDescriptionData job) {
        SkillFinder title = new SkillFinder(job.title());
        SkillFinder text = new SkillFinder(job.description());
        List<RoleMatch> matches = bank.roles().stream()
                .filter(role -> !role.slug().equals(Role.GENERAL))
                .map(role -> match(role, job, title, text))
                .filter(match -> match.score() >= ENOUGH)
                .sorted(BEST_FIRST)
                .toList();
        return matches.isEmpty()
                ? List.of(new RoleMatch(bank.general(), 0, List.of("no role fits this job")))
                : matches;
    }

    private RoleMatch match(Role role, JobDescriptionData job, SkillFinder title, SkillFinder text) {
        Points points = new Points();
        List<String> names = Stream.concat(Stream.of(role.title().toLowerCase(Locale.ROOT)), role.aliases().stream())
                .toList();
        List<String> said = title.named(names);
        String close = closeName(names, job.title());
        if (!said.isEmpty()) {
            points.add(FULL_TITLE, "the title says " + said.getFirst());
        } else if (close != null) {
            points.add(TITLE_WORDS, "the title is close to " + close);
        } else if (!mayFitByText(role, job)) {
            return new RoleMatch(role, 0, List.of());
        } else if (sharesTrade(role, job.title())) {
            points.add(SAME_TRADE, "the title names the same trade");
        }
        if (!text.named(names).isEmpty()) {
            points.add(TITLE_IN_TEXT, "the text says " + text.named(names).getFirst());
        }
        for (String skill : role.skills()) {
            double weight = 1.0 / rolesWithSkill.getOrDefault(skill, 1);
            if (title.names(skill)) {
                points.add(SKILL_IN_TITLE * weight, "the title names " + skill);
            } else if (text.names(skill)) {
                points.add(weight, "the text names " + skill);
            }
        }
        return new RoleMatch(role, points.sum, points.reasons);
    }

    /** The name whose every word is in the title, in whatever order. */
    private static @Nullable String closeName(List<String> names, String title) {
        Set<String> words = Set.copyOf(trades(title));
        return names.stream()
                .filter(name -> words.containsAll(trades(name)))
                .findFirst()
                .orElse(null);
    }

    /** Every company has managers who coach and specialists who phone: only the subject tells which role is meant. */
    private static boolean mayFitByText(Role role, JobDescriptionData job) {
        List<String> title = trades(role.title());
        return !GENERIC_TRADES.contains(title.getLast())
                || trades(job.title() + " " + job.description()).contains(title.getFirst());
    }

    private static boolean sharesTrade(Role role, String title) {
        String trade = trades(role.title()).getLast();
        return !GENERIC_TRADES.contains(trade) && trades(title).contains(trade);
    }

    private static List<String> trades(String text) {
        return Words.of(text).stream().map(RoleMatcher::trade).toList();
    }

    /** One word for trades that are named alike. */
    private static String trade(String word) {
        return switch (word) {
            case "developer", "programmer", "engineers", "developers", "engineering" -> "engineer";
            default -> Words.stem(word);
        };
    }

    private static final class Points {
        private final List<String> reasons = new ArrayList<>();
        private double sum;

        void add(double points, String reason) {
            sum += points;
            reasons.add(reason);
        }
    }
}
