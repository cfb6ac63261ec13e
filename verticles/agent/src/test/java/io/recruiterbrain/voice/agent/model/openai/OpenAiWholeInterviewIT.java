package io.recruiterbrain.voice.agent.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.evaluation.QuoteVerifier;
import io.recruiterbrain.voice.agent.model.Interviews;
import io.recruiterbrain.voice.agent.model.Interviews.Conversation;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Moment;
import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenAiWholeInterviewIT {
    private static final String SHORT = "I moved the reports to a replica and it was faster.";
    private static final String LONG = "I compared three ways for two weeks, because the nightly queries blocked the"
            + " customers, and chose the replica; the response went from nine seconds to two, which we measured.";

    @Test
    void anInterviewIsPlannedHeldAndScoredWithOneCallForEachAnswer() {
        try (OpenAiStage stage = new OpenAiStage()) {
            // Given
            List<PlannedQuestion> plan = stage.model
                    .plan(Interviews.request(
                            Interviews.job("Backend engineer", "We build payment services in Java."),
                            "Terraform modules, Kafka migrations.",
                            6,
                            12))
                    .await();
            Conversation conversation = new Conversation();
            String lastAnswer = null;
            int calls = 1;

            // When
            for (PlannedQuestion question : plan) {
                List<String> asked = say(stage, conversation, new Move.Ask(question, plan.size(), lastAnswer));
                assertThat(String.join(" ", asked)).endsWith(question.text());
                Reading reading = read(stage, conversation, question, question.text(), SHORT);
                conversation.asked(question, SHORT);
                calls++;
                assertThat(reading.intent()).isEqualTo(Intent.ANSWER);
                String followUp = reading.followUp();
                assertThat(followUp).isNotNull();
                say(stage, conversation, new Move.FollowUp(question, followUp));
                read(stage, conversation, question, followUp, LONG);
                conversation.followedUp(question, followUp, LONG);
                calls++;
                lastAnswer = LONG;
            }
            int conversationCalls = stage.requests().size();
            var evaluation = stage.model
                    .evaluate(Interviews.evaluation(plan, conversation.turns()))
                    .await();

            // Then
            QuoteVerifier verifier = new QuoteVerifier(conversation.turns());
            assertThat(conversationCalls).isEqualTo(calls);
            assertThat(evaluation.questions())
                    .hasSize(6)
                    .allSatisfy(score -> assertThat(score.quotes()).isNotEmpty().allMatch(verifier::stands));
            assertThat(evaluation.questions()).extracting(QuestionScore::level).containsOnly(4);
            assertThat(stage.model.tokens(Interviews.ID).calls()).isEqualTo(calls + 6);
        }
    }

    private static List<String> say(OpenAiStage stage, Conversation so, Move move) {
        List<String> sentences = new ArrayList<>();
        stage.model
                .word(new Moment(Interviews.ID, so.turns().size() + 1), move, sentences::add)
                .await();
        return sentences;
    }

    private static Reading read(
            OpenAiStage stage, Conversation so, PlannedQuestion question, String prompt, String answer) {
        return stage.model
                .read(Interviews.ID, new Exchange(question, prompt, answer, so.turns()))
                .await();
    }
}
