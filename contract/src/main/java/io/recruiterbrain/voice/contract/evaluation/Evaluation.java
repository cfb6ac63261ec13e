package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.math.BigDecimal;
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
     * @param usage of a language model, absent when none was asked or none was counted
     */
    public record Source(
            String provider,
            String model,
            String promptHash,
            String rubricVersion,
            boolean byRules,
            @Nullable Usage usage) {}

    /**
     * What the provider counted for the whole interview, the evaluation included.
     *
     * @param calls that were answered to their end
     * @param inputTokens sent
     * @param outputTokens received
     * @param cost in the currency of the configured prices, absent without prices
     */
    public record Usage(
            int calls,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal cost) {
        public Usage {
            Checks.require(calls >= 0, "calls must not be negative");
            Checks.require(inputTokens >= 0, "inputTokens must not be negative");
            Checks.require(outputTokens >= 0, "outputTokens must not be negative");
            Checks.require(cost == null || cost.signum() >= 0, "cost must not be negative");
            // JSON does not keep zeros at the end: the same cost must be equal behind the wire.
            cost = cost == null ? null : withoutZeros(cost);
        }

        private static BigDecimal withoutZeros(BigDecimal cost) {
            BigDecimal stripped = cost.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

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

    /** The same, with what a provider counted. */
    public Evaluation with(Usage usage) {
        return new Evaluation(
                interviewId,
                overall,
                recommendation,
                questions,
                competences,
                strengths,
                gaps,
                new Source(
                        source.provider(),
                        source.model(),
                        source.promptHash(),
                        source.rubricVersion(),
                        source.byRules(),
                        usage),
                createdAt);
    }

    @Override
    public String toString() {
        return "Evaluation[" + interviewId + ", " + recommendation + "]";
    }
}
