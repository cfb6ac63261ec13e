package io.recruiterbrain.voice.agent.plan;

import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.LIMIT;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.kindOf;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.plan;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.question;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.questions;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.plan.PlanStep.End;
import io.recruiterbrain.voice.agent.plan.PlanStep.Listen;
import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class InterviewPlanTest {
    private final PlanRehearsal rehearsal = new PlanRehearsal();

    @Test
    void theNoticeComesFirstAndCannotBeInterrupted() {
        // When
        PlanStep step = rehearsal.plan.begin(rehearsal.now);

        // Then
        assertThat(step).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.GREETING);
            assertThat(say.interruptible()).isFalse();
        });
    }

    @Test
    void thereAreAtMostTwoFollowUpsAndNoneIsAskedTwice() {
        // Given
        rehearsal.begin();

        // When
        PlanStep first = rehearsal.answer("tell me more");
        PlanStep again = rehearsal.answer("tell me more");
        PlanRehearsal second = new PlanRehearsal();

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
        rehearsal.begin();

        // When
        PlanStep next = rehearsal.read(Intent.SKIP, null);
        rehearsal.plan.away(rehearsal.now);
        PlanStep back = rehearsal.plan.back(rehearsal.now);

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
        rehearsal.begin();

        // When
        PlanStep wait = rehearsal.read(Intent.WAIT, null);
        PlanStep listening = rehearsal.plan.spoken(rehearsal.now);
        PlanStep who = rehearsal.read(Intent.ASKS_WHO_IS_SPEAKING, null);
        PlanStep repeat = rehearsal.read(Intent.REPEAT, null);

        // Then
        assertThat(kindOf(wait)).isEqualTo(TurnKind.REMARK);
        assertThat(listening).isEqualTo(new Listen(true));
        assertThat(kindOf(who)).isEqualTo(TurnKind.REMARK);
        assertThat(kindOf(repeat)).isEqualTo(TurnKind.REPEAT);
        assertThat(rehearsal.plan.questionNo()).isEqualTo(1);
    }

    @Test
    void whoWantsToStopIsLetGo() {
        // Given
        rehearsal.begin();

        // When
        PlanStep closing = rehearsal.read(Intent.STOP, null);
        PlanStep end = rehearsal.plan.spoken(rehearsal.now);

        // Then
        assertThat(kindOf(closing)).isEqualTo(TurnKind.CLOSING);
        assertThat(end).isEqualTo(new End(EndReason.CANDIDATE_STOPPED));
    }

    @Test
    void anUnheardQuestionIsSaidAgainBeforeAnAnswerCounts() {
        // Given
        rehearsal.begin();
        rehearsal.plan.interrupted(false);

        // When
        PlanStep step = rehearsal.read(Intent.ANSWER, null);

        // Then
        assertThat(kindOf(step)).isEqualTo(TurnKind.REPEAT);
    }
}
