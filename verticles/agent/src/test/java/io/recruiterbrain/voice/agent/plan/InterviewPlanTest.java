package io.recruiterbrain.voice.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.agent.model.LanguageModel.RemarkKind;
import io.recruiterbrain.voice.agent.model.LanguageModel.RepeatReason;
import io.recruiterbrain.voice.agent.plan.PlanStep.End;
import io.recruiterbrain.voice.agent.plan.PlanStep.Listen;
import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.agent.plan.PlanStep.Stay;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterviewPlanTest {
    private static final Duration LIMIT = Duration.ofMinutes(12);

    private static final List<Intent> INTENTS = List.of(Intent.values());

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Instant start = now;
    private final InterviewPlan plan = plan(questions(3), LIMIT);

    @Test
    void theNoticeComesFirstAndCannotBeInterrupted() {
        // When
        PlanStep step = plan.begin(now);

        // Then
        assertThat(step).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.GREETING);
            assertThat(say.interruptible()).isFalse();
        });
    }

    @Test
    void thereAreAtMostTwoFollowUpsAndNoneIsAskedTwice() {
        // Given
        begin();

        // When
        PlanStep first = answer("tell me more");
        PlanStep again = answer("tell me more");
        Rerun second = new Rerun();

        // Then
        assertThat(first)
                .isInstanceOfSatisfying(Say.class, say -> assertThat(say.kind()).isEqualTo(TurnKind.FOLLOW_UP));
        assertThat(again)
                .isInstanceOfSatisfying(Say.class, say -> assertThat(say.kind()).isEqualTo(TurnKind.QUESTION));
        assertThat(second.followUpsOfFirstQuestion()).isEqualTo(2);
    }

    @Test
    void aSkippedQuestionIsClosedForGood() {
        // Given
        begin();

        // When
        PlanStep next = read(Intent.SKIP, null);
        plan.away(now);
        PlanStep back = plan.back(now);

        // Then
        assertThat(next)
                .isInstanceOfSatisfying(
                        Say.class, say -> assertThat(say.questionNo()).isEqualTo(2));
        assertThat(back).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.REPEAT);
            assertThat(say.questionNo()).isEqualTo(2);
        });
    }

    @Test
    void aQuestionThatIsThereTwiceIsAskedOnce() {
        // Given
        List<PlannedQuestion> twice = new ArrayList<>(questions(2));
        twice.add(question(3, twice.get(0).text().toUpperCase(Locale.ROOT)));

        // When
        InterviewPlan deduplicated = plan(twice, LIMIT);

        // Then
        assertThat(deduplicated.questionCount()).isEqualTo(2);
    }

    @Test
    void requestsAreObeyedAndTheQuestionStaysOpen() {
        // Given
        begin();

        // When
        PlanStep wait = read(Intent.WAIT, null);
        PlanStep listening = plan.spoken(now);
        PlanStep who = read(Intent.ASKS_WHO_IS_SPEAKING, null);
        PlanStep repeat = read(Intent.REPEAT, null);

        // Then
        assertThat(kindOf(wait)).isEqualTo(TurnKind.REMARK);
        assertThat(listening).isEqualTo(new Listen(true));
        assertThat(kindOf(who)).isEqualTo(TurnKind.REMARK);
        assertThat(kindOf(repeat)).isEqualTo(TurnKind.REPEAT);
        assertThat(plan.questionNo()).isEqualTo(1);
    }

    @Test
    void whoWantsToStopIsLetGo() {
        // Given
        begin();

        // When
        PlanStep closing = read(Intent.STOP, null);
        PlanStep end = plan.spoken(now);

        // Then
        assertThat(kindOf(closing)).isEqualTo(TurnKind.CLOSING);
        assertThat(end).isEqualTo(new End(EndReason.CANDIDATE_STOPPED));
    }

    @Test
    void anUnheardQuestionIsSaidAgainBeforeAnAnswerCounts() {
        // Given
        begin();
        plan.interrupted(false);

        // When
        PlanStep step = read(Intent.ANSWER, null);

        // Then
        assertThat(kindOf(step)).isEqualTo(TurnKind.REPEAT);
    }

    @Test
    void afterEightyFivePercentNothingNewIsAsked() {
        // Given
        begin();
        pass(LIMIT.multipliedBy(86).dividedBy(100));

        // When
        PlanStep step = answer("tell me more");

        // Then
        assertThat(step)
                .isInstanceOfSatisfying(
                        Say.class,
                        say -> assertThat(say.move()).isEqualTo(new Move.Close(CloseReason.TIME_LIMIT, "Ada")));
    }

    @Test
    void whoIsBehindScheduleGetsNoFollowUp() {
        // Given
        begin();
        pass(Duration.ofMinutes(5));

        // When
        PlanStep step = answer("tell me more");

        // Then
        assertThat(kindOf(step)).isEqualTo(TurnKind.QUESTION);
    }

    @Test
    void aPauseNearTheEndIsTakenToCloseAndTheReserveIsKept() {
        // Given
        begin();
        pass(LIMIT.minusSeconds(20 + 16));

        // When
        PlanStep busy = plan.tick(now, true);
        PlanStep pause = plan.tick(now, false);

        // Then
        assertThat(busy).isInstanceOf(Stay.class);
        assertThat(kindOf(pause)).isEqualTo(TurnKind.CLOSING);
    }

    @Test
    void theClosingBeginsInTimeWhoeverIsSpeaking() {
        // Given
        begin();
        pass(LIMIT.minusSeconds(20 + 12));

        // When
        PlanStep step = plan.tick(now, true);

        // Then
        assertThat(kindOf(step)).isEqualTo(TurnKind.CLOSING);
    }

    @Test
    void timeAwayIsNotTheCandidates() {
        // Given
        begin();
        Duration before = plan.remaining(now);
        plan.away(now);
        pass(Duration.ofSeconds(100));

        // When
        plan.back(now);

        // Then
        assertThat(plan.remaining(now)).isEqualTo(before);
    }

    @Test
    void whoIsAwayForTwoMinutesHasLeft() {
        // Given
        begin();
        plan.away(now);

        // When
        pass(Duration.ofSeconds(119));
        PlanStep early = plan.tick(now, false);
        pass(Duration.ofSeconds(1));
        PlanStep then = plan.tick(now, false);

        // Then
        assertThat(early).isInstanceOf(Stay.class);
        assertThat(then).isEqualTo(new End(EndReason.CANDIDATE_LEFT));
    }

    @Test
    void closingWhileNobodyIsThereNeedsNoWords() {
        // Given
        begin();
        plan.away(now);

        // When
        PlanStep step = plan.close(CloseReason.RECRUITER_CANCELLED, now);

        // Then
        assertThat(step).isEqualTo(new End(EndReason.RECRUITER_CANCELLED));
    }

    @Test
    void aPlanIsRebuiltFromItsTurns() {
        // Given
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(
                List.of(
                        turn(1, Speaker.AGENT, TurnKind.GREETING, null, 0, 10, "hello"),
                        turn(2, Speaker.AGENT, TurnKind.QUESTION, 1, 10, 15, "question number 1"),
                        turn(3, Speaker.CANDIDATE, TurnKind.SKIP, 1, 16, 17, "skip"),
                        turn(4, Speaker.AGENT, TurnKind.QUESTION, 2, 18, 23, "question number 2"),
                        turn(5, Speaker.CANDIDATE, TurnKind.ANSWER, 2, 24, 60, "an answer"),
                        turn(6, Speaker.AGENT, TurnKind.FOLLOW_UP, 2, 61, 65, "and what came after that")),
                start.plusSeconds(3600));

        // When
        PlanStep back = resumed.back(start.plusSeconds(3700));

        // Then
        assertThat(back).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.REPEAT);
            assertThat(say.prompt()).isEqualTo("and what came after that");
        });
        assertThat(resumed.remaining(start.plusSeconds(3700))).isEqualTo(LIMIT.minusSeconds(65));
    }

    @Test
    void afterAnAgentWasLostOneApologyAndTheOpenQuestion() {
        // Given
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(askedOnce(), start.plusSeconds(60));
        resumed.arrived(Arrival.RECOVERED);

        // When
        PlanStep back = resumed.back(start.plusSeconds(61));
        resumed.spoken(start.plusSeconds(64));
        resumed.away(start.plusSeconds(70));
        PlanStep backAgain = resumed.back(start.plusSeconds(75));

        // Then
        assertThat(back).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.REPEAT);
            assertThat(say.move())
                    .isEqualTo(new Move.Recovered(new Move.Repeat("question number 1", RepeatReason.RECONNECTED)));
        });
        assertThat(backAgain)
                .isInstanceOfSatisfying(Say.class, say -> assertThat(say.move()).isInstanceOf(Move.Repeat.class));
    }

    @Test
    void anAgentThatIsLostBeforeItsFirstWordsAreHeardIsExcusedToo() {
        // Given
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.arrived(Arrival.RECOVERED);

        // When
        PlanStep back = resumed.back(start);

        // Then
        assertThat(back).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.GREETING);
            assertThat(say.move()).isInstanceOf(Move.Recovered.class);
        });
    }

    @Test
    void aHandOverInMidQuestionNeedsOneShortSentence() {
        // Given
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(askedOnce(), start.plusSeconds(20));
        resumed.arrived(Arrival.HANDED_OVER);

        // When
        PlanStep back = resumed.back(start.plusSeconds(21));
        PlanStep then = resumed.spoken(start.plusSeconds(23));

        // Then
        assertThat(back)
                .isInstanceOfSatisfying(
                        Say.class, say -> assertThat(say.move()).isEqualTo(new Move.Remark(RemarkKind.HANDED_OVER)));
        assertThat(then).isInstanceOf(Listen.class);
        assertThat(resumed.prompt()).isEqualTo("question number 1");
    }

    @Test
    void timeThatWasLostToAnOutageIsNotTheCandidates() {
        // Given: the agent is gone from second 15 to second 75, and again after that
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(
                List.of(
                        turn(1, Speaker.AGENT, TurnKind.GREETING, null, 0, 10, "hello"),
                        turn(2, Speaker.AGENT, TurnKind.QUESTION, 1, 10, 15, "question number 1"),
                        turn(3, Speaker.AGENT, TurnKind.REPEAT, 1, 75, 80, "sorry, question number 1")),
                start.plusSeconds(200));

        // When
        resumed.back(start.plusSeconds(260));

        // Then: what is said took 20 s, and an agent may think for 5 s
        assertThat(resumed.remaining(start.plusSeconds(260))).isEqualTo(LIMIT.minusSeconds(25));
    }

    @Test
    void afterARestartAnAnsweredQuestionIsNotAskedAgain() {
        // Given
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(
                List.of(
                        turn(1, Speaker.AGENT, TurnKind.GREETING, null, 0, 10, "hello"),
                        turn(2, Speaker.AGENT, TurnKind.QUESTION, 1, 10, 15, "question number 1"),
                        turn(3, Speaker.CANDIDATE, TurnKind.ANSWER, 1, 16, 40, "an answer")),
                start.plusSeconds(60));

        // When
        PlanStep back = resumed.back(start.plusSeconds(61));

        // Then
        assertThat(back).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.QUESTION);
            assertThat(say.questionNo()).isEqualTo(2);
        });
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void everyPlanEndsInTimeWhateverTheCandidateDoes(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        Duration limit = Duration.ofSeconds(60 + random.nextInt(900));
        InterviewPlan any = plan(questions(1 + random.nextInt(10)), limit);
        Instant begun = now;
        PlanStep step = any.begin(now);
        Map<Integer, Integer> followUps = new HashMap<>();
        List<Integer> asked = new ArrayList<>();
        Duration away = Duration.ZERO;

        // When
        for (int i = 0; i < 2000 && !(step instanceof End); i++) {
            if (step instanceof Say say) {
                Integer no = say.questionNo();
                if (say.kind() == TurnKind.QUESTION) {
                    asked.add(no);
                } else if (say.kind() == TurnKind.FOLLOW_UP) {
                    followUps.merge(no, 1, Integer::sum);
                }
                pass(say.kind() == TurnKind.CLOSING ? Duration.ofSeconds(6) : Duration.ofSeconds(4));
                step = any.spoken(now);
                continue;
            }
            Instant deadline = any.deadline(now);
            Instant after = now.plusMillis(random.nextInt(60_000));
            boolean due = deadline != null && !after.isBefore(deadline);
            now = due ? (deadline.isAfter(now) ? deadline : now) : after;
            PlanStep ticked = any.tick(now, false);
            if (!(ticked instanceof Stay)) {
                step = ticked;
                continue;
            }
            step = switch (random.nextInt(8)) {
                case 0 -> any.silent(now);
                case 1 -> any.notUnderstood(now);
                case 2 -> {
                    any.away(now);
                    Duration gone = Duration.ofSeconds(random.nextInt(100));
                    away = away.plus(gone);
                    pass(gone);
                    yield any.back(now);
                }
                default ->
                    any.answered(
                            new Reading(
                                    INTENTS.get(random.nextInt(INTENTS.size())),
                                    Depth.SHALLOW,
                                    random.nextBoolean() ? "why number " + random.nextInt(5) : null),
                            "an answer",
                            now);
            };
        }

        // Then
        assertThat(step).as("seed " + seed).isInstanceOf(End.class);
        assertThat(Duration.between(begun, now).minus(away)).as("seed " + seed).isLessThanOrEqualTo(limit);
        assertThat(asked).as("seed " + seed).doesNotHaveDuplicates();
        assertThat(followUps.values()).as("seed " + seed).allMatch(count -> count <= 2);
    }

    /** A fresh plan, asked for as many follow-ups as it grants. */
    private static final class Rerun {
        int followUpsOfFirstQuestion() {
            InterviewPlanTest fresh = new InterviewPlanTest();
            fresh.begin();
            int count = 0;
            while (kindOf(fresh.answer("more " + count)) == TurnKind.FOLLOW_UP) {
                count++;
            }
            return count;
        }
    }

    private void begin() {
        plan.begin(now);
        pass(Duration.ofSeconds(15));
        plan.spoken(now);
        pass(Duration.ofSeconds(5));
        plan.spoken(now);
    }

    private PlanStep answer(String followUp) {
        return read(Intent.ANSWER, followUp);
    }

    private PlanStep read(Intent intent, @Nullable String followUp) {
        return plan.answered(new Reading(intent, Depth.SHALLOW, followUp), "an answer", now);
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }

    private static @Nullable TurnKind kindOf(PlanStep step) {
        return step instanceof Say say ? say.kind() : null;
    }

    private static InterviewPlan plan(List<PlannedQuestion> questions, Duration limit) {
        return new InterviewPlan(questions, limit, "Ada", "Engineer", PlanConfig.defaults());
    }

    private static List<PlannedQuestion> questions(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(no -> question(no, "question number " + no))
                .toList();
    }

    private static PlannedQuestion question(int no, String text) {
        return new PlannedQuestion(
                no,
                "q" + no,
                text,
                "craft",
                PlannedQuestion.Kind.BEHAVIOURAL,
                Duration.ofMinutes(2),
                List.of(),
                List.of("1", "2", "3", "4", "5"),
                List.of());
    }

    private List<Turn> askedOnce() {
        return List.of(
                turn(1, Speaker.AGENT, TurnKind.GREETING, null, 0, 10, "hello"),
                turn(2, Speaker.AGENT, TurnKind.QUESTION, 1, 10, 15, "question number 1"));
    }

    private Turn turn(
            int no, Speaker speaker, TurnKind kind, @Nullable Integer questionNo, int from, int to, String text) {
        return new Turn(
                no,
                speaker,
                kind,
                text,
                start.plusSeconds(from),
                start.plusSeconds(to),
                questionNo,
                false,
                false,
                null,
                Map.of());
    }
}
