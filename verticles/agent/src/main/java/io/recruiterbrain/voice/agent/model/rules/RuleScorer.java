package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.agent.model.rules.Evidence.Said;
import io.recruiterbrain.voice.agent.model.rules.Evidence.WeighedClause;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scores one question by what can be observed in the words: which of the question's signals were named, and what made
 * the answer concrete. It judges neither truth nor style.
 */
final class RuleScorer {
    private static final int MOST_QUOTES = 3;
    private static final int LONGEST_QUOTE = 2000;

    /** First rubric levels that describe somebody who has nothing to say; only these make "I don't know" a level 1. */
    private static final Pattern NOTHING_TO_SAY = Pattern.compile(
            "(?i)\\b(?:cannot|can not|could not|no|not|does not|nothing|never|without|none|neither)\\b");

    QuestionScore score(PlannedQuestion question, List<Turn> turns) {
        List<Turn> here = turns.stream()
                .filter(turn -> turn.questionNo() != null && turn.questionNo() == question.questionNo())
                .toList();
        List<Said> answers = here.stream()
                .filter(turn -> turn.speaker() == Speaker.CANDIDATE && turn.kind() == TurnKind.ANSWER)
                .map(turn -> new Said(turn.turnNo(), turn.text()))
                .toList();
        if (answers.isEmpty()) {
            return without(question, whyNoAnswer(here));
        }
        Evidence evidence = Evidence.of(new Signals(question), answers);
        List<Quote> quotes = quotes(evidence);
        if (evidence.nothingSaid() || quotes.isEmpty()) {
            return without(question, "What was said holds no words to judge.");
        }
        if (!evidence.declined().isEmpty()) {
            return NOTHING_TO_SAY.matcher(question.rubric().getFirst()).find()
                    ? with(question, 1, "The candidate said not to know the answer.", quotes)
                    : without(question, "The candidate said not to know the answer.");
        }
        return with(question, LevelRule.level(evidence), Reasons.of(evidence), quotes);
    }

    private static String whyNoAnswer(List<Turn> here) {
        if (here.stream().noneMatch(turn -> turn.speaker() == Speaker.AGENT)) {
            return "The question was not asked.";
        }
        return here.stream().anyMatch(turn -> turn.kind() == TurnKind.SKIP)
                ? "The candidate skipped the question."
                : "The candidate gave no answer.";
    }

    /** The clauses that show most, in the order they were said; the longest one when none shows anything. */
    private static List<Quote> quotes(Evidence evidence) {
        Stream<WeighedClause> quotable = evidence.clauses().stream()
                .filter(weighed -> weighed.clause().text().length() <= LONGEST_QUOTE)
                .filter(weighed -> !Words.of(weighed.clause().text()).isEmpty());
        List<WeighedClause> best = quotable.sorted(Comparator.comparingDouble(WeighedClause::weight)
                        .thenComparingInt(weighed -> weighed.clause().text().length())
                        .reversed())
                .limit(MOST_QUOTES)
                .toList();
        double most = best.isEmpty() ? 0 : best.getFirst().weight();
        return evidence.clauses().stream()
                .filter(best::contains)
                .filter(weighed -> most == 0 ? weighed.equals(best.getFirst()) : weighed.weight() >= most / 2)
                .map(weighed ->
                        new Quote(weighed.clause().turnNo(), weighed.clause().text()))
                .distinct()
                .toList();
    }

    private static QuestionScore with(PlannedQuestion question, int level, String reason, List<Quote> quotes) {
        return score(question, level, question.rubric().get(level - 1), reason, quotes);
    }

    private static QuestionScore without(PlannedQuestion question, String reason) {
        return score(question, null, null, reason, List.of());
    }

    private static QuestionScore score(
            PlannedQuestion question,
            @Nullable Integer level,
            @Nullable String levelText,
            String reason,
            List<Quote> quotes) {
        return new QuestionScore(
                question.questionNo(),
                question.questionId(),
                question.text(),
                question.competence(),
                level,
                levelText,
                reason,
                quotes);
    }
}
