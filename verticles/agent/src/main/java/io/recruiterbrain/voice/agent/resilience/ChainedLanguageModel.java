package io.recruiterbrain.voice.agent.resilience;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The language models of a chain. While a candidate waits, patience is short; plan and evaluation may take longer. */
public final class ChainedLanguageModel implements LanguageModel, Reporting<LanguageModel> {
    private final Chain<LanguageModel> talking;
    private final Chain<LanguageModel> atLeisure;

    /**
     * @param chain with the patience of a candidate who waits for the next words
     * @param leisure patience for plan and evaluation
     */
    public ChainedLanguageModel(Chain<LanguageModel> chain, Duration leisure) {
        this(chain, chain.with(chain.policy().withPatience(leisure)));
    }

    private ChainedLanguageModel(Chain<LanguageModel> talking, Chain<LanguageModel> atLeisure) {
        this.talking = talking;
        this.atLeisure = atLeisure;
    }

    @Override
    public LanguageModel reportingTo(FaultListener listener) {
        return new ChainedLanguageModel(talking.reportingTo(listener), atLeisure.reportingTo(listener));
    }

    @Override
    public Future<List<PlannedQuestion>> plan(PlanRequest request) {
        return atLeisure.call(model -> Attempt.of(model.plan(request)));
    }

    @Override
    public Future<Reading> read(Exchange exchange) {
        return talking.call(model -> Attempt.of(model.read(exchange)));
    }

    @Override
    public Future<Reading> read(UUID interviewId, Exchange exchange) {
        return talking.call(model -> Attempt.of(model.read(interviewId, exchange)));
    }

    @Override
    public Future<Void> word(Move move, Consumer<String> sentences) {
        return wordBy((model, taker) -> model.word(move, taker), sentences);
    }

    @Override
    public Future<Void> word(Moment moment, Move move, Consumer<String> sentences) {
        return wordBy((model, taker) -> model.word(moment, move, taker), sentences);
    }

    @Override
    public Future<Evaluation> evaluate(EvaluationRequest request) {
        return atLeisure.call(model -> Attempt.of(model.evaluate(request))).map(this::withUsage);
    }

    /** The next model in the chain knows nothing of what the one before it used in the conversation. */
    private Evaluation withUsage(Evaluation evaluation) {
        Evaluation.Usage used = usage(evaluation.interviewId());
        return evaluation.source().usage() != null || used == null ? evaluation : evaluation.with(used);
    }

    @Override
    public Evaluation.@Nullable Usage usage(UUID interviewId) {
        return talking.links().stream()
                .map(link -> link.port().usage(interviewId))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        talking.links().forEach(link -> link.port().close());
    }

    private Future<Void> wordBy(
            BiFunction<LanguageModel, Consumer<String>, Future<Void>> wording, Consumer<String> sentences) {
        return talking.call(model -> {
            AtomicBoolean begun = new AtomicBoolean();
            AtomicBoolean givenUp = new AtomicBoolean();
            Future<Void> done = wording.apply(model, sentence -> {
                if (!givenUp.get()) {
                    begun.set(true);
                    sentences.accept(sentence);
                }
            });
            return new Attempt<>(done, begun::get, () -> givenUp.set(true));
        });
    }
}
