package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.Checks;

/**
 * The mean over a competence's scored questions.
 *
 * @param level 1.0 to 5.0
 * @param questions how many scored questions it stands on
 */
public record CompetenceScore(String competence, double level, int questions) {
    public CompetenceScore {
        Checks.text(competence, "competence", 100);
        Checks.require(level >= 1 && level <= 5, "level must be between 1 and 5");
        Checks.range(questions, "questions", 1, 100);
    }
}
