package io.recruiterbrain.voice.agent.room;

import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.vertx.core.Future;

/** Audio both ways between the agent and one candidate. */
public interface Room {
    /**
     * Enters the room.
     *
     * @param listener called on the room's own threads; it must return at once
     */
    Future<Void> join(RoomListener listener);

    /** The agent's voice. */
    AudioOutput voice();

    /** Shows what the agent does, in rooms that have a place for it. Any thread. */
    default void agentState(AgentState state) {}

    /**
     * Shows what is said, in rooms that have a place for it. Any thread.
     *
     * @param segmentId the same for all updates of one utterance; each text replaces the one before
     * @param isFinal whether no further update of this segment follows
     */
    default void caption(Speaker speaker, String segmentId, String text, boolean isFinal) {}

    /** Leaves and frees every connection; leaving again is harmless. */
    Future<Void> leave();
}
