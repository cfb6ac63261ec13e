package io.recruiterbrain.voice.agent.model;

import static io.recruiterbrain.voice.agent.model.Interviews.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.evaluation.QuoteVerifier;
import io.recruiterbrain.voice.agent.model.Interviews.Conversation;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Moment;
import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a language model must do, whatever is behind it. */
public abstract class LanguageModelContractTest {
    private static final JobDescriptionData JOB =
            job("Backend engineer", "We build payment services in Java with PostgreSQL and Kafka.");

    protected abstract LanguageModel model();

    @Test
    void aPlanHasTheOrderedNumberOfQuestionsAndBeginsWithTheRecruitersOwn() {
        // Given
        OwnQuestion own = new OwnQuestion("Why do you want to work with us?", null, List.of(), List.of());

        // When
        List<PlannedQuestion> plan =
                model().plan(Interviews.request(JOB, null, 6, 12, own)).await();

        // Then
        assertThat(plan).hasSize(6);
        assertThat(plan.getFirst().text()).isEqualTo("Why do you want to work with us?");
        assertThat(plan).extracting(PlannedQuestion::questionNo).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(plan).extracting(PlannedQuestion::text).doesNotHaveDuplicates();
    }

    @Test
    void aRequestToRepeatIsNotTakenForAnAnswer() {
        // Given
        PlannedQuestion question = question();

        // When
        var reading = model().read(new Exchange(question, question.text(), "sorry can you repeat that", List.of()))
                .await();

        // Then
        assertThat(reading.intent()).isEqualTo(Intent.REPEAT);
    }

    @Test
    void theWordsOfAQuestionComeAsWholeSentencesAndHoldTheQuestion() {
        // Given
        PlannedQuestion question = question();
        List<String> sentences = new ArrayList<>();

        // When
        model().word(new Moment(Interviews.ID, 2), new Move.Ask(question, 6, null), sentences::add)
                .await();

        // Then
        assertThat(sentences).isNotEmpty().allMatch(sentence -> sentence.matches("(?s).*[.!?]$"));
        assertThat(String.join(" ", sentences)).contains(question.text());
    }

    @Test
    void theGreetingSaysThatAnAiIsSpeakingAndThatItIsRecorded() {
        // Given
        Move greet = new Move.Greet("Ada Lovelace", "Backend engineer", 6, Duration.ofMinutes(12));
        List<String> sentences = new ArrayList<>();

        // When
        model().word(new Moment(Interviews.ID, 1), greet, sentences::add).await();

        // Then
        assertThat(String.join(" ", sentences).toLowerCase(java.util.Locale.ROOT))
                .contains("ada lovelace")
                .contains("artificial intelligence")
                .contains("recorded");
    }

    @Test
    void everyLevelOfAnEvaluationIsBackedByAQuoteThatStands() {
        // Given
        List<PlannedQuestion> plan =
                model().plan(Interviews.request(JOB, null, 3, 12)).await();
        Conversation conversation = new Conversation();
        plan.forEach(
                question -> conversation.asked(
                        question,
                        "At my last company I measured it for three weeks, because the old way was slow, and it went from nine seconds to two."));

        // When
        var evaluation = model().evaluate(Interviews.evaluation(plan, conversation.turns()))
                .await();

        // Then
        QuoteVerifier verifier = new QuoteVerifier(conversation.turns());
        assertThat(evaluation.questions()).hasSize(3).allSatisfy(score -> {
            assertThat(score.level()).isNotNull();
            assertThat(score.quotes()).isNotEmpty().allMatch(verifier::stands);
        });
    }

    private PlannedQuestion question() {
        return model().plan(Interviews.request(JOB, null, 1, 12)).await().getFirst();
    }
}
