package io.recruiterbrain.voice.agent.evaluation;

import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What code lets pass of an evaluation, whoever made it: one score for each planned question and no other, the rubric's
 * own text for each level, quotes that stand, and sums that follow from the levels.
 *
 * @param quotesDropped quotes that do not stand in the transcript
 * @param levelsDropped levels that lost their last quote
 */
public record VerifiedEvaluation(Evaluation evaluation, int quotesDropped, int levelsDropped) {

    public static VerifiedEvaluation of(
            UUID interviewId, Evaluation claimed, List<PlannedQuestion> plan, List<Turn> turns) {
        Map<Integer, QuestionScore> byQuestion = claimed.questions().stream()
                .collect(Collectors.toMap(QuestionScore::questionNo, Function.identity(), (first, second) -> first));
        QuoteVerifier verifier = new QuoteVerifier(turns);
        List<QuestionScore> anchored = plan.stream()
                .map(question -> anchored(question, byQuestion.get(question.questionNo())))
                .toList();
        List<QuestionScore> verified = anchored.stream().map(verifier::verified).toList();
        int quotes = count(anchored, score -> score.quotes().size())
                - count(verified, score -> score.quotes().size());
        int levels = count(anchored, score -> score.level() == null ? 0 : 1)
                - count(verified, score -> score.level() == null ? 0 : 1);
        Scorecard card = Scorecard.of(verified);
        // Sentences about a level that was dropped must not outlive it.
        boolean keepSentences = quotes == 0 && levels == 0;
        return new VerifiedEvaluation(
                new Evaluation(
                        interviewId,
                        card.overall(),
                        card.recommendation(),
                        verified,
                        card.competences(),
                        keepSentences ? claimed.strengths() : card.strengths(),
                        keepSentences ? claimed.gaps() : card.gaps(),
                        claimed.source(),
                        claimed.createdAt()),
                quotes,
                levels);
    }

    private static QuestionScore anchored(PlannedQuestion question, @Nullable QuestionScore score) {
        Integer level = score == null || score.quotes().isEmpty() ? null : score.level();
        String reason = score == null ? "The question was not scored." : score.reason();
        List<Quote> quotes = score == null ? List.of() : score.quotes();
        return new QuestionScore(
                question.questionNo(),
                question.questionId(),
                question.text(),
                question.competence(),
                level,
                level == null ? null : question.rubric().get(level - 1),
                reason,
                quotes);
    }

    private static int count(List<QuestionScore> scores, Function<QuestionScore, Integer> number) {
        return scores.stream().mapToInt(number::apply).sum();
    }
}
