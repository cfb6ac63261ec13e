package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The rooms of this node, for whoever brings interviews to it. To be used on the supervisor's context only. */
public interface InterviewHost {
    /** Hard cap on interviews held at the same time. */
    int cap();

    /** Rooms that are taken or promised now. */
    int taken();

    /** Whether an interview is held here, or about to be. */
    boolean holds(UUID interviewId);

    /** Promises a room for as long as given; absent when none is free, or the node shuts down. */
    Optional<Permit> reserve(Duration atMost);

    /**
     * Holds an interview. One that is held here already stays where it is.
     *
     * @param roomName of the media room
     * @param permit used up, or given back when the interview is not begun
     * @param room opens the media room, when the interview is begun
     * @return fails with {@code BUSY} when the permit has run out and no room is free, with {@code NOT_FOUND},
     *     {@code INVALID_STATE} or {@code CONSENT_REQUIRED} for an interview that cannot be held
     */
    Future<Held> hold(UUID interviewId, String roomName, Permit permit, Supplier<Room> room);

    /** Leaves an interview so that it can go on later; harmless for one that is not held here. */
    Future<Void> release(UUID interviewId);

    /** A promised room. */
    interface Permit {
        /** The room is free again; harmless when it is used, or has been given back. */
        void giveBack();
    }

    /**
     * An interview that is held here.
     *
     * @param begun whether by this call
     * @param roomName media room it is held in
     * @param ended completes with its last state here: {@code RECOVERING} when it can go on later
     */
    record Held(boolean begun, String roomName, Future<InterviewState> ended) {}
}
