package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the role a job belongs to, by its title first and by the skills its text names. */
final class RoleMatcher {
    private static final double FULL_TITLE = 10;
    private static final double TITLE_WORDS = 6;
    private static final double TITLE_IN_TEXT = 2.5;
    private static final double SKILL_IN_TITLE = 3;
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
        double score = 0;
        List<String> reasons = new ArrayList<>();
        List<String> names = Stream.concat(
                        Stream.of(role.title().toLowerCase(java.util.Locale.ROOT)), role.aliases().stream())
                .toList();
        Set<String> titleWords = Set.copyOf(
                Words.of(job.title()).stream().map(RoleMatcher::trade).toList());
        List<String> inTitle = title.named(names);
        if (!inTitle.isEmpty()) {
            score += FULL_TITLE;
            reasons.add("the title says " + inTitle.getFirst());
        } else {
            var inWords = names.stream()
                    .filter(name -> titleWords.containsAll(
                            Words.of(name).stream().map(RoleMatcher::trade).toList()))
                    .findFirst();
            if (inWords.isPresent()) {
                score += TITLE_WORDS;
                reasons.add("the title is close to " + inWords.get());
            }
        }
        if (!text.named(names).isEmpty()) {
            score += TITLE_IN_TEXT;
            reasons.add("the text says " + text.named(names).getFirst());
        }
        for (String skill : role.skills()) {
            double weight = 1.0 / rolesWithSkill.getOrDefault(skill, 1);
            if (title.names(skill)) {
                score += SKILL_IN_TITLE * weight;
                reasons.add("the title names " + skill);
            } else if (text.names(skill)) {
                score += weight;
                reasons.add("the text names " + skill);
            }
        }
        return new RoleMatch(role, score, reasons);
    }

    /** One word for trades that are named alike. */
    private static String trade(String word) {
        return switch (word) {
            case "developer", "programmer", "engineers", "developers" -> "engineer";
            default -> Words.stem(word);
        };
    }
}
