package io.recruiterbrain.voice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.evaluation.NoEvaluation;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoEvaluationTest {
    private static final Set<InterviewState> NEVER =
            EnumSet.of(InterviewState.CANCELLED, InterviewState.EXPIRED, InterviewState.FAILED);

    @ParameterizedTest
    @EnumSource
    void whatHoldsAnAnswerIsWithoutAnEvaluationForEverOnlyWhenItsEndForbidsOne(InterviewState state) {
        // When
        ServiceException fault = NoEvaluation.fault(state, true);

        // Then
        assertThat(fault.code())
                .isEqualTo(NEVER.contains(state) ? ErrorCode.INVALID_STATE : ErrorCode.EVALUATION_PENDING);
        assertThat(String.valueOf(fault.getMessage()).contains("will be no evaluation"))
                .isEqualTo(NEVER.contains(state));
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnAnswerAnAbandonedOneIsSoTooAndNoOther(InterviewState state) {
        // When
        ServiceException fault = NoEvaluation.fault(state, false);

        // Then
        boolean never = NEVER.contains(state) || state == InterviewState.ABANDONED;
        assertThat(fault.code()).isEqualTo(never ? ErrorCode.INVALID_STATE : ErrorCode.EVALUATION_PENDING);
        assertThat(String.valueOf(fault.getMessage()).contains("will be no evaluation"))
                .isEqualTo(never);
    }

    @Test
    void neitherTheAgentsTurnsNorARequestOfTheCandidateIsAnAnswer() {
        // Given
        List<Turn> said = List.of(
                turn(Speaker.AGENT, TurnKind.GREETING),
                turn(Speaker.AGENT, TurnKind.QUESTION),
                turn(Speaker.CANDIDATE, TurnKind.REQUEST),
                turn(Speaker.CANDIDATE, TurnKind.SKIP),
                turn(Speaker.AGENT, TurnKind.NUDGE));

        // When
        boolean answered = NoEvaluation.hasAnswer(said);

        // Then
        assertThat(answered).isFalse();
        assertThat(NoEvaluation.hasAnswer(List.of(turn(Speaker.CANDIDATE, TurnKind.ANSWER))))
                .isTrue();
    }

    private static Turn turn(Speaker speaker, TurnKind kind) {
        return new Turn(1, speaker, kind, "Words.", Instant.EPOCH, Instant.EPOCH, null, false, false, null, Map.of());
    }
}
