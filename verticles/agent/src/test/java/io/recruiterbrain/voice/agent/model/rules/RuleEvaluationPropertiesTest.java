package io.recruiterbrain.voice.agent.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.evaluation.QuoteVerifier;
import io.recruiterbrain.voice.agent.model.Interviews;
import io.recruiterbrain.voice.agent.model.Interviews.Conversation;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Holds for any transcript: of sentences, of a recogniser's word soup, of any characters at all. */
final class RuleEvaluationPropertiesTest {
    private static final RuleBasedInterviewer MODEL = RuleBasedInterviewer.load();
    private static final List<PlannedQuestion> PLAN = MODEL.plan(
                    Interviews.request(Interviews.job("Backend engineer", "Java, SQL, Kafka"), null, 4, 12))
            .await();

    @Property(tries = 400)
    void everyLevelHasQuotesThatStandAndTheRubricsText(@ForAll @Size(4) List<@From("answers") String> answers) {
        // Given
        Conversation conversation = conversation(answers);

        // When
        Evaluation evaluation = MODEL.evaluate(Interviews.evaluation(PLAN, conversation.turns()))
                .await();

        // Then
        QuoteVerifier verifier = new QuoteVerifier(conversation.turns());
        Set<Integer> answerTurns = conversation.turns().stream()
                .filter(turn -> turn.kind() == TurnKind.ANSWER)
                .map(turn -> turn.turnNo())
                .collect(Collectors.toSet());
        assertThat(evaluation.questions()).hasSameSizeAs(PLAN).allSatisfy(score -> {
            assertThat(score.quotes()).allMatch(verifier::stands);
            assertThat(score.quotes()).allMatch(quote -> answerTurns.contains(quote.turnNo()));
            Integer level = score.level();
            if (level != null) {
                assertThat(score.quotes()).isNotEmpty();
                assertThat(score.levelText())
                        .isEqualTo(PLAN.get(score.questionNo() - 1).rubric().get(level - 1));
            }
        });
        assertThat(evaluation.source().byRules()).isTrue();
    }

    @Property(tries = 400)
    void readingNeverFailsAndNeverAsksTheSameAgain(@ForAll @Size(4) List<@From("answers") String> answers) {
        // Given
        PlannedQuestion question = PLAN.getFirst();
        Conversation conversation = new Conversation();
        String prompt = question.text();

        // When / Then
        for (String answer : answers) {
            var reading = MODEL.read(new Exchange(question, prompt, answer, conversation.turns()))
                    .await();
            String followUp = reading.followUp();
            if (followUp == null) {
                return;
            }
            assertThat(conversation.turns()).noneMatch(turn -> turn.text().contains(followUp));
            conversation.followedUp(question, followUp, answer);
            prompt = followUp;
        }
    }

    private static Conversation conversation(List<String> answers) {
        Conversation conversation = new Conversation();
        for (int i = 0; i < PLAN.size(); i++) {
            conversation.asked(PLAN.get(i), answers.get(i));
        }
        return conversation;
    }

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<String> words = Arbitraries.of(
                "i",
                "we",
                "measured",
                "because",
                "the",
                "version",
                "query",
                "plan",
                "and",
                "then",
                "reduced",
                "by",
                "forty",
                "percent",
                "don't",
                "know",
                "skip",
                "repeat",
                "that",
                "stop",
                "index",
                "customer",
                "said",
                "at",
                "my",
                "last",
                "company",
                "co-operate",
                "C++",
                "naïve",
                "so",
                "um");
        Arbitrary<String> soup = words.list().ofMinSize(1).ofMaxSize(120).map(list -> String.join(" ", list));
        Arbitrary<String> sentences = words.list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(list -> String.join(" ", list) + ".")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(list -> String.join(" ", list));
        Arbitrary<String> anything =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(200).filter(text -> !text.isBlank());
        return Arbitraries.oneOf(soup, sentences, anything);
    }
}
