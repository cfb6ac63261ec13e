package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.VertxScheduler;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked for again when the interviews without an evaluation are listed again. */
@Timeout(60)
class AfterTheEndTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final MemoryStore store = new MemoryStore();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<UUID> asked = new CopyOnWriteArrayList<>();
    private final List<UUID> inVain = new CopyOnWriteArrayList<>();
    private final Context context = vertx.getOrCreateContext();
    private final AfterTheEnd afterTheEnd = new AfterTheEnd(
            bus, this::evaluate, new VertxScheduler(vertx, context, Clock.systemUTC()), meters, id -> false);

    @BeforeEach
    void serve() {
        MessageCodec.register(vertx);
        store.serve(bus);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whatGetsNoEvaluationIsAskedForOnceAndAgainOnlyWhenATurnCameLate() {
        // Given
        UUID unanswered = inVain(3);
        pickUpUntilAsked(unanswered, 1);
        UUID deliveredLate = inVain(1);
        pickUpUntilAsked(deliveredLate, 1);

        // When
        store.put(deliveredLate, InterviewState.ABANDONED, 2);
        pickUpUntilAsked(deliveredLate, 2);

        // Then
        assertThat(asked).containsExactly(unanswered, deliveredLate, deliveredLate);
        assertThat(meters.counter("rbv.agent.evaluations", "outcome", "none").count())
                .isEqualTo(3);
    }

    @Test
    void whatIsStillWithoutItsEvaluationIsAskedForInEveryListing() {
        // Given
        UUID completed = UUID.randomUUID();
        store.put(completed, InterviewState.COMPLETED, 6);

        // When
        pickUpUntilAsked(completed, 1);
        pickUpUntilAsked(completed, 2);

        // Then
        assertThat(meters.counter("rbv.agent.evaluations", "outcome", "written").count())
                .isEqualTo(2);
    }

    private UUID inVain(int turns) {
        UUID id = UUID.randomUUID();
        store.put(id, InterviewState.ABANDONED, turns);
        inVain.add(id);
        return id;
    }

    private Future<Boolean> evaluate(UUID interviewId) {
        asked.add(interviewId);
        return Future.succeededFuture(!inVain.contains(interviewId));
    }

    /** Returns when all that the listing led to is done. */
    private void pickUpUntilAsked(UUID interviewId, int times) {
        double before = outcomes();
        context.runOnContext(ignored -> afterTheEnd.pickUp());
        Waiting.until(() -> asked.stream().filter(interviewId::equals).count() == times && outcomes() > before);
    }

    private double outcomes() {
        return meters.find("rbv.agent.evaluations").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
