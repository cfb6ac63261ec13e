package io.recruiterbrain.voice.agent.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.evaluation.CompetenceScore;
import io.recruiterbrain.voice.contract.evaluation.Evaluation.Recommendation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScorecardTest {
    /** Levels as digits, a dash for a question without one; question n has competence a, b, a, b and so on. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "555555, ADVANCE",
        "444443, ADVANCE",
        "545151, CONSIDER",
        "333333, CONSIDER",
        "333222, DO_NOT_ADVANCE",
        "111111, DO_NOT_ADVANCE",
        "------, NOT_ENOUGH_EVIDENCE",
        "55----, NOT_ENOUGH_EVIDENCE",
        "555---, ADVANCE",
        "5, ADVANCE",
        "5-, NOT_ENOUGH_EVIDENCE",
        "-, NOT_ENOUGH_EVIDENCE"
    })
    void theAdviceFollowsFromTheLevels(String levels, Recommendation advice) {
        assertThat(Scorecard.of(scores(levels)).recommendation()).isEqualTo(advice);
    }

    @Test
    void competencesAreMeansAndOverallIsTheMeanOfTheCompetences() {
        // Given
        List<QuestionScore> scores = scores("5342-1");

        // When
        Scorecard card = Scorecard.of(scores);

        // Then
        assertThat(card.competences())
                .containsExactly(new CompetenceScore("a", 4.5, 2), new CompetenceScore("b", 2.0, 3));
        assertThat(card.overall()).isEqualTo(3.25);
    }

    @Test
    void strengthsAndGapsAreTheRubricsOwnSentences() {
        // Given
        List<QuestionScore> scores = scores("5321-");

        // When
        Scorecard card = Scorecard.of(scores);

        // Then
        assertThat(card.strengths()).containsExactly("Question 1, a, level 5, described as: Rubric text 5.");
        assertThat(card.gaps())
                .containsExactly(
                        "Question 4, b, level 1, described as: Rubric text 1.",
                        "Question 3, a, level 2, described as: Rubric text 2.",
                        "No level for question 5; see the reason given there.");
    }

    private static List<QuestionScore> scores(String levels) {
        List<QuestionScore> scores = new ArrayList<>();
        for (int i = 0; i < levels.length(); i++) {
            boolean none = levels.charAt(i) == '-';
            int level = levels.charAt(i) - '0';
            scores.add(new QuestionScore(
                    i + 1,
                    "q-" + i,
                    "A question?",
                    i % 2 == 0 ? "a" : "b",
                    none ? null : Integer.valueOf(level),
                    none ? null : "Rubric text " + level + ".",
                    "Because.",
                    none ? List.of() : List.of(new Quote(1, "words"))));
        }
        return scores;
    }
}
