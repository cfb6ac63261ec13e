package io.recruiterbrain.voice.agent.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bank as it ships: what the format asks for, and what only a comparison of all files can tell. */
final class QuestionBankTest {
    private static final QuestionBank BANK = QuestionBank.load();
    private static final double NEARLY_THE_SAME = 0.5;
    private static final Pattern UNSPEAKABLE =
            Pattern.compile("[/()\\[\\]{}\"0-9*_<>%&+=]|\\b[A-Z]{2,}\\b|\\b[A-Z] [A-Z]\\b");

    static Stream<Role> roles() {
        return BANK.roles().stream();
    }

    static Stream<BankQuestion> questions() {
        return roles().flatMap(role -> role.questions().stream());
    }

    @Test
    void itHasAtLeastTwelveRoles() {
        assertThat(BANK.roles()).hasSizeGreaterThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void aRoleHasTwentyQuestionsOverEightCompetencesMostOfThemOfItsCraft(Role role) {
        assertThat(role.questions()).hasSize(20);
        assertThat(role.questions())
                .extracting(BankQuestion::competence)
                .satisfies(all -> assertThat(new HashSet<>(all)).hasSizeGreaterThanOrEqualTo(8));
        assertThat(role.questions().stream()
                        .map(BankQuestion::kind)
                        .filter(kind ->
                                kind == io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind.BEHAVIOURAL))
                .hasSizeBetween(5, 8);
    }

    @Test
    void everyQuestionHasFiveDifferentLevelsTwoOrThreeFollowUpsAndEnoughSignals() {
        assertThat(questions()).allSatisfy(question -> {
            assertThat(question.rubric()).as(question.id()).hasSize(5).doesNotHaveDuplicates();
            assertThat(question.followUps())
                    .as(question.id())
                    .hasSizeBetween(2, 3)
                    .doesNotHaveDuplicates();
            assertThat(question.signals())
                    .as(question.id())
                    .hasSizeBetween(8, 14)
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void whatIsSpokenIsShortOpenAndSpeakable() {
        assertThat(questions()).allSatisfy(question -> {
            assertThat(Words.of(question.text())).as(question.id()).hasSizeLessThanOrEqualTo(30);
            assertThat(question.text())
                    .as(question.id())
                    .doesNotContainPattern(UNSPEAKABLE)
                    .matches("(?s).*[.?]$");
            assertThat(question.followUps()).as(question.id()).allSatisfy(followUp -> {
                assertThat(Words.of(followUp)).hasSizeLessThanOrEqualTo(20);
                assertThat(followUp).doesNotContainPattern(UNSPEAKABLE).matches("(?s).*[.?]$");
            });
        });
    }

    @Test
    void noQuestionIsAskedTwiceNotEvenInOtherWords() {
        // Given
        List<BankQuestion> all = questions().toList();

        // When
        List<String> alike = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Set<String> stems = Words.contentStems(all.get(i).text());
            for (BankQuestion other : all.subList(i + 1, all.size())) {
                if (Words.similarity(stems, Words.contentStems(other.text())) >= NEARLY_THE_SAME) {
                    alike.add(all.get(i).id() + " and " + other.id() + ": "
                            + all.get(i).text() + " / " + other.text());
                }
            }
        }

        // Then
        assertThat(alike).isEmpty();
    }

    @Test
    void aQuestionDoesNotGiveItsOwnSignalsAway() {
        assertThat(questions())
                .allSatisfy(question -> assertThat(new Signals(question.planned(1, Duration.ofMinutes(2))).size())
                        .as(question.id())
                        .isGreaterThanOrEqualTo(7));
    }
}
