package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score of one question.
 *
 * @param level 1 to 5, absent when nothing said supports any level
 * @param levelText the rubric's sentence for that level, absent with it
 * @param reason one sentence: why this level, or why none
 * @param quotes at least one when there is a level
 */
public record QuestionScore(
        int questionNo,
        String questionId,
        String question,
        String competence,
        @Nullable Integer level,
        @Nullable String levelText,
        String reason,
        List<Quote> quotes) {
    public QuestionScore {
        Checks.range(questionNo, "questionNo", 1, 100);
        Checks.text(questionId, "questionId", 200);
        Checks.text(question, "question", 1000);
        Checks.text(competence, "competence", 100);
        Checks.text(reason, "reason", 2000);
        quotes = List.copyOf(quotes);
        Checks.require(level == null || (level >= 1 && level <= 5), "level must be between 1 and 5");
        Checks.require((level == null) == (levelText == null), "level and levelText go together");
        Checks.require(level == null || !quotes.isEmpty(), "a level needs at least one quote");
    }

    @Override
    public String toString() {
        return "QuestionScore[" + questionNo + ", level=" + level + "]";
    }
}
