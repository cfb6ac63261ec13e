package io.recruiterbrain.voice.agent;

import static io.recruiterbrain.voice.agent.SupervisorStage.BROWSER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SupervisorVerticleTest {
    @AutoClose
    private final SupervisorStage stage = new SupervisorStage();

    @Test
    void aTypedInterviewIsHeldSavedAndEvaluated() {
        // Given
        stage.deploy(2, Duration.ofMinutes(2));
        Interview interview = stage.store.add(InterviewState.SCHEDULED, true, null, 2);
        UUID id = interview.interviewId();
        stage.join(id, BROWSER);
        stage.present(id, BROWSER, Presence.CONNECTED);
        stage.present(id, BROWSER, Presence.TEXT_MODE);

        // When
        stage.until(() -> stage.turns(id, TurnKind.QUESTION).size() == 1);
        UUID message = UUID.randomUUID();
        stage.type(id, message, "I built the billing service with two colleagues");
        stage.type(id, message, "I built the billing service with two colleagues");
        stage.until(() -> stage.turns(id, TurnKind.QUESTION).size() == 2);
        stage.type(id, UUID.randomUUID(), "I measured it for a month");
        stage.until(() -> stage.evaluated.contains(id));

        // Then
        assertThat(stage.store.stateOf(id)).isEqualTo(InterviewState.COMPLETED);
        assertThat(stage.store.states)
                .containsExactly(InterviewState.WAITING, InterviewState.IN_PROGRESS, InterviewState.COMPLETED);
        assertThat(stage.store.interviews.get(id).endReason()).isEqualTo("completed");
        assertThat(stage.turns(id, TurnKind.ANSWER)).hasSize(2);
        assertThat(stage.store.turnsOf(id)).extracting(Turn::turnNo).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(stage.live).hasAtLeastOneElementOfType(LiveUpdate.ConversationEnded.class);
        assertThat(stage.rooms.shown).startsWith("INITIALIZING").contains("LISTENING");
        assertThat(stage.rooms.shown).anyMatch(words -> words.startsWith("AGENT: "));
        stage.until(() -> stage.roomsOpen() == 0);
    }

    @Test
    void turnsAreKeptWhileTheStoreIsAwayDeliveredInOrderAndAcknowledgedThen() {
        // Given
        stage.deploy(1, Duration.ofMinutes(2));
        UUID id = stage.typingCandidate(2);
        stage.until(() -> stage.turns(id, TurnKind.QUESTION).size() == 1);

        // When
        stage.store.setAway(true);
        SessionCommand answer =
                new SessionCommand.SubmitText(id, BROWSER, UUID.randomUUID(), "I built the billing service");
        Future<SessionReply> kept = stage.bus.ask(SessionCommand.at(stage.store.leases.owner(id)), answer);
        stage.until(() -> stage.captions().anyMatch(text -> text.contains("number 2")));
        assertThat(stage.store.turnsOf(id)).hasSize(2);
        assertThat(kept.succeeded()).isFalse();
        stage.store.setAway(false);
        stage.until(() -> stage.store.turnsOf(id).size() == 4);
        stage.tell(answer);
        stage.type(id, UUID.randomUUID(), "I measured it for a month");
        stage.until(() -> stage.evaluated.contains(id));

        // Then
        assertThat(stage.store.turnsOf(id)).extracting(Turn::turnNo).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(stage.live)
                .filteredOn(LiveUpdate.Caption.class::isInstance)
                .allMatch(update -> ((LiveUpdate.Caption) update).segmentId().startsWith("1-"));
        assertThat(stage.live).isNotEmpty().extracting("fence").containsOnly(1L);
    }

    @Test
    void aShutdownSaysAClosingSentenceAndLeavesTheInterviewToBeResumed() {
        // Given
        stage.deploy(1, Duration.ofMinutes(2));
        UUID id = stage.typingCandidate(3);
        stage.until(() -> stage.turns(id, TurnKind.QUESTION).size() == 1);

        // When
        stage.undeploy();

        // Then
        assertThat(stage.store.stateOf(id)).isEqualTo(InterviewState.RECOVERING);
        assertThat(stage.store.turnsOf(id))
                .extracting(Turn::text)
                .last()
                .asString()
                .contains("come back");
        stage.deploy(1, Duration.ofMinutes(2));
        stage.join(id, BROWSER);
        stage.present(id, BROWSER, Presence.TEXT_MODE);
        stage.until(() -> stage.turns(id, TurnKind.REPEAT).size() == 1);
        assertThat(stage.turns(id, TurnKind.GREETING)).hasSize(1);
    }

    @Test
    void whatAnEarlierProcessLeftUndoneIsPickedUp() {
        // Given
        UUID completed =
                stage.store.add(InterviewState.COMPLETED, true, "node-1", 1).interviewId();
        UUID runsElsewhere =
                stage.store.add(InterviewState.IN_PROGRESS, true, "node-2", 1).interviewId();

        // When
        stage.deploy(1, Duration.ofMinutes(2));
        stage.until(() -> stage.evaluated.contains(completed));

        // Then
        assertThat(stage.store.stateOf(runsElsewhere)).isEqualTo(InterviewState.IN_PROGRESS);
    }

    @Test
    void anAbandonedInterviewIsPickedUpUnlessItHasItsEvaluation() {
        // Given
        UUID evaluatedBefore = stage.store.addAbandoned(true).interviewId();
        UUID stillOwed = stage.store.addAbandoned(false).interviewId();
        UUID completed =
                stage.store.add(InterviewState.COMPLETED, true, null, 1).interviewId();

        // When
        stage.deploy(1, Duration.ofMinutes(2));
        stage.until(() -> stage.evaluated.containsAll(List.of(stillOwed, completed)));
        stage.roomsOpen();

        // Then
        assertThat(stage.evaluated).doesNotContain(evaluatedBefore).containsExactlyInAnyOrder(stillOwed, completed);
    }
}
