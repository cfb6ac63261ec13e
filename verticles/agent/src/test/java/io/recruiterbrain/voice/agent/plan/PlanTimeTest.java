package io.recruiterbrain.voice.agent.plan;

import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.LIMIT;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.kindOf;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.plan;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.questions;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.agent.plan.PlanStep.End;
import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.agent.plan.PlanStep.Stay;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class PlanTimeTest {
    private static final List<Intent> INTENTS = List.of(Intent.values());

    private final PlanRehearsal rehearsal = new PlanRehearsal();

    @Test
    void afterEightyFivePercentNothingNewIsAsked() {
        // Given
        rehearsal.begin();
        rehearsal.pass(LIMIT.multipliedBy(86).dividedBy(100));

        // When
        PlanStep step = rehearsal.answer("tell me more");

        // Then
        assertThat(step)
                .isInstanceOfSatisfying(
                        Say.class,
                        say -> assertThat(say.move()).isEqualTo(new Move.Close(CloseReason.TIME_LIMIT, "Ada")));
    }

    @Test
    void whoIsBehindScheduleGetsNoFollowUp() {
        // Given
        rehearsal.begin();
        rehearsal.pass(Duration.ofMinutes(5));

        // When
        PlanStep step = rehearsal.answer("tell me more");

        // Then
        assertThat(kindOf(step)).isEqualTo(TurnKind.QUESTION);
    }

    @Test
    void aPauseNearTheEndIsTakenToCloseAndTheReserveIsKept() {
        // Given
        rehearsal.begin();
        rehearsal.pass(LIMIT.minusSeconds(20 + 16));

        // When
        PlanStep busy = rehearsal.plan.tick(rehearsal.now, true);
        PlanStep pause = rehearsal.plan.tick(rehearsal.now, false);

        // Then
        assertThat(busy).isInstanceOf(Stay.class);
        assertThat(kindOf(pause)).isEqualTo(TurnKind.CLOSING);
    }

    @Test
    void theClosingBeginsInTimeWhoeverIsSpeaking() {
        // Given
        rehearsal.begin();
        rehearsal.pass(LIMIT.minusSeconds(20 + 12));

        // When
        PlanStep step = rehearsal.plan.tick(rehearsal.now, true);

        // Then
        assertThat(kindOf(step)).isEqualTo(TurnKind.CLOSING);
    }

    @Test
    void timeAwayIsNotTheCandidates() {
        // Given
        rehearsal.begin();
        Duration before = rehearsal.plan.remaining(rehearsal.now);
        rehearsal.plan.away(rehearsal.now);
        rehearsal.pass(Duration.ofSeconds(100));

        // When
        rehearsal.plan.back(rehearsal.now);

        // Then
        assertThat(rehearsal.plan.remaining(rehearsal.now)).isEqualTo(before);
    }

    @Test
    void whoIsAwayForTwoMinutesHasLeft() {
        // Given
        rehearsal.begin();
        rehearsal.plan.away(rehearsal.now);

        // When
        rehearsal.pass(Duration.ofSeconds(119));
        PlanStep early = rehearsal.plan.tick(rehearsal.now, false);
        rehearsal.pass(Duration.ofSeconds(1));
        PlanStep then = rehearsal.plan.tick(rehearsal.now, false);

        // Then
        assertThat(early).isInstanceOf(Stay.class);
        assertThat(then).isEqualTo(new End(EndReason.CANDIDATE_LEFT));
    }

    @Test
    void closingWhileNobodyIsThereNeedsNoWords() {
        // Given
        rehearsal.begin();
        rehearsal.plan.away(rehearsal.now);

        // When
        PlanStep step = rehearsal.plan.close(CloseReason.RECRUITER_CANCELLED, rehearsal.now);

        // Then
        assertThat(step).isEqualTo(new End(EndReason.RECRUITER_CANCELLED));
    }

    @Test
    void timeThatWasLostToAnOutageIsNotTheCandidates() {
        // Given: the agent is gone from second 15 to second 75, and again after that
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(
                List.of(
                        rehearsal.turn(1, Speaker.AGENT, TurnKind.GREETING, null, 0, 10, "hello"),
                        rehearsal.turn(2, Speaker.AGENT, TurnKind.QUESTION, 1, 10, 15, "question number 1"),
                        rehearsal.turn(3, Speaker.AGENT, TurnKind.REPEAT, 1, 75, 80, "sorry, question number 1")),
                rehearsal.start.plusSeconds(200));

        // When
        resumed.back(rehearsal.start.plusSeconds(260));

        // Then: what is said took 20 s, and an agent may think for 5 s
        assertThat(resumed.remaining(rehearsal.start.plusSeconds(260))).isEqualTo(LIMIT.minusSeconds(25));
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void everyPlanEndsInTimeWhateverTheCandidateDoes(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        Duration limit = Duration.ofSeconds(60 + random.nextInt(900));
        InterviewPlan any = plan(questions(1 + random.nextInt(10)), limit);
        Instant begun = rehearsal.now;
        PlanStep step = any.begin(rehearsal.now);
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
                rehearsal.pass(say.kind() == TurnKind.CLOSING ? Duration.ofSeconds(6) : Duration.ofSeconds(4));
                step = any.spoken(rehearsal.now);
                continue;
            }
            Instant deadline = any.deadline(rehearsal.now);
            Instant after = rehearsal.now.plusMillis(random.nextInt(60_000));
            boolean due = deadline != null && !after.isBefore(deadline);
            rehearsal.now = due ? (deadline.isAfter(rehearsal.now) ? deadline : rehearsal.now) : after;
            PlanStep ticked = any.tick(rehearsal.now, false);
            if (!(ticked instanceof Stay)) {
                step = ticked;
                continue;
            }
            step = switch (random.nextInt(8)) {
                case 0 -> any.silent(rehearsal.now);
                case 1 -> any.notUnderstood(rehearsal.now);
                case 2 -> {
                    any.away(rehearsal.now);
                    Duration gone = Duration.ofSeconds(random.nextInt(100));
                    away = away.plus(gone);
                    rehearsal.pass(gone);
                    yield any.back(rehearsal.now);
                }
                default ->
                    any.answered(
                            new Reading(
                                    INTENTS.get(random.nextInt(INTENTS.size())),
                                    Depth.SHALLOW,
                                    random.nextBoolean() ? "why number " + random.nextInt(5) : null),
                            "an answer",
                            rehearsal.now);
            };
        }

        // Then
        assertThat(step).as("seed " + seed).isInstanceOf(End.class);
        assertThat(Duration.between(begun, rehearsal.now).minus(away))
                .as("seed " + seed)
                .isLessThanOrEqualTo(limit);
        assertThat(asked).as("seed " + seed).doesNotHaveDuplicates();
        assertThat(followUps.values()).as("seed " + seed).allMatch(count -> count <= 2);
    }
}
