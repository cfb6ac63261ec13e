package io.recruiterbrain.voice.agent.room;

import java.util.UUID;

/** Makes rooms; one for each kind of media transport, shared by all interviews of a node. */
public interface RoomProvider extends AutoCloseable {
    /** A room that nobody has joined. */
    Room open(UUID interviewId);

    @Override
    void close();
}
