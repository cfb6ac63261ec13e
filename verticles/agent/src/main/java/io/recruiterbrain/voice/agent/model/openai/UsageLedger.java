package io.recruiterbrain.voice.agent.model.openai;

import com.openai.models.completions.CompletionUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts tokens, in the metrics and for each interview; the oldest of {@value #MOST} interviews is forgotten. Any thread. */
final class UsageLedger {
    private static final int MOST = 10_000;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final OpenAiConfig config;
    private final Counter input;
    private final Counter cached;
    private final Counter output;
    private final Map<UUID, Sum> byInterview = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Sum> eldest) {
            return size() > MOST;
        }
    };

    private record Sum(int calls, long input, long cached, long output) {
        Sum plus(Sum other) {
            return new Sum(calls + other.calls, input + other.input, cached + other.cached, output + other.output);
        }
    }

    UsageLedger(OpenAiConfig config, MeterRegistry meters) {
        this.config = config;
        this.input = tokens(meters, "input");
        this.cached = tokens(meters, "cached_input");
        this.output = tokens(meters, "output");
    }

    private static Counter tokens(MeterRegistry meters, String kind) {
        return Counter.builder("rbv.llm.tokens")
                .tag("provider", OpenAiInterviewer.PROVIDER)
                .tag("kind", kind)
                .description("Tokens as the provider counted them; cached_input is a part of input")
                .register(meters);
    }

    /** @param interviewId absent for a call that belongs to none */
    void add(@Nullable UUID interviewId, CompletionUsage usage) {
        long fromCache = usage.promptTokensDetails()
                .flatMap(CompletionUsage.PromptTokensDetails::cachedTokens)
                .orElse(0L);
        Sum call = new Sum(1, usage.promptTokens(), fromCache, usage.completionTokens());
        input.increment((double) call.input);
        cached.increment((double) call.cached);
        output.increment((double) call.output);
        if (interviewId != null) {
            synchronized (byInterview) {
                byInterview.merge(interviewId, call, Sum::plus);
            }
        }
    }

    TokenUsage of(UUID interviewId) {
        Sum sum;
        synchronized (byInterview) {
            sum = byInterview.getOrDefault(interviewId, new Sum(0, 0, 0, 0));
        }
        return new TokenUsage(sum.calls, sum.input, sum.cached, sum.output, cost(sum));
    }

    private @Nullable BigDecimal cost(Sum sum) {
        Double in = config.inputPrice();
        Double out = config.outputPrice();
        if (in == null || out == null) {
            return null;
        }
        return BigDecimal.valueOf(in)
                .multiply(BigDecimal.valueOf(sum.input))
                .add(BigDecimal.valueOf(out).multiply(BigDecimal.valueOf(sum.output)))
                .divide(MILLION, 6, RoundingMode.HALF_UP);
    }
}
