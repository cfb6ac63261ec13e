package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.conversation.VirtualScheduler;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateKeeperTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<InterviewState> sent = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void aFaultOfTheStoreEndsNoInterviewAndTheMoveIsSentAgain() {
        // Given
        StateKeeper states = keeper(ErrorCode.INTERNAL);

        // When
        Future<Void> moved = states.move(InterviewState.IN_PROGRESS, null);
        Future<Void> last = states.move(InterviewState.COMPLETED, "completed");
        scheduler.pass(Duration.ofMinutes(1));

        // Then
        assertThat(refused).hasValue(0);
        assertThat(sent.stream().filter(InterviewState.IN_PROGRESS::equals)).hasSize(5);
        assertThat(sent.stream().filter(InterviewState.COMPLETED::equals)).hasSize(5);
        assertThat(moved.succeeded() && last.succeeded()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID_STATE", "ERASED", "NOT_FOUND"})
    void anInterviewThatTheStoreKnowsToBeOverIsLeft(ErrorCode code) {
        // Given
        StateKeeper states = keeper(code);

        // When
        states.move(InterviewState.IN_PROGRESS, null);
        scheduler.pass(Duration.ofMinutes(1));

        // Then
        assertThat(refused).hasValue(1);
        assertThat(sent).containsExactly(InterviewState.IN_PROGRESS);
    }

    private StateKeeper keeper(ErrorCode code) {
        return new StateKeeper(
                UUID.randomUUID(),
                "node-1",
                change -> {
                    sent.add(change.state());
                    return Future.failedFuture(new ServiceException(code, "no"));
                },
                scheduler,
                refused::incrementAndGet);
    }
}
