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
    /** The words of every role's names. */
    private final Map<String, List<String>> trades = new HashMap<>();

    /** A job as roles are held against it. */
    private record Sought(SkillFinder title, SkillFinder text, List<String> titleTrades, List<String> allTrades) {}

    RoleMatcher(QuestionBank bank) {
        this.bank = bank;
        bank.roles().forEach(role -> {
            role.skills().forEach(skill -> rolesWithSkill.merge(skill, 1, Integer::sum));
            names(role).forEach(name -> trades.put(name, trades(name)));
        });
    }

    /** The roles that fit, best first; never empty, {@code general} alone when none fits. */
    List<RoleMatch> match(JobDescriptionData job) {
        Sought sought = new Sought(
                new SkillFinder(job.title()),
                new SkillFinder(job.description()),
                trades(job.title()),
                trades(job.title() + " " + job.description()));
        List<RoleMatch> matches = bank.roles().stream()
                .filter(role -> !role.slug().equals(Role.GENERAL))
                .map(role -> match(role, sought))
                .filter(match -> match.score() >= ENOUGH)
                .sorted(BEST_FIRST)
                .toList();
        return matches.isEmpty()
                ? List.of(new RoleMatch(bank.general(), 0, List.of("no role fits this job")))
                : matches;
    }

    private RoleMatch match(Role role, Sought job) {
        Points points = new Points();
        List<String> names = names(role);
        List<String> said = job.title().named(names);
        String close = closeName(names, job);
        if (!said.isEmpty()) {
            points.add(FULL_TITLE, "the title says " + said.getFirst());
        } else if (close != null) {
            points.add(TITLE_WORDS, "the title is close to " + close);
        } else if (!mayFitByText(role, job)) {
            return new RoleMatch(role, 0, List.of());
        } else if (sharesTrade(role, job)) {
            points.add(SAME_TRADE, "the title names the same trade");
        }
        List<String> told = job.text().named(names);
        if (!told.isEmpty()) {
            points.add(TITLE_IN_TEXT, "the text says " + told.getFirst());
        }
        for (String skill : role.skills()) {
            double weight = 1.0 / rolesWithSkill.getOrDefault(skill, 1);
            if (job.title().names(skill)) {
                points.add(SKILL_IN_TITLE * weight, "the title names " + skill);
            } else if (job.text().names(skill)) {
                points.add(weight, "the text names " + skill);
            }
        }
        return new RoleMatch(role, points.sum, points.reasons);
    }

    private static List<String> names(Role role) {
        return Stream.concat(Stream.of(role.title().toLowerCase(Locale.ROOT)), role.aliases().stream())
                .toList();
    }

    /** The name whose every word is in the title, in whatever order. */
    private @Nullable String closeName(List<String> names, Sought job) {
        Set<String> words = Set.copyOf(job.titleTrades());
        return names.stream()
                .filter(name -> words.containsAll(tradesOf(name)))
                .findFirst()
                .orElse(null);
    }

    /** Every company has managers who coach and specialists who phone: only the subject tells which role is meant. */
    private boolean mayFitByText(Role role, Sought job) {
        List<String> title = tradesOf(names(role).getFirst());
        return !GENERIC_TRADES.contains(title.getLast()) || job.allTrades().contains(title.getFirst());
    }

    private boolean sharesTrade(Role role, Sought job) {
        String trade = tradesOf(names(role).getFirst()).getLast();
        return !GENERIC_TRADES.contains(trade) && job.titleTrades().contains(trade);
    }

    private List<String> tradesOf(String name) {
        return trades.getOrDefault(name, List.of());
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
