package io.recruiterbrain.voice.agent.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.model.Interviews;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.EvaluationRequest;
import io.recruiterbrain.voice.agent.model.LanguageModel.PlanRequest;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.event.IncidentRecorded;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.extension.AnswerScored;
import io.recruiterbrain.voice.contract.extension.ChoosePlan;
import io.recruiterbrain.voice.contract.extension.Hook;
import io.recruiterbrain.voice.contract.extension.PlanChosen;
import io.recruiterbrain.voice.contract.extension.ScoreAnswer;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExtendedLanguageModelTest {
    private static final String SAID = "I split the table by month and measured it for four weeks";
    private static final PlanRequest ORDER = Interviews.request(
            Interviews.job("Backend Engineer", "You build payment services."),
            "Ten years of Java.",
            4,
            12,
            new OwnQuestion("Why us?", null, List.of(), List.of()));

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BlockingQueue<RecordIncident> incidents = new LinkedBlockingQueue<>();
    private final LanguageModel rules = RuleBasedInterviewer.load();
    private final LanguageModel model =
            new ExtendedLanguageModel(rules, bus, Clock.fixed(Interviews.NOW, ZoneOffset.UTC), metrics);

    @BeforeEach
    void takeIncidents() {
        MessageCodec.register(vertx);
        bus.serve(RecordIncident.ADDRESS, incident -> {
                    incidents.add(incident);
                    return Future.succeededFuture(new IncidentRecorded(incident.interviewId()));
                })
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void withoutAnExtensionAllIsAsTheModelSaysIt() {
        // When
        List<PlannedQuestion> plan = model.plan(ORDER).await();
        Evaluation evaluation = model.evaluate(conversation(plan)).await();

        // Then
        assertThat(plan).isEqualTo(rules.plan(ORDER).await());
        assertThat(evaluation).isEqualTo(rules.evaluate(conversation(plan)).await());
        assertThat(metrics.find("rbv.extension.calls").counters()).isEmpty();
    }

    @Test
    void anExtensionChoosesThePlan() {
        // Given: the first two of the proposed, the other way round
        bus.serve(ChoosePlan.ADDRESS, asked -> {
                    assertThat(asked.resume()).isEqualTo("Ten years of Java.");
                    return Future.succeededFuture(new PlanChosen(
                            asked.interviewId(),
                            renumbered(List.of(
                                    asked.proposed().get(1), asked.proposed().get(0)))));
                })
                .await();

        // When
        List<PlannedQuestion> plan = model.plan(ORDER).await();

        // Then
        List<PlannedQuestion> proposed = rules.plan(ORDER).await();
        assertThat(plan)
                .extracting(PlannedQuestion::questionId)
                .containsExactly(proposed.get(1).questionId(), proposed.get(0).questionId());
        assertThat(calls("choose_plan", "served")).isEqualTo(1);
    }

    static Stream<Function<List<PlannedQuestion>, List<PlannedQuestion>>> nonsense() {
        return Stream.of(
                plan -> plan.subList(1, plan.size()), // not numbered from 1
                plan -> renumbered(plan.subList(1, plan.size())), // without the recruiter's own
                plan -> renumbered(List.of(plan.get(0), plan.get(1), plan.get(1))),
                plan -> renumbered(Stream.concat(
                                plan.stream(), plan.stream().limit(1).map(question -> with(question, "more", 1)))
                        .toList()),
                plan -> renumbered(List.of(plan.get(0), with(plan.get(1), "long", 3600))),
                plan -> renumbered(List.of(plan.get(0), with(plan.get(1), "short", 0))));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void aPlanThatCannotBeFollowedIsNotTaken(Function<List<PlannedQuestion>, List<PlannedQuestion>> nonsense)
            throws Exception {
        // Given
        bus.serve(
                        ChoosePlan.ADDRESS,
                        asked -> Future.succeededFuture(
                                new PlanChosen(asked.interviewId(), nonsense.apply(asked.proposed()))))
                .await();

        // When
        List<PlannedQuestion> plan = model.plan(ORDER).await();

        // Then
        assertThat(plan).isEqualTo(rules.plan(ORDER).await());
        assertThat(calls("choose_plan", "refused")).isEqualTo(1);
        RecordIncident incident = incidents.poll(60, TimeUnit.SECONDS);
        assertThat(incident).isNotNull();
        assertThat(incident.kind()).isEqualTo(Hook.INCIDENT);
        assertThat(incident.interviewId()).isEqualTo(Interviews.ID);
    }

    @Test
    void anExtensionThatHangsOrThrowsHoldsUpNoInterview() {
        // Given
        bus.serve(ChoosePlan.ADDRESS, asked -> Promise.<PlanChosen>promise().future())
                .await();
        bus.serve(ScoreAnswer.ADDRESS, asked -> {
                    throw new IllegalStateException("not today");
                })
                .await();

        // When
        List<PlannedQuestion> plan = model.plan(ORDER).await();
        Evaluation evaluation = model.evaluate(conversation(plan)).await();

        // Then
        assertThat(plan).isEqualTo(rules.plan(ORDER).await());
        assertThat(evaluation).isEqualTo(rules.evaluate(conversation(plan)).await());
        assertThat(calls("choose_plan", "timed_out")).isEqualTo(1);
        assertThat(calls("score_answer", "failed")).isPositive();
    }

    @Test
    void anExtensionScoresAnAnswerAndEverythingFollowsFromThat() {
        // Given
        List<PlannedQuestion> plan = rules.plan(ORDER).await();
        bus.serve(ScoreAnswer.ADDRESS, asked -> Future.succeededFuture(score(asked, 5, "measured it for four weeks")))
                .await();

        // When
        Evaluation evaluation = model.evaluate(conversation(plan)).await();

        // Then
        QuestionScore first = evaluation.questions().getFirst();
        assertThat(first.level()).isEqualTo(5);
        assertThat(first.levelText()).isEqualTo(plan.getFirst().rubric().get(4));
        assertThat(first.reason()).isEqualTo("It was measured.");
        assertThat(evaluation.overall()).isEqualTo(5.0);
        assertThat(evaluation.source().provider()).isEqualTo("rules+extension");
    }

    @Test
    void aScoreWhoseQuoteNobodySaidIsNotTaken() {
        // Given
        List<PlannedQuestion> plan = rules.plan(ORDER).await();
        bus.serve(ScoreAnswer.ADDRESS, asked -> Future.succeededFuture(score(asked, 5, "I am the greatest")))
                .await();

        // When
        Evaluation evaluation = model.evaluate(conversation(plan)).await();

        // Then
        assertThat(evaluation).isEqualTo(rules.evaluate(conversation(plan)).await());
        assertThat(calls("score_answer", "refused")).isPositive();
    }

    @Test
    void aScoreOfAnotherInterviewIsNotTaken() {
        // Given
        List<PlannedQuestion> plan = rules.plan(ORDER).await();
        bus.serve(
                        ScoreAnswer.ADDRESS,
                        asked -> Future.succeededFuture(new AnswerScored(
                                UUID.randomUUID(),
                                asked.question().questionNo(),
                                5,
                                "It was measured.",
                                List.of(new Quote(2, "measured it")))))
                .await();

        // When
        Evaluation evaluation = model.evaluate(conversation(plan)).await();

        // Then
        assertThat(evaluation).isEqualTo(rules.evaluate(conversation(plan)).await());
    }

    private static AnswerScored score(ScoreAnswer asked, int level, String words) {
        int turnNo = asked.turns().getLast().turnNo();
        return new AnswerScored(
                asked.interviewId(),
                asked.question().questionNo(),
                level,
                "It was measured.",
                List.of(new Quote(turnNo, words)));
    }

    private static EvaluationRequest conversation(List<PlannedQuestion> plan) {
        Interviews.Conversation conversation = new Interviews.Conversation();
        plan.forEach(question -> conversation.asked(question, SAID));
        List<Turn> turns = conversation.turns();
        return Interviews.evaluation(plan, turns);
    }

    private static List<PlannedQuestion> renumbered(List<PlannedQuestion> questions) {
        List<PlannedQuestion> plan = new ArrayList<>();
        for (PlannedQuestion question : questions) {
            plan.add(new PlannedQuestion(
                    plan.size() + 1,
                    question.questionId(),
                    question.text(),
                    question.competence(),
                    question.kind(),
                    question.time(),
                    question.followUps(),
                    question.rubric(),
                    question.signals()));
        }
        return plan;
    }

    private static PlannedQuestion with(PlannedQuestion question, String id, int seconds) {
        return new PlannedQuestion(
                question.questionNo(),
                id,
                question.text(),
                question.competence(),
                question.kind(),
                Duration.ofSeconds(seconds),
                question.followUps(),
                question.rubric(),
                question.signals());
    }

    private double calls(String hook, String outcome) {
        return metrics.get("rbv.extension.calls")
                .tag("hook", hook)
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
