package io.recruiterbrain.voice.agent.model.openai;

import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the calls for one interview used.
 *
 * @param calls that were answered to their end; only those report their tokens
 * @param inputTokens sent, those from the vendor's prompt cache included
 * @param cachedTokens of those sent, the ones the vendor had in its cache
 * @param cost in the currency of the configured prices, a discount for cached tokens not counted; absent without prices
 */
public record TokenUsage(
        int calls,
        long inputTokens,
        long cachedTokens,
        long outputTokens,
        @Nullable BigDecimal cost) {
    /** As an evaluation carries it. */
    Evaluation.Usage reported() {
        return new Evaluation.Usage(calls, inputTokens, outputTokens, cost);
    }
}
