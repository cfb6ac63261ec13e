package io.recruiterbrain.voice.agent.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.agent.model.Interviews;
import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Moment;
import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.testkit.vendor.openai.ApiError;
import io.recruiterbrain.voice.testkit.vendor.openai.Brain;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault.Broken;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault.How;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** One streamed call serves understanding and wording, and nothing waits for its end that need not. */
final class OpenAiStreamingIT {
    private static final String ANSWER =
            "At my last company I moved the reports to a replica because the nightly queries blocked the customers.";
    private static final String READING = "{\"intent\":\"ANSWER\",\"depth\":\"SHALLOW\",\"followUp\":null,"
            + "\"bridge\":\"Thank you, so the reports moved to a replica.\"}";

    private final List<PlannedQuestion> plan = RuleBasedInterviewer.load()
            .plan(Interviews.request(
                    Interviews.job("Backend engineer", "We build payment services in Java."), null, 4, 12))
            .await();
    private final UUID id = OpenAiStage.interview(1);

    @Test
    void anAnswerIsUnderstoodAndTheNextQuestionLedOverToByOneCall() {
        try (OpenAiStage stage = new OpenAiStage(request -> READING)) {
            // Given
            Reading reading = stage.model.read(id, exchange(ANSWER)).await();

            // When
            List<String> sentences = say(stage, new Move.Ask(plan.get(1), 4, ANSWER));

            // Then
            assertThat(reading).isEqualTo(new Reading(Intent.ANSWER, Depth.SHALLOW, null));
            assertThat(sentences.getFirst()).isEqualTo("Thank you, so the reports moved to a replica.");
            assertThat(String.join(" ", sentences)).endsWith(plan.get(1).text());
            assertThat(stage.requests()).hasSize(1);
        }
    }

    @Test
    void aFollowUpIsLedOverToByTheSameCallAsWell() {
        try (OpenAiStage stage = new OpenAiStage(request -> READING)) {
            // Given
            stage.model.read(id, exchange(ANSWER)).await();

            // When
            List<String> sentences = say(stage, new Move.FollowUp(plan.getFirst(), "How did you measure that?"));

            // Then
            assertThat(sentences)
                    .containsExactly("Thank you, so the reports moved to a replica.", "How did you measure that?");
            assertThat(stage.requests()).hasSize(1);
        }
    }

    @Test
    void aReadingIsThereBeforeTheAnswerEnds() {
        try (OpenAiStage stage = new OpenAiStage(request -> READING)) {
            // Given
            int untilTheBridge = READING.indexOf("so the reports") / 4;
            stage.server.failNext(new Broken(How.STALLED, untilTheBridge));

            // When
            Reading reading = stage.model.read(id, exchange(ANSWER)).await();

            // Then
            assertThat(reading.intent()).isEqualTo(Intent.ANSWER);
            assertThat(stage.model.tokens(id).calls()).as("the answer goes on").isZero();
        }
    }

    @Test
    void wordsThatDoNotComeInTimeAreReplacedByFixedOnes() {
        try (OpenAiStage stage = new OpenAiStage(request -> READING)) {
            // Given
            stage.server.failNext(new Broken(How.STALLED, READING.indexOf("so the reports") / 4));
            stage.model.read(id, exchange(ANSWER)).await();

            // When
            List<String> sentences = say(stage, new Move.Ask(plan.get(1), 4, ANSWER));

            // Then
            assertThat(sentences).hasSizeGreaterThan(1);
            assertThat(String.join(" ", sentences))
                    .doesNotContain("replica")
                    .endsWith(plan.get(1).text());
        }
    }

    @Test
    void theFirstSentenceIsHandedOverBeforeTheEnd() throws InterruptedException {
        Brain brain = request -> "Thank you, that was about replicas. And now we come to something else entirely.";
        try (OpenAiStage stage = new OpenAiStage(brain)) {
            // Given
            stage.server.failNext(new Broken(How.STALLED, 12));
            BlockingQueue<String> sentences = new LinkedBlockingQueue<>();

            // When
            Future<Void> worded =
                    stage.model.word(new Moment(id, 5), new Move.Ask(plan.get(1), 4, ANSWER), sentences::add);

            // Then
            assertThat(sentences.poll(10, TimeUnit.SECONDS)).isEqualTo("Thank you, that was about replicas.");
            assertThat(worded.isComplete()).isFalse();
        }
    }

