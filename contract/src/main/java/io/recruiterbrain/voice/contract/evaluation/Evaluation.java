package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of an interview. There is no field for emotion, accent, confidence or attitude, on purpose.
 *
 * @param overall mean of the competences, absent when no question could be scored
 * @param recommendation advice; only a named person decides
 * @param source what made it, and on which rubric
 */
public record Evaluation(
        UUID interviewId,
        @Nullable Double overall,
        Recommendation recommendation,
        List<QuestionScore> questions,
        List<CompetenceScore> competences,
        List<String> strengths,
        List<String> gaps,
        Source source,
        Instant createdAt)
        implements BusMessage {
    public enum Recommendation {
        ADVANCE,
        CONSIDER,
        DO_NOT_ADVANCE,
        NOT_ENOUGH_EVIDENCE
    }

    /**
     * @param provider for example {@code rules} or {@code openai}
     * @param byRules whether it is a heuristic without a language model
     * @param promptHash SHA-256 of the prompt or of the rules' version
     */
    public record Source(String provider, String model, String promptHash, String rubricVersion, boolean byRules) {}

    public Evaluation {
        Checks.present(interviewId, "interviewId");
        Checks.present(recommendation, "recommendation");
        questions = List.copyOf(questions);
        competences = List.copyOf(competences);
        strengths = List.copyOf(strengths);
        gaps = List.copyOf(gaps);
        Checks.present(source, "source");
        Checks.present(createdAt, "createdAt");
    }

    @Override
    public String toString() {
        return "Evaluation[" + interviewId + ", " + recommendation + "]";
    }
}
