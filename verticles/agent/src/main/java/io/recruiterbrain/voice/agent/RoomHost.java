package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.Opening.Place;
import io.recruiterbrain.voice.agent.Timeline.Incident;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings interviews into the rooms of this node: whose candidate joins, which a job asks for, whose owner is gone. Never
 * more than the {@link RoomBook} has rooms. On the supervisor's context.
 */
final class RoomHost implements InterviewHost {
    private final Vertx vertx;
    private final String nodeId;
    private final RoomBook book;
    private final Opening opening;
    private final LeftTurns leftTurns;
    private final Timeline timeline;
    private final RoomProvider rooms;
    private final MeterRegistry meters;

    RoomHost(
            Vertx vertx,
            String nodeId,
            RoomBook book,
            Opening opening,
            LeftTurns leftTurns,
            Timeline timeline,
            RoomProvider rooms,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.nodeId = nodeId;
        this.book = book;
        this.opening = opening;
        this.leftTurns = leftTurns;
        this.timeline = timeline;
        this.rooms = rooms;
        this.meters = meters;
    }

    @Override
    public int cap() {
        return book.cap();
    }

    @Override
    public int taken() {
        return book.taken();
    }

    @Override
    public boolean holds(UUID interviewId) {
        return book.of(interviewId) != null;
    }

    @Override
    public Optional<Permit> reserve(Duration atMost) {
        return book.reserve(atMost);
    }

    @Override
    public Future<Held> hold(UUID interviewId, String roomName, Permit permit, Supplier<Room> room) {
        boolean promised = book.use(permit);
        OpenRoom taken = book.of(interviewId);
        if (taken != null) {
            return taken.deployed()
                    .map(deployed ->
                            new Held(false, deployed.roomName(), taken.ended().future()));
        }
        if (book.isDraining() || (!promised && book.isFull())) {
            countJoin("busy");
            return Future.failedFuture(new ServiceException(ErrorCode.BUSY, "no room is free on this node"));
        }
        OpenRoom opened = open(interviewId, UUID.randomUUID(), null, interview -> new Place(roomName, room));
        return opened.deployed()
                .map(deployed -> new Held(true, roomName, opened.ended().future()));
    }

    @Override
    public Future<Void> release(UUID interviewId) {
        OpenRoom room = book.of(interviewId);
        return room == null ? Future.succeededFuture() : room.leave(vertx);
    }

    /** Lets a candidate's browser into the room of its interview, which is opened when nobody holds it. */
    Future<JoinResult> join(JoinInterview request) {
        UUID interviewId = request.interviewId();
        OpenRoom taken = book.of(interviewId);
        if (taken != null) {
            return taken.deployed()
                    .compose(deployed -> deployed.verticle().takeOver(request.sessionId()))
                    .map(done -> joined(request))
                    .recover(fault -> elsewhere(interviewId, fault));
        }
        if (book.isFull()) {
            countJoin("busy");
            return Future.succeededFuture(new JoinResult.AllBusy(book.cap()));
        }
        return open(interviewId, request.sessionId(), null, this::ownPlace)
                .deployed()
                .map(done -> joined(request))
                .recover(fault -> elsewhere(interviewId, fault));
    }

    private JoinResult joined(JoinInterview request) {
        return new JoinResult.Joined(request.interviewId(), request.sessionId(), nodeId);
    }

    private static Future<JoinResult> elsewhere(UUID interviewId, Throwable fault) {
        return fault instanceof HeldElsewhere held
                ? Future.succeededFuture(new JoinResult.HeldElsewhere(interviewId, held.owner()))
                : Future.failedFuture(fault);
    }

    /** Gives a command to the agent in the room; fails with {@code UNAVAILABLE} when there is none here. */
    Future<SessionReply> handOn(SessionCommand command) {
        OpenRoom room = book.of(command.interviewId());
        return room == null || !room.deployed().isComplete()
                ? Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "nobody is in this room here"))
                : room.deployed().compose(deployed -> deployed.verticle().take(command));
    }

    /** Goes on with an interview whose owner is gone, when there is a room for it. */
    Future<?> take(HeldLease expired) {
        if (book.isFull() || holds(expired.interviewId())) {
            return Future.succeededFuture();
        }
        return open(expired.interviewId(), null, expired, this::ownPlace)
                .deployed()
                .onSuccess(taken -> timeline.put(expired.interviewId(), Incident.AGENT_RECOVERED));
    }

    /** Goes on with an interview that this node has left and nobody else took, when there is a room for it. */
    void reopen(UUID interviewId) {
        if (!book.isFull() && !holds(interviewId)) {
            open(interviewId, null, null, this::ownPlace);
        }
    }

    private Place ownPlace(Interview interview) {
        return new Place(interview.roomName(), () -> rooms.open(interview.interviewId()));
    }

    private OpenRoom open(
            UUID interviewId, @Nullable UUID sessionId, @Nullable HeldLease expired, Function<Interview, Place> place) {
        // The room is taken before anything is awaited: two joins at once can never pass the cap together.
        OpenRoom room = new OpenRoom(interviewId);
        book.take(room);
        // What this node still has of it is stored before anybody goes on with it here.
        leftTurns
                .settled(interviewId)
                .compose(settled -> opening.open(new Opening.Request(interviewId, sessionId, expired, place), room))
                .onComplete(outcome -> {
                    countJoin(outcome.succeeded() ? "joined" : "refused");
                    if (outcome.failed()) {
                        book.free(room);
                    }
                    room.opening().handle(outcome);
                });
        return room;
    }

    private void countJoin(String outcome) {
        Counter.builder("rbv.agent.joins")
                .description("Candidates who came to this node")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
