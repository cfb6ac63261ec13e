package io.recruiterbrain.voice.agent.room.direct;

import static java.util.Objects.requireNonNull;

import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import java.util.UUID;

/**
 * Rooms without a media server: the browser's connections end in this process. Each room is a
 * {@link io.recruiterbrain.voice.agent.room.BrowserMedia} too.
 */
public final class DirectRoomProvider implements RoomProvider {
    private final MediaEngine engine;

    /** @param engine belongs to whoever made it; it must be closed after this provider and its rooms */
    public DirectRoomProvider(MediaEngine engine) {
        this.engine = requireNonNull(engine, "engine is null");
    }

    @Override
    public Room open(UUID interviewId) {
        return new DirectRoom(engine, interviewId);
    }

    /** Rooms are left by those who opened them; there is nothing else to free. */
    @Override
    public void close() {}
}
