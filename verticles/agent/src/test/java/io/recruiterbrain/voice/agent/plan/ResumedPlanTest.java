package io.recruiterbrain.voice.agent.plan;

import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.LIMIT;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.plan;
import static io.recruiterbrain.voice.agent.plan.PlanRehearsal.questions;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.RemarkKind;
import io.recruiterbrain.voice.agent.model.LanguageModel.RepeatReason;
import io.recruiterbrain.voice.agent.plan.PlanStep.Listen;
import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumedPlanTest {
    private final PlanRehearsal rehearsal = new PlanRehearsal();

    @Test
    void aPlanIsRebuiltFromItsTurns() {
        // Given
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(
                List.of(
                        rehearsal.turn(1, Speaker.AGENT, TurnKind.GREETING, null, 0, 10, "hello"),
                        rehearsal.turn(2, Speaker.AGENT, TurnKind.QUESTION, 1, 10, 15, "question number 1"),
                        rehearsal.turn(3, Speaker.CANDIDATE, TurnKind.SKIP, 1, 16, 17, "skip"),
                        rehearsal.turn(4, Speaker.AGENT, TurnKind.QUESTION, 2, 18, 23, "question number 2"),
                        rehearsal.turn(5, Speaker.CANDIDATE, TurnKind.ANSWER, 2, 24, 60, "an answer"),
                        rehearsal.turn(6, Speaker.AGENT, TurnKind.FOLLOW_UP, 2, 61, 65, "and what came after that")),
                rehearsal.start.plusSeconds(3600));

        // When
        PlanStep back = resumed.back(rehearsal.start.plusSeconds(3700));

        // Then
        assertThat(back).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.REPEAT);
            assertThat(say.prompt()).isEqualTo("and what came after that");
        });
        assertThat(resumed.remaining(rehearsal.start.plusSeconds(3700))).isEqualTo(LIMIT.minusSeconds(65));
    }

    @Test
    void afterAnAgentWasLostOneApologyAndTheOpenQuestion() {
        // Given
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(rehearsal.askedOnce(), rehearsal.start.plusSeconds(60));
        resumed.arrived(Arrival.RECOVERED);

        // When
        PlanStep back = resumed.back(rehearsal.start.plusSeconds(61));
        resumed.spoken(rehearsal.start.plusSeconds(64));
        resumed.away(rehearsal.start.plusSeconds(70));
        PlanStep backAgain = resumed.back(rehearsal.start.plusSeconds(75));

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
        PlanStep back = resumed.back(rehearsal.start);

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
        resumed.resume(rehearsal.askedOnce(), rehearsal.start.plusSeconds(20));
        resumed.arrived(Arrival.HANDED_OVER);

        // When
        PlanStep back = resumed.back(rehearsal.start.plusSeconds(21));
        PlanStep then = resumed.spoken(rehearsal.start.plusSeconds(23));

        // Then
        assertThat(back)
                .isInstanceOfSatisfying(
                        Say.class, say -> assertThat(say.move()).isEqualTo(new Move.Remark(RemarkKind.HANDED_OVER)));
        assertThat(then).isInstanceOf(Listen.class);
        assertThat(resumed.prompt()).isEqualTo("question number 1");
    }

    @Test
    void afterARestartAnAnsweredQuestionIsNotAskedAgain() {
        // Given
        InterviewPlan resumed = plan(questions(3), LIMIT);
        resumed.resume(
                List.of(
                        rehearsal.turn(1, Speaker.AGENT, TurnKind.GREETING, null, 0, 10, "hello"),
                        rehearsal.turn(2, Speaker.AGENT, TurnKind.QUESTION, 1, 10, 15, "question number 1"),
                        rehearsal.turn(3, Speaker.CANDIDATE, TurnKind.ANSWER, 1, 16, 40, "an answer")),
                rehearsal.start.plusSeconds(60));

        // When
        PlanStep back = resumed.back(rehearsal.start.plusSeconds(61));

        // Then
        assertThat(back).isInstanceOfSatisfying(Say.class, say -> {
            assertThat(say.kind()).isEqualTo(TurnKind.QUESTION);
            assertThat(say.questionNo()).isEqualTo(2);
        });
    }
}
