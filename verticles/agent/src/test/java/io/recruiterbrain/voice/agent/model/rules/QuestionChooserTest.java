package io.recruiterbrain.voice.agent.model.rules;

import static io.recruiterbrain.voice.agent.model.Interviews.job;
import static io.recruiterbrain.voice.agent.model.Interviews.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class QuestionChooserTest {
    private static final QuestionBank BANK = QuestionBank.load();
    private static final QuestionChooser CHOOSER = new QuestionChooser(BANK);
    private static final JobDescriptionData JAVA_JOB = job(
            "Senior Java Developer",
            "You build payment services in Java with Spring Boot, PostgreSQL and Kafka, with REST and gRPC interfaces.");

    @Property(tries = 300)
    void aPlanHasTheOrderedCountOwnQuestionsFirstAndNothingTwice(
            @ForAll("titles") String title,
            @ForAll("texts") String description,
            @ForAll("texts") String resume,
            @ForAll @IntRange(min = 1, max = 20) int count,
            @ForAll @IntRange(min = 1, max = 120) int minutes,
            @ForAll @IntRange(min = 0, max = 3) int own) {
        // Given
        OwnQuestion[] owns = OWN.subList(0, Math.min(own, count)).toArray(OwnQuestion[]::new);

        // When
        List<PlannedQuestion> plan = CHOOSER.choose(request(job(title, description), resume, count, minutes, owns));

        // Then
        assertThat(plan).hasSize(count);
        assertThat(plan.subList(0, owns.length))
                .extracting(PlannedQuestion::text)
                .containsExactlyElementsOf(
                        java.util.Arrays.stream(owns).map(OwnQuestion::text).toList());
        assertThat(plan).extracting(PlannedQuestion::questionId).doesNotHaveDuplicates();
        assertThat(plan).extracting(PlannedQuestion::text).doesNotHaveDuplicates();
        for (int i = 0; i < plan.size(); i++) {
            assertThat(plan.get(i).questionNo()).isEqualTo(i + 1);
        }
    }

    @Property(tries = 200)
    void allCandidatesOfAJobShareAtLeastTwoThirdsOfTheQuestions(
            @ForAll("titles") String title,
            @ForAll("texts") String description,
            @ForAll("texts") String oneResume,
            @ForAll("texts") String otherResume,
            @ForAll @IntRange(min = 1, max = 20) int count) {
        // When
        Set<String> one = ids(CHOOSER.choose(request(job(title, description), oneResume, count, 30)));
        Set<String> other = ids(CHOOSER.choose(request(job(title, description), otherResume, count, 30)));

        // Then
        one.retainAll(other);
        assertThat(one.size() * 3).isGreaterThanOrEqualTo(count * 2);
    }

    @Test
    void theSameJobAndResumeGiveTheSamePlan() {
        assertThat(CHOOSER.choose(request(JAVA_JOB, "Ten years of Kafka.", 6, 12)))
                .isEqualTo(new QuestionChooser(QuestionBank.load())
                        .choose(request(JAVA_JOB, "Ten years of Kafka.", 6, 12)));
    }

    @Test
    void twoJobsOfOneRoleAreAskedDifferentQuestions() {
        // Given
        JobDescriptionData other =
                job("Java Developer", "Our shop runs on MongoDB and Redis; you will secure its login.");

        // When
        Set<String> one = ids(CHOOSER.choose(request(JAVA_JOB, null, 6, 12)));
        Set<String> two = ids(CHOOSER.choose(request(other, null, 6, 12)));

        // Then
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void mostQuestionsOfSixTouchWhatTheJobAsksForAndTwoAreAboutConduct() {
        // When
        List<PlannedQuestion> plan = CHOOSER.choose(request(JAVA_JOB, null, 6, 12));

        // Then
        SkillFinder wanted = new SkillFinder(JAVA_JOB.description());
        assertThat(plan.stream().filter(question -> question.kind() == Kind.BEHAVIOURAL))
                .hasSize(2);
        assertThat(plan.stream()
                        .filter(question -> question.kind() == Kind.TECHNICAL)
                        .filter(question ->
                                !wanted.named(bank(question).skills()).isEmpty()))
                .hasSize(4);
        assertThat(plan.stream().map(PlannedQuestion::competence).collect(Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(plan.getFirst().kind()).isEqualTo(Kind.TECHNICAL);
    }

    @Test
    void aResumeBringsAQuestionOnWhatItClaimsAndTheJobWants() {
        // Given
        JobDescriptionData wide = job(
                "Backend developer",
                "Java, SQL, REST, Redis, Kafka, security, observability, testing, caching, transactions and deployment.");

        // When
        List<PlannedQuestion> plan = CHOOSER.choose(request(wide, "I have run Kafka and RabbitMQ for years.", 6, 12));

        // Then
        assertThat(plan.stream().filter(question -> bank(question).skills().contains("kafka")))
                .isNotEmpty();
    }

    @Test
    void theTimesOfAllQuestionsFitBeforeTheSoftWrap() {
        // When
        List<PlannedQuestion> plan = CHOOSER.choose(request(JAVA_JOB, null, 6, 12));

        // Then
        assertThat(plan.stream().map(PlannedQuestion::time).reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(Duration.ofSeconds((long) (720 * 0.85) + 1));
    }

    @Test
    void anOwnQuestionIsCompletedAndItsTwinInTheBankIsNotAsked() {
        // Given
        String asked = "How do you change an interface other teams depend on, without breaking them?";
        OwnQuestion own = new OwnQuestion(asked, null, List.of(), List.of());

        // When
        List<PlannedQuestion> plan = CHOOSER.choose(request(JAVA_JOB, null, 20, 60, own));

        // Then
        assertThat(plan.getFirst().rubric()).hasSize(5);
        assertThat(plan.getFirst().followUps()).hasSize(3);
        assertThat(plan.getFirst().competence()).isEqualTo("general");
        assertThat(ids(plan)).doesNotContain("backend-engineer-01");
    }

    @Test
    void anOwnRubricAndOwnFollowUpsAreKept() {
        // Given
        List<String> rubric = List.of(
                "No idea.",
                "Knows that beans must be ground.",
                "Names grind size and water temperature.",
                "Adds pressure, extraction time and the ratio of coffee and water.",
                "Also adjusts by taste and explains channelling and freshness.");
        OwnQuestion own =
                new OwnQuestion("How do you make an espresso?", "barista", List.of("And a ristretto?"), rubric);

        // When
        PlannedQuestion planned =
                CHOOSER.choose(request(JAVA_JOB, null, 1, 12, own)).getFirst();

        // Then
        assertThat(planned.rubric()).isEqualTo(rubric);
        assertThat(planned.followUps()).containsExactly("And a ristretto?");
        assertThat(planned.competence()).isEqualTo("barista");
        assertThat(planned.signals()).contains("temperatur", "pressur").doesNotContain("espresso");
    }

    private static final List<OwnQuestion> OWN = List.of(
            new OwnQuestion("Why do you want to work with us?", null, List.of(), List.of()),
            new OwnQuestion("What would you change about our product?", "product", List.of(), List.of()),
            new OwnQuestion("Tell me about a time you disagreed with a colleague.", null, List.of(), List.of()));

    @Provide
    Arbitrary<String> titles() {
        return Arbitraries.of(BANK.roles().stream().map(Role::title).toList())
                .flatMap(title ->
                        Arbitraries.of(title, "Senior " + title, "Full stack developer", "Gardener", "Engineer"));
    }

    @Provide
    Arbitrary<String> texts() {
        List<String> words = BANK.roles().stream()
                .flatMap(role -> role.questions().stream())
                .flatMap(question -> question.skills().stream())
                .distinct()
                .toList();
        return Arbitraries.of(words).list().ofMinSize(1).ofMaxSize(25).map(list -> String.join(", ", list));
    }

    private static Set<String> ids(List<PlannedQuestion> plan) {
        return plan.stream().map(PlannedQuestion::questionId).collect(Collectors.toCollection(HashSet::new));
    }

    private static BankQuestion bank(PlannedQuestion question) {
        return BANK.roles().stream()
                .flatMap(role -> role.questions().stream())
                .filter(known -> known.id().equals(question.questionId()))
                .findFirst()
                .orElseThrow();
    }
}