    @Test
    void aQuestionWhoseWordsBreakOffIsStillAsked() {
        Brain brain = request -> "Thank you, that was about replicas. And now we come to something else entirely.";
        try (OpenAiStage stage = new OpenAiStage(brain)) {
            // Given
            stage.server.failNext(new Broken(How.CUT, 12));

            // When
            List<String> sentences = say(stage, new Move.Ask(plan.get(1), 4, ANSWER));

            // Then
            assertThat(sentences.getFirst()).isEqualTo("Thank you, that was about replicas.");
            assertThat(String.join(" ", sentences)).endsWith(plan.get(1).text());
        }
    }

    @Test
    void aFaultBeforeTheFirstWordIsReportedWithoutAWord() {
        try (OpenAiStage stage = new OpenAiStage()) {
            // Given
            stage.server.failNext(new Fault.Refused(ApiError.serverError()));
            List<String> sentences = new CopyOnWriteArrayList<>();

            // When
            Future<Void> worded =
                    stage.model.word(new Moment(id, 5), new Move.Ask(plan.get(1), 4, ANSWER), sentences::add);

            // Then
            assertThatThrownBy(worded::await).hasMessageContaining("HTTP 500");
            assertThat(sentences).isEmpty();
        }
    }

    @Test
    void aReadingThatIsOvertakenIsHungUpOn() {
        try (OpenAiStage stage = new OpenAiStage(request -> READING)) {
            // Given
            stage.server.failNext(new Broken(How.STALLED, 3));
            Future<Reading> early = stage.model.read(id, exchange("At my last company"));
            // The fault is for the first request that comes: the second must not overtake it on its way.
            for (int i = 0; i < 1_000 && stage.requests().isEmpty(); i++) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }

            // When
            Reading reading = stage.model.read(id, exchange(ANSWER)).await();

            // Then
            assertThat(reading.intent()).isEqualTo(Intent.ANSWER);
            assertThatThrownBy(early::await).isNotNull();
            assertThat(stage.meters
                            .get("rbv.llm.calls")
                            .tag("outcome", "CANCELLED")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void twoInterviewsWithTheSameWordsDoNotShareAnything() {
        try (OpenAiStage stage = new OpenAiStage(request -> READING)) {
            // Given
            stage.model.read(id, exchange(ANSWER)).await();

            // When
            List<String> sentences = new CopyOnWriteArrayList<>();
            stage.model
                    .word(
                            new Moment(OpenAiStage.interview(2), 5),
                            new Move.FollowUp(plan.getFirst(), "How did you measure that?"),
                            sentences::add)
                    .await();

            // Then
            assertThat(String.join(" ", sentences)).doesNotContain("replica");
        }
    }

    @Test
    void noticeAndClosingAreFixedWordsThatNeedNoCall() {
        try (OpenAiStage stage = new OpenAiStage()) {
            // When
            List<String> closing = say(stage, new Move.Close(CloseReason.COMPLETED, "Ada"));

            // Then
            assertThat(closing.getLast()).containsIgnoringCase("goodbye");
            assertThat(stage.requests()).isEmpty();
        }
    }

    @Test
    void tokensAndCostOfAnInterviewAreCounted() {
        try (OpenAiStage stage = new OpenAiStage(request -> READING)) {
            // When
            stage.model.read(id, exchange(ANSWER)).await();
            say(stage, new Move.Ask(plan.get(1), 4, ANSWER));

            // Then
            TokenUsage usage = stage.model.tokens(id);
            assertThat(usage.calls()).isEqualTo(1);
            assertThat(usage.inputTokens()).isGreaterThan(500);
            assertThat(usage.outputTokens()).isEqualTo((READING.length() + 3) / 4);
            assertThat(usage.cost().doubleValue())
                    .isEqualTo((usage.inputTokens() * 0.15 + usage.outputTokens() * 0.6) / 1e6, within(0.000001));
            assertThat(stage.meters
                            .get("rbv.llm.tokens")
                            .tag("kind", "output")
                            .counter()
                            .count())
                    .isEqualTo((double) usage.outputTokens());
            assertThat(stage.model.tokens(OpenAiStage.interview(9)).calls()).isZero();
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private Exchange exchange(String answer) {
        return new Exchange(plan.getFirst(), plan.getFirst().text(), answer, List.of());
    }

    private List<String> say(OpenAiStage stage, Move move) {
        List<String> sentences = new CopyOnWriteArrayList<>();
        stage.model.word(new Moment(id, 5), move, sentences::add).await();
        return sentences;
    }
}
