package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.Timeline.Incident;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How interviews leave this node without being over: at a shutdown, in order, to another owner where there is one; or at
 * once, when their own thread hangs. On the supervisor's context.
 */
final class Departures {
    private enum Outcome {
        TAKEN,
        NOBODYS,
        OVER
    }

    /** So many agents of an interview that hung are replaced, and no more. */
    private static final int MOST_HANGS = 3;

    private static final Duration HANGS_WITHIN = Duration.ofHours(1);

    private final Vertx vertx;
    private final Bus bus;
    private final RoomBook book;
    private final Leases leases;
    private final Timeline timeline;
    private final Duration drainTimeout;
    private final Clock clock;
    private final Consumer<UUID> reopen;

    /** @param reopen goes on with an interview here that no other owner takes */
    Departures(
            Vertx vertx,
            Bus bus,
            RoomBook book,
            Leases leases,
            Timeline timeline,
            Duration drainTimeout,
            Clock clock,
            Consumer<UUID> reopen) {
        this.vertx = vertx;
        this.bus = bus;
        this.book = book;
        this.leases = leases;
        this.timeline = timeline;
        this.drainTimeout = drainTimeout;
        this.clock = clock;
        this.reopen = reopen;
    }

    /** Leaves every room: to another owner between two turns, with a closing sentence when there is none. */
    Future<?> all() {
        List<AgentPresence> others = leases.peers().present().stream()
                .filter(each -> each.free() > 0)
                .toList();
        // Who has a rolling restart behind it will not leave again, and the candidate hears of one change only.
        List<AgentPresence> later = leases.peers().presentSinceLater();
        Relay relay = new Relay(
                bus,
                later,
                others.stream().filter(each -> !later.contains(each)).toList());
        return Future.join(book.all().stream()
                .map(room -> others.isEmpty() ? room.leave(vertx) : handOver(room, relay))
                .toList());
    }

    private Future<?> handOver(OpenRoom room, Relay relay) {
        return room.deployed()
                .compose(deployed -> here(deployed.verticle().handOver(drainTimeout))
                        .compose(ended -> room.ended().future())
                        .compose(state -> state == InterviewState.RECOVERING
                                ? relay.offer(
                                                room.interviewId(),
                                                deployed.verticle().sessionId())
                                        .map(taken -> taken ? Outcome.TAKEN : Outcome.NOBODYS)
                                : Future.succeededFuture(Outcome.OVER)))
                .<Void>compose(outcome -> switch (outcome) {
                    case TAKEN -> {
                        timeline.put(room.interviewId(), Incident.HANDED_OVER);
                        yield Future.succeededFuture();
                    }
                    case NOBODYS -> keepForLater(room.interviewId());
                    case OVER -> Future.succeededFuture();
                })
                .transform(done -> room.leave(vertx));
    }

    /** The same outcome, on the supervisor's context. */
    private <T> Future<T> here(Future<T> elsewhere) {
        return Future.fromCompletionStage(elsewhere.toCompletionStage(), vertx.getOrCreateContext());
    }

    /** No other owner had a room for it after all: the candidate can come back to it. */
    private Future<Void> keepForLater(UUID interviewId) {
        return leases.acquire(interviewId, null)
                .compose(lease -> bus.ask(
                                ChangeState.ADDRESS,
                                new ChangeState(
                                        interviewId,
                                        InterviewState.RECOVERING,
                                        clock.instant(),
                                        null,
                                        EndReason.SHUTDOWN.word(),
                                        lease.fence()))
                        .transform(moved -> leases.release(interviewId, lease)));
    }

    /** Its thread hangs and nothing can be awaited of it: it is made silent from here, and another agent goes on. */
    void hung(OpenRoom room) {
        Lease lease = Objects.requireNonNull(room.lease(), "deployed without a lease");
        InterviewVerticle verticle = room.deployed().result().verticle();
        verticle.abandon();
        room.leave(vertx);
        book.free(room);
        timeline.count(room.interviewId(), Incident.AGENT_HUNG, clock.instant().minus(HANGS_WITHIN))
                .otherwise(0L)
                .onSuccess(before -> {
                    timeline.put(room.interviewId(), Incident.AGENT_HUNG);
                    if (before < MOST_HANGS) {
                        replace(room, lease, verticle.sessionId());
                    } else {
                        giveUp(room, lease);
                    }
                });
    }

    private void replace(OpenRoom room, Lease lease, @Nullable UUID sessionId) {
        Relay relay = new Relay(bus, List.of(), leases.peers().present());
        ChangeState left = new ChangeState(
                room.interviewId(), InterviewState.RECOVERING, clock.instant(), null, null, lease.fence());
        bus.ask(ChangeState.ADDRESS, left)
                .transform(moved -> leases.release(room.interviewId(), lease))
                .onComplete(released -> room.ended().tryComplete(InterviewState.RECOVERING))
                .compose(released -> relay.offer(room.interviewId(), sessionId))
                .onSuccess(taken -> {
                    if (taken) {
                        // Who joins is not expected to come in another's place.
                        bus.publish(
                                LiveUpdate.TOPIC,
                                new LiveUpdate.AgentMoved(room.interviewId(), lease.fence() + 1, null));
                    } else {
                        reopen.accept(room.interviewId());
                    }
                });
    }

    /** What makes agent after agent hang would make the next one hang as well. */
    private void giveUp(OpenRoom room, Lease lease) {
        UUID interviewId = room.interviewId();
        timeline.put(interviewId, Incident.AGENT_GIVEN_UP);
        String reason = EndReason.FAILED.word();
        bus.ask(
                        ChangeState.ADDRESS,
                        new ChangeState(
                                interviewId, InterviewState.FAILED, clock.instant(), null, reason, lease.fence()))
                .onSuccess(
                        failed -> bus.publish(LiveUpdate.TOPIC, new LiveUpdate.ConversationEnded(interviewId, reason)))
                .transform(failed -> leases.release(interviewId, lease))
                .onComplete(released -> room.ended().tryComplete(InterviewState.FAILED));
    }
}
