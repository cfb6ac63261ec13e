package io.recruiterbrain.voice.agent.room;

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

    /** Leaves and frees every connection; leaving again is harmless. */
    Future<Void> leave();
}
