package io.recruiterbrain.voice.agent.extension;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.evaluation.QuoteVerifier;
import io.recruiterbrain.voice.agent.evaluation.Scorecard;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.resilience.FaultListener;
import io.recruiterbrain.voice.agent.resilience.Reporting;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.extension.AnswerScored;
import io.recruiterbrain.voice.contract.extension.ChoosePlan;
import io.recruiterbrain.voice.contract.extension.Hook;
import io.recruiterbrain.voice.contract.extension.PlanChosen;
import io.recruiterbrain.voice.contract.extension.ScoreAnswer;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A language model whose plans and scores an extension may replace, if one serves {@link ChoosePlan} or {@link ScoreAnswer}.
 * What the model itself says is the answer whenever the extension has none that fits. Any thread.
 */
public final class ExtendedLanguageModel implements LanguageModel, Reporting<LanguageModel> {
    private static final String MARK = "+extension";

    private final LanguageModel model;
    private final Hook<ChoosePlan, PlanChosen> plans;
    private final Hook<ScoreAnswer, AnswerScored> scores;

    public ExtendedLanguageModel(LanguageModel model, Bus bus, Clock clock, MeterRegistry metrics) {
        this(
                model,
                new Hook<>(bus, ChoosePlan.ADDRESS, clock, counting(metrics)),
                new Hook<>(bus, ScoreAnswer.ADDRESS, clock, counting(metrics)));
    }

    private ExtendedLanguageModel(
            LanguageModel model, Hook<ChoosePlan, PlanChosen> plans, Hook<ScoreAnswer, AnswerScored> scores) {
        this.model = model;
        this.plans = plans;
        this.scores = scores;
    }

    private static Hook.Listener counting(MeterRegistry metrics) {
        return (hook, outcome) -> Counter.builder("rbv.extension.calls")
                .description("Questions to extensions, by how they ended")
                .tag("hook", hook)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(metrics)
                .increment();
    }

    @Override
    public LanguageModel reportingTo(FaultListener listener) {
        return new ExtendedLanguageModel(Reporting.of(model, listener), plans, scores);
    }

    @Override
    public Future<List<PlannedQuestion>> plan(PlanRequest request) {
        return model.plan(request).compose(proposed -> {
            ChoosePlan question = new ChoosePlan(
                    request.interviewId(), request.job(), request.candidate().resume(), request.settings(), proposed);
            return plans.ask(request.interviewId(), question, answer -> LegalPlan.objection(question, answer))
                    .map(answer -> answer.map(PlanChosen::plan).orElse(proposed));
        });
    }

    @Override
    public Future<Evaluation> evaluate(EvaluationRequest request) {
        return model.evaluate(request).compose(evaluation -> {
            QuoteVerifier quotes = new QuoteVerifier(request.turns());
            List<Future<QuestionScore>> asked = evaluation.questions().stream()
                    .map(proposed -> score(request, proposed, quotes))
                    .toList();
            return Future.all(new ArrayList<>(asked))
                    .map(all ->
                            with(evaluation, asked.stream().map(Future::result).toList()));
        });
    }

    private Future<QuestionScore> score(EvaluationRequest request, QuestionScore proposed, QuoteVerifier quotes) {
        PlannedQuestion question = questionOf(request, proposed);
        List<Turn> turns = request.turns().stream()
                .filter(turn -> Objects.equals(turn.questionNo(), proposed.questionNo()))
                .toList();
        if (question == null || turns.stream().noneMatch(turn -> turn.speaker() == Speaker.CANDIDATE)) {
            return Future.succeededFuture(proposed);
        }
        return scores.ask(
                        request.interviewId(),
                        new ScoreAnswer(request.interviewId(), question, turns, proposed),
                        answer -> objection(request, proposed, turns, quotes, answer))
                .map(answer -> answer.map(scored -> scored(question, scored)).orElse(proposed));
    }

    private static @Nullable PlannedQuestion questionOf(EvaluationRequest request, QuestionScore score) {
        return request.plan().stream()
                .filter(question -> question.questionNo() == score.questionNo())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String objection(
            EvaluationRequest request,
            QuestionScore proposed,
            List<Turn> turns,
            QuoteVerifier quotes,
            AnswerScored answer) {
        if (!answer.interviewId().equals(request.interviewId()) || answer.questionNo() != proposed.questionNo()) {
            return "it is of another question";
        }
        boolean quoted = answer.quotes().stream()
                .allMatch(quote ->
                        quotes.stands(quote) && turns.stream().anyMatch(turn -> turn.turnNo() == quote.turnNo()));
        return quoted ? null : "a quote does not stand in the answer";
    }

    private static QuestionScore scored(PlannedQuestion question, AnswerScored answer) {
        return new QuestionScore(
                question.questionNo(),
                question.questionId(),
                question.text(),
                question.competence(),
                answer.level(),
                question.rubric().get(answer.level() - 1),
                answer.reason(),
                answer.quotes());
    }

    /** The evaluation with these scores and all that follows from them; as it is when none of them is new. */
    private static Evaluation with(Evaluation evaluation, List<QuestionScore> scores) {
        if (scores.equals(evaluation.questions())) {
            return evaluation;
        }
        Scorecard card = Scorecard.of(scores);
        Evaluation.Source source = evaluation.source();
        return new Evaluation(
                evaluation.interviewId(),
                card.overall(),
                card.recommendation(),
                scores,
                card.competences(),
                card.strengths(),
                card.gaps(),
                new Evaluation.Source(
                        source.provider() + MARK,
                        source.model(),
                        source.promptHash(),
                        source.rubricVersion(),
                        source.byRules(),
                        source.usage()),
                evaluation.createdAt());
    }

    @Override
    public Future<Reading> read(Exchange exchange) {
        return model.read(exchange);
    }

    @Override
    public Future<Reading> read(UUID interviewId, Exchange exchange) {
        return model.read(interviewId, exchange);
    }

    @Override
    public Future<Void> word(Move move, Consumer<String> sentences) {
        return model.word(move, sentences);
    }

    @Override
    public Future<Void> word(Moment moment, Move move, Consumer<String> sentences) {
        return model.word(moment, move, sentences);
    }

    @Override
    public void close() {
        model.close();
    }
}
