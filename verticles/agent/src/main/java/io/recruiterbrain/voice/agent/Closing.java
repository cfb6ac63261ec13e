package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.Timeline.Incident;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Closes one interview's room: when it has ended, what was said is stored and its lease given back; when its lease is
 * lost, it is silent at once. On the supervisor's context.
 */
final class Closing {
    private final Vertx vertx;
    private final Context context;
    private final RoomBook book;
    private final Leases leases;
    private final LeftTurns leftTurns;
    private final Timeline timeline;
    private final Duration drainTimeout;
    private final Consumer<UUID> evaluate;

    /** @param evaluate called for an interview that has ended and is worth an evaluation */
    Closing(
            Vertx vertx,
            Context context,
            RoomBook book,
            Leases leases,
            LeftTurns leftTurns,
            Timeline timeline,
            Duration drainTimeout,
            Consumer<UUID> evaluate) {
        this.vertx = vertx;
        this.context = context;
        this.book = book;
        this.leases = leases;
        this.leftTurns = leftTurns;
        this.timeline = timeline;
        this.drainTimeout = drainTimeout;
        this.evaluate = evaluate;
    }

    /** Hears from an interview's agent, on any thread, until another lease than this one is held here. */
    InterviewVerticle.Listener listener(Holding holding) {
        return new InterviewVerticle.Listener() {
            @Override
            public void ended(EndedInterview interview) {
                context.runOnContext(ignored -> ofLease(holding).ifPresent(room -> end(room, holding, interview)));
            }

            @Override
            public void leaseLost() {
                context.runOnContext(ignored -> ofLease(holding).ifPresent(room -> lose(room)));
            }
        };
    }

    /** Its lease is lost: silence at once. */
    void lost(UUID interviewId) {
        OpenRoom room = book.of(interviewId);
        if (room != null) {
            lose(room);
        }
    }

    private void lose(OpenRoom room) {
        room.lost(() -> context.runOnContext(ignored -> timeline.put(room.interviewId(), Incident.LEASE_LOST)));
    }

    private Optional<OpenRoom> ofLease(Holding holding) {
        return Optional.ofNullable(book.of(holding.interviewId()))
                .filter(room -> holding.lease().equals(room.lease()));
    }

    private void end(OpenRoom room, Holding holding, EndedInterview interview) {
        book.free(room);
        boolean draining = book.isDraining();
        leftTurns
                .leftBy(interview, holding.lease().fence())
                .onSuccess(stored -> {
                    if (!draining && interview.toBeEvaluated()) {
                        evaluate.accept(interview.interviewId());
                    }
                })
                .compose(stored -> leases.release(interview.interviewId(), holding.lease()))
                .onComplete(released -> room.ended().tryComplete(interview.state()));
        if (draining) {
            vertx.setTimer(drainTimeout.toMillis(), late -> room.ended().tryFail("its turns wait for the next start"));
        } else {
            room.leave(vertx);
        }
    }
}
