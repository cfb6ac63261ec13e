package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void aSpokenInterviewGoesFromTheNoticeToTheGoodbye() {
        // Given
        rehearsal.model.followsUp = false;
        rehearsal.connect();

        // When
        for (int question = 1; question <= 3; question++) {
            rehearsal
                    .untilAsked()
                    .seconds(1)
                    .say("we moved the billing service to Kafka in project " + question)
                    .seconds(1);
        }
        rehearsal.untilEnded();

        // Then
        assertThat(rehearsal.kinds())
                .containsExactly(
                        TurnKind.GREETING,
                        TurnKind.QUESTION,
                        TurnKind.ANSWER,
                        TurnKind.QUESTION,
                        TurnKind.ANSWER,
                        TurnKind.QUESTION,
                        TurnKind.ANSWER,
                        TurnKind.CLOSING);
        assertThat(rehearsal.end).isEqualTo(EndReason.COMPLETED);
        assertThat(rehearsal.turns).extracting(Turn::turnNo).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(rehearsal.states).containsExactly(InterviewState.IN_PROGRESS);
        assertThat(rehearsal.of(TurnKind.QUESTION).get(1).latencies())
                .containsKeys(
                        "e2e_latency", "llm_node_ttft", "tts_node_ttfb", "playback_latency", "framework_overhead");
        assertThat(rehearsal.of(TurnKind.ANSWER).get(0).latencies())
                .containsKeys("transcription_delay", "end_of_turn_delay");
        assertThat(rehearsal.meters.get("rbv.vad.speech").counter().count()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aRepeatedQuestionIsNeverSaidInTheSameWordsTwice() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        for (int i = 0; i < 4; i++) {
            rehearsal.seconds(1).say("please repeat that").seconds(2).untilAsked();
        }

        // Then
        assertThat(rehearsal.of(TurnKind.REPEAT))
                .hasSize(4)
                .extracting(Turn::text)
                .doesNotHaveDuplicates();
        assertThat(rehearsal.of(TurnKind.REPEAT)).allMatch(turn -> turn.text().contains("project number 1"));
    }

    @Test
    void aSkippedQuestionIsNotAskedAgain() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("skip this").seconds(3).untilAsked();

        // Then
        assertThat(rehearsal.of(TurnKind.SKIP)).hasSize(1);
        assertThat(rehearsal.lastTurn().questionNo()).isEqualTo(2);
    }

    @Test
    void whoWantsToStopIsThankedAndLetGo() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("i want to stop now").seconds(2).untilEnded();

        // Then
        assertThat(rehearsal.end).isEqualTo(EndReason.CANDIDATE_STOPPED);
        assertThat(rehearsal.lastTurn().kind()).isEqualTo(TurnKind.CLOSING);
    }

    @Test
    void theRecruiterEndsItWithASentence() {
        // Given
        rehearsal.connect().seconds(1);

        // When
        rehearsal.conversation.close(CloseReason.RECRUITER_CANCELLED);
        rehearsal.untilEnded();

        // Then
        assertThat(rehearsal.end).isEqualTo(EndReason.RECRUITER_CANCELLED);
        assertThat(rehearsal.output.clearedInMidSound).isZero();
        assertThat(rehearsal.lastTurn().text()).contains("end the interview here");
    }

    @Test
    void aLongAnswerIsClosedInTimeAndKept() {
        // Given
        Rehearsal shortOne =
                new Rehearsal(2, Duration.ofSeconds(60), List.of()).connect().untilAsked();

        // When
        for (int i = 0; i < 60 && shortOne.end == null; i++) {
            shortOne.utter("and on and on");
        }
        shortOne.seconds(10);

        // Then
        assertThat(shortOne.end).isEqualTo(EndReason.TIME_LIMIT);
        assertThat(Duration.between(shortOne.openedAt, shortOne.endedAt)).isLessThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(shortOne.of(TurnKind.ANSWER)).isNotEmpty();
        assertThat(shortOne.of(TurnKind.CLOSING)).hasSize(1).noneMatch(Turn::interrupted);
    }

    @Test
    void theReadingBeginsBeforeTheTurnIsClosed() {
        // Given
        rehearsal.model.readingTime = Duration.ofMillis(300);
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(2);

        // Then
        assertThat(rehearsal.model.read).hasSize(1);
        assertThat(rehearsal.meters.timer("rbv.agent.llm.node.ttft").totalTime(TimeUnit.MILLISECONDS))
                .isLessThan(100);
    }
}
