package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A language model that evaluates as it is told and can do nothing else. */
record FakeModel(Function<EvaluationRequest, Future<Evaluation>> evaluation) implements LanguageModel {
    @Override
    public Future<Evaluation> evaluate(EvaluationRequest request) {
        return evaluation.apply(request);
    }

    @Override
    public Future<List<PlannedQuestion>> plan(PlanRequest request) {
        throw new UnsupportedOperationException("only evaluates");
    }

    @Override
    public Future<Reading> read(Exchange exchange) {
        throw new UnsupportedOperationException("only evaluates");
    }

    @Override
    public Future<Void> word(Move move, Consumer<String> sentences) {
        throw new UnsupportedOperationException("only evaluates");
    }

    @Override
    public void close() {}
}
