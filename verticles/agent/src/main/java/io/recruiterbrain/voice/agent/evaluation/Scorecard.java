package io.recruiterbrain.voice.agent.evaluation;

import io.recruiterbrain.voice.contract.evaluation.CompetenceScore;
import io.recruiterbrain.voice.contract.evaluation.Evaluation.Recommendation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that follows from the questions' levels by arithmetic, whoever gave the levels.
 *
 * @param overall mean of the competences, absent when no question has a level
 */
public record Scorecard(
        @Nullable Double overall,
        Recommendation recommendation,
        List<CompetenceScore> competences,
        List<String> strengths,
        List<String> gaps) {
    /** From this overall mean on, and with no competence below {@link #WEAK}, the advice is to advance. */
    static final double ADVANCE = 3.7;
    /** From this overall mean on the advice is to consider. */
    static final double CONSIDER = 2.6;

    static final double WEAK = 2.0;
    /** Fewer scored questions than this, or than half of the plan, are not enough for any advice. */
    static final int FEWEST_SCORED = 3;

    private static final int MOST_SENTENCES = 5;

    public Scorecard {
        competences = List.copyOf(competences);
        strengths = List.copyOf(strengths);
        gaps = List.copyOf(gaps);
    }

    /** @param scores one for each planned question, asked or not */
    public static Scorecard of(List<QuestionScore> scores) {
        List<CompetenceScore> competences = competences(scores);
        Double overall = competences.isEmpty()
                ? null
                : rounded(competences.stream()
                        .mapToDouble(CompetenceScore::level)
                        .average()
                        .orElseThrow());
        return new Scorecard(
                overall, advice(scores, competences, overall), competences, strengths(scores), gaps(scores));
    }

    private static List<CompetenceScore> competences(List<QuestionScore> scores) {
        Map<String, List<Integer>> levels = new LinkedHashMap<>();
        for (QuestionScore score : scores) {
            Integer level = score.level();
            if (level != null) {
                levels.computeIfAbsent(score.competence(), competence -> new ArrayList<>())
                        .add(level);
            }
        }
        List<CompetenceScore> competences = new ArrayList<>();
        levels.forEach((competence, given) -> competences.add(new CompetenceScore(
                competence,
                rounded(given.stream().mapToInt(Integer::intValue).average().orElseThrow()),
                given.size())));
        return competences;
    }

    private static Recommendation advice(
            List<QuestionScore> scores, List<CompetenceScore> competences, @Nullable Double overall) {
        int scored = competences.stream().mapToInt(CompetenceScore::questions).sum();
        if (overall == null || scored * 2 < scores.size() || scored < Math.min(FEWEST_SCORED, scores.size())) {
            return Recommendation.NOT_ENOUGH_EVIDENCE;
        }
        boolean weakSpot = competences.stream().anyMatch(competence -> competence.level() < WEAK);
        if (overall >= ADVANCE && !weakSpot) {
            return Recommendation.ADVANCE;
        }
        return overall >= CONSIDER ? Recommendation.CONSIDER : Recommendation.DO_NOT_ADVANCE;
    }

    private static List<String> strengths(List<QuestionScore> scores) {
        return scores.stream()
                .filter(score -> score.level() != null && score.level() >= 4)
                .sorted(Comparator.comparingInt(Scorecard::levelOrZero).reversed())
                .limit(MOST_SENTENCES)
                .map(Scorecard::sentence)
                .toList();
    }

    private static List<String> gaps(List<QuestionScore> scores) {
        List<String> gaps = new ArrayList<>(scores.stream()
                .filter(score -> score.level() != null && score.level() <= 2)
                .sorted(Comparator.comparingInt(Scorecard::levelOrZero))
                .limit(MOST_SENTENCES)
                .map(Scorecard::sentence)
                .toList());
        List<String> open = scores.stream()
                .filter(score -> score.level() == null)
                .map(score -> String.valueOf(score.questionNo()))
                .toList();
        if (!open.isEmpty()) {
            gaps.add((open.size() == 1 ? "No level for question " : "No level for questions ") + String.join(", ", open)
                    + "; see the reason given there.");
        }
        return gaps;
    }

    private static String sentence(QuestionScore score) {
        return "Question " + score.questionNo() + ", " + score.competence().replace('-', ' ') + ", level "
                + score.level() + ", described as: " + Objects.requireNonNullElse(score.levelText(), "");
    }

    private static int levelOrZero(QuestionScore score) {
        return Objects.requireNonNullElse(score.level(), 0);
    }

    private static double rounded(double mean) {
        return Math.round(mean * 100) / 100.0;
    }
}
