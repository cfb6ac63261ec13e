package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.evaluation.EvaluationConfig;
import io.recruiterbrain.voice.agent.model.Interviews;
import io.recruiterbrain.voice.agent.model.Interviews.Conversation;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.Evaluation.Recommendation;
import io.recruiterbrain.voice.contract.evaluation.Evaluation.Source;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(VertxExtension.class)
final class EvaluatorTest {
    private static final RuleBasedInterviewer RULES = RuleBasedInterviewer.load();
    private static final List<PlannedQuestion> PLAN = RULES.plan(
                    Interviews.request(Interviews.job("Backend engineer", "We build services in Java."), null, 3, 12))
            .await();
    private static final List<Turn> TURNS = conversation();
    private static final Source SOURCE = new Source("test", "test-1", "0", "1", false, null);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeEach
    void registerMessages(Vertx vertx) {
        MessageCodec.register(vertx);
    }

    @Test
    void anEndedInterviewIsEvaluatedAndSavedWithVerifiedQuotes(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.COMPLETED, PLAN, TURNS, 0);

        // When
        evaluator(vertx, store, RULES).evaluate(Interviews.ID).await();

        // Then
        assertThat(store.saved).singleElement().satisfies(evaluation -> {
            assertThat(evaluation.questions()).hasSize(3);
            assertThat(evaluation.source().byRules()).isTrue();
            assertThat(evaluation.createdAt()).isEqualTo(Interviews.NOW);
        });
        assertThat(metrics.timer("rbv.evaluation.duration", "outcome", "ok").count())
                .isEqualTo(1);
    }

    @Test
    void aStoreThatIsAwayForAWhileIsTriedAgain(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.COMPLETED, PLAN, TURNS, 3);

        // When
        evaluator(vertx, store, RULES).evaluate(Interviews.ID).await();

        // Then
        assertThat(store.saves).hasValue(4);
        assertThat(store.saved).hasSize(1);
        assertThat(metrics.counter("rbv.evaluation.retries", "error_code", "UNAVAILABLE")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aStoreThatStaysAwayFailsTheEvaluationInTheOpen(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.COMPLETED, PLAN, TURNS, 1000);

        // When
        Future<Boolean> evaluated = evaluator(vertx, store, RULES).evaluate(Interviews.ID);

        // Then
        assertThatThrownBy(evaluated::await)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(store.saves).hasValue(5);
        assertThat(store.saved).isEmpty();
        assertThat(metrics.timer("rbv.evaluation.duration", "outcome", "UNAVAILABLE")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aProviderThatRefusesIsAskedOnceOnlyAndNothingIsInvented(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.COMPLETED, PLAN, TURNS, 0);
        LanguageModel refusing = new FakeModel(request ->
                Future.failedFuture(new ServiceException(ErrorCode.PROVIDER_REJECTED, "the key is not valid")));

        // When
        Future<Boolean> evaluated = evaluator(vertx, store, refusing).evaluate(Interviews.ID);

        // Then
        assertThatThrownBy(evaluated::await)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED));
        assertThat(store.saved).isEmpty();
    }

    @Test
    void aLevelWhoseQuoteWasNeverSaidIsDroppedBeforeItIsSaved(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.COMPLETED, PLAN, TURNS, 0);
        LanguageModel inventing = new FakeModel(request -> Future.succeededFuture(new Evaluation(
                request.interviewId(),
                5.0,
                Recommendation.ADVANCE,
                List.of(score(1, 5, "I invented the internet"), score(2, 3, "We MEASURED it for three weeks")),
                List.of(),
                List.of("Invented the internet."),
                List.of(),
                SOURCE,
                request.now())));

        // When
        evaluator(vertx, store, inventing).evaluate(Interviews.ID).await();

        // Then
        assertThat(store.saved).singleElement().satisfies(evaluation -> {
            assertThat(evaluation.questions()).extracting(QuestionScore::level).containsExactly(null, 3, null);
            assertThat(evaluation.questions().get(1).levelText())
                    .isEqualTo(PLAN.get(1).rubric().get(2));
            assertThat(evaluation.overall()).isEqualTo(3.0);
            assertThat(evaluation.recommendation()).isEqualTo(Recommendation.NOT_ENOUGH_EVIDENCE);
            assertThat(evaluation.strengths()).isEmpty();
        });
        assertThat(metrics.counter("rbv.evaluation.levels.dropped").count()).isEqualTo(1);
    }

    @Test
    void anInterviewThatStillRunsIsNotEvaluated(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.IN_PROGRESS, PLAN, TURNS, 0);

        // When
        Future<Boolean> evaluated = evaluator(vertx, store, RULES).evaluate(Interviews.ID);

        // Then
        assertThatThrownBy(evaluated::await)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.INVALID_STATE));
    }

    @Test
    void anInterviewThatHasItsEvaluationIsLeftAsItIs(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.EVALUATED, PLAN, TURNS, 0);

        // When
        evaluator(vertx, store, RULES).evaluate(Interviews.ID).await();

        // Then
        assertThat(store.saves).hasValue(0);
    }

    @Test
    void anAbandonedInterviewWithoutAnAnswerIsLeftWithoutAnEvaluation(Vertx vertx) {
        // Given
        List<Turn> unanswered =
                TURNS.stream().filter(turn -> turn.kind() != TurnKind.ANSWER).toList();
        FakeStore store = new FakeStore(InterviewState.ABANDONED, PLAN, unanswered, 0);

        // When
        boolean evaluated =
                evaluator(vertx, store, RULES).evaluate(Interviews.ID).await();

        // Then
        assertThat(unanswered).hasSize(3);
        assertThat(evaluated).isFalse();
        assertThat(store.saves).hasValue(0);
        assertThat(metrics.timer("rbv.evaluation.duration", "outcome", "none").count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED", "EXPIRED", "FAILED"})
    void whatEndedOtherwiseIsLeftWithoutAnEvaluationWhateverWasSaid(InterviewState end, Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(end, PLAN, TURNS, 0);

        // When
        boolean evaluated =
                evaluator(vertx, store, RULES).evaluate(Interviews.ID).await();

        // Then
        assertThat(evaluated).isFalse();
        assertThat(store.saves).hasValue(0);
    }

    @Test
    void anAbandonedInterviewWithAnswersIsEvaluatedOnce(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.ABANDONED, PLAN, TURNS, 0);
        Evaluator evaluator = evaluator(vertx, store, RULES);
        evaluator.evaluate(Interviews.ID).await();
        store.evaluated = true;

        // When
        evaluator.evaluate(Interviews.ID).await();

        // Then
        assertThat(store.saved).hasSize(1);
    }

    @Test
    void askingTwiceWhileItRunsEvaluatesOnce(Vertx vertx) {
        // Given
        FakeStore store = new FakeStore(InterviewState.COMPLETED, PLAN, TURNS, 0);
        Promise<Evaluation> slow = Promise.promise();
        Evaluator evaluator = evaluator(vertx, store, new FakeModel(request -> slow.future()));

        // When
        Future<Boolean> first = evaluator.evaluate(Interviews.ID);
        Future<Boolean> second = evaluator.evaluate(Interviews.ID);
        slow.complete(RULES.evaluate(Interviews.evaluation(PLAN, TURNS)).await());
        Future.all(first, second).await();

        // Then
        assertThat(store.saves).hasValue(1);
    }

    private Evaluator evaluator(Vertx vertx, FakeStore store, LanguageModel model) {
        Bus bus = new Bus(vertx);
        store.serve(bus);
        EvaluationConfig impatient = new EvaluationConfig(5, Duration.ofMillis(1), Duration.ofMillis(4));
        return new Evaluator(vertx, bus, model, impatient, Clock.fixed(Interviews.NOW, ZoneOffset.UTC), metrics);
    }

    private static QuestionScore score(int questionNo, int level, String quote) {
        return new QuestionScore(
                questionNo,
                "q-" + questionNo,
                "A question?",
                "craft",
                level,
                "The model's own words for it.",
                "Because.",
                List.of(new Quote(questionNo * 2, quote)));
    }

    private static List<Turn> conversation() {
        Conversation conversation = new Conversation();
        PLAN.forEach(question ->
                conversation.asked(question, "So, we measured it for three weeks, because nobody knew the reason."));
        return conversation.turns();
    }
}
