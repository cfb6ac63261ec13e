package io.recruiterbrain.voice.agent.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.model.Interviews;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainedLanguageModelTest {
    private static final Evaluation.Usage USED = new Evaluation.Usage(7, 9_000, 600, new BigDecimal("0.02"));

    private final ManualDelay time = new ManualDelay();
    private final LanguageModel rules = RuleBasedInterviewer.load();

    @Test
    void whatTheConversationUsedIsKeptWhenTheRulesWriteTheEvaluation() {
        // Given
        LanguageModel chain = chain(new Talker(rules, USED), rules);

        // When
        Evaluation evaluation =
                chain.evaluate(Interviews.evaluation(List.of(), List.of())).await();

        // Then
        assertThat(evaluation.source().byRules()).isTrue();
        assertThat(evaluation.source().usage()).isEqualTo(USED);
    }

    @Test
    void anInterviewThatUsedNoModelHasNoUsage() {
        // Given
        LanguageModel chain = chain(new Talker(rules, null), rules);

        // When
        Evaluation evaluation =
                chain.evaluate(Interviews.evaluation(List.of(), List.of())).await();

        // Then
        assertThat(evaluation.source().usage()).isNull();
    }

    private LanguageModel chain(LanguageModel first, LanguageModel second) {
        Map<String, LanguageModel> models = new LinkedHashMap<>();
        models.put("talker", first);
        models.put("rules", second);
        return new ChainedLanguageModel(
                Chain.of("LanguageModel", models, RetryPolicy.defaults(), time, time, new SimpleMeterRegistry()),
                Duration.ofMinutes(1));
    }

    /** A model whose key was revoked before the evaluation. */
    private record Talker(LanguageModel words, Evaluation.@Nullable Usage used) implements LanguageModel {
        @Override
        public Future<List<PlannedQuestion>> plan(PlanRequest request) {
            return words.plan(request);
        }

        @Override
        public Future<Reading> read(Exchange exchange) {
            return words.read(exchange);
        }

        @Override
        public Future<Void> word(Move move, Consumer<String> sentences) {
            return words.word(move, sentences);
        }

        @Override
        public Future<Evaluation> evaluate(EvaluationRequest request) {
            return Future.failedFuture(
                    new ProviderException("talker", ErrorCode.PROVIDER_REJECTED, "check TALKER_API_KEY"));
        }

        @Override
        public Evaluation.@Nullable Usage usage(UUID interviewId) {
            return interviewId.equals(Interviews.ID) ? used : null;
        }

        @Override
        public void close() {}
    }
}
