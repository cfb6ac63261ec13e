package io.recruiterbrain.voice.agent;

import static io.recruiterbrain.voice.agent.SupervisorStage.BROWSER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingTest {
    @AutoClose
    private final SupervisorStage stage = new SupervisorStage();

    @Test
    void theRecruiterEndsAnInterview() {
        // Given
        stage.deploy(1, Duration.ofMinutes(2));
        UUID id = stage.typingCandidate(2);
        stage.until(() -> stage.turns(id, TurnKind.QUESTION).size() == 1);

        // When
        stage.tell(new SessionCommand.EndInterview(id, "position filled"));
        stage.until(() -> stage.store.stateOf(id) == InterviewState.CANCELLED);
        stage.until(() -> stage.live.contains(new LiveUpdate.ConversationEnded(id, "recruiter_cancelled", 1L)));

        // Then
        assertThat(stage.store.interviews.get(id).endReason()).isEqualTo("position filled");
        assertThat(stage.turns(id, TurnKind.CLOSING)).hasSize(1);
        stage.until(() -> stage.roomsOpen() == 0);
        assertThat(stage.evaluated).isEmpty();
    }

    @Test
    void aCandidateWhoNeverComesBackHasAbandoned() {
        // Given
        stage.deploy(1, Duration.ofMillis(300));
        UUID id = stage.typingCandidate(2);
        stage.until(() -> stage.turns(id, TurnKind.QUESTION).size() == 1);

        // When
        stage.present(id, BROWSER, Presence.DISCONNECTED);
        stage.until(() -> stage.store.stateOf(id) == InterviewState.ABANDONED);

        // Then
        assertThat(stage.store.interviews.get(id).endReason()).isEqualTo("candidate_left");
        assertThat(stage.live).hasAtLeastOneElementOfType(LiveUpdate.CandidateAway.class);
        stage.until(() -> stage.roomsOpen() == 0);
    }

    @Test
    void aStepThatThrowsEndsTheInterviewAndFreesItsRoom() {
        // Given
        stage.deploy(1, Duration.ofMinutes(2));
        UUID id = stage.store.add(InterviewState.SCHEDULED, true, null, 2).interviewId();
        stage.join(id, BROWSER);
        requireNonNull(stage.rooms.listener).onCandidateConnected();
        stage.until(() -> stage.store.stateOf(id) == InterviewState.IN_PROGRESS);

        // When
        stage.rooms.broken = true;
        stage.present(id, BROWSER, Presence.TEXT_MODE);

        // Then
        stage.until(() -> stage.store.stateOf(id) == InterviewState.FAILED);
        assertThat(stage.store.interviews.get(id).endReason()).isEqualTo("failed");
        stage.until(() -> stage.roomsOpen() == 0);
    }
}
