package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Typed messages by their ids: taken once, and kept when their turn is. */
class MessagesTest {
    private static final UUID ID = UUID.randomUUID();

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Messages messages = new Messages(scheduler, List.of());
    private final Promise<Void> durable = Promise.promise();
    private int takings;

    @Test
    void aMessageIsKeptWhenItsTurnIsDurable() {
        // Given
        Future<Void> kept = take(ID);
        messages.inTurn(List.of(ID), durable.future());
        boolean before = kept.isComplete();

        // When
        durable.complete();

        // Then
        assertThat(before).isFalse();
        assertThat(kept.succeeded()).isTrue();
    }

    @Test
    void aMessageSentAgainIsTakenOnceAndBothSendersHearOfIt() {
        // Given
        Future<Void> first = take(ID);
        messages.inTurn(List.of(ID), durable.future());

        // When
        Future<Void> again = take(ID);
        durable.complete();
        Future<Void> later = take(ID);

        // Then
        assertThat(takings).isEqualTo(1);
        assertThat(List.of(first, again, later)).allMatch(Future::succeeded);
    }

    @Test
    void whatIsInATurnOfAnAgentBeforeIsKeptAndNotTakenAgain() {
        // Given
        Turn stored = new Turn(
                2,
                Speaker.CANDIDATE,
                TurnKind.ANSWER,
                "I built the billing service",
                scheduler.now(),
                scheduler.now(),
                1,
                false,
                true,
                null,
                Map.of(),
                List.of(ID));
        Messages ofTheNextAgent = new Messages(scheduler, List.of(stored));

        // When
        Future<Void> again = ofTheNextAgent.take(ID, () -> takings++);

        // Then
        assertThat(again.succeeded()).isTrue();
        assertThat(takings).isZero();
    }

    @Test
    void whoWaitsForFiveSecondsIsToldSoAndTheMessageIsKeptAllTheSame() {
        // Given
        Future<Void> kept = take(ID);
        messages.inTurn(List.of(ID), durable.future());

        // When
        scheduler.pass(Duration.ofSeconds(5));
        durable.complete();

        // Then
        assertThat(kept.cause())
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.TIMEOUT));
        assertThat(take(ID).succeeded()).isTrue();
        assertThat(takings).isEqualTo(1);
    }

    @Test
    void aMessageWhoseTurnIsLostFailsAndIsANewOneWhenItIsSentAgain() {
        // Given
        Future<Void> kept = take(ID);
        messages.inTurn(List.of(ID), durable.future());

        // When
        durable.fail(new ServiceException(ErrorCode.STALE_LEASE, "another agent holds the interview"));
        Future<Void> again = take(ID);

        // Then
        assertThat(kept.cause()).isInstanceOf(ServiceException.class);
        assertThat(again.isComplete()).isFalse();
        assertThat(takings).isEqualTo(2);
    }

    @Test
    void beyondTwoHundredTheOldestIsForgotten() {
        // Given
        take(ID);
        for (int i = 0; i < 199; i++) {
            take(UUID.randomUUID());
        }
        take(ID);
        int remembered = takings;

        // When
        take(UUID.randomUUID());
        take(ID);

        // Then
        assertThat(remembered).isEqualTo(200);
        assertThat(takings).isEqualTo(202);
    }

    private Future<Void> take(UUID messageId) {
        return messages.take(messageId, () -> takings++);
    }
}
