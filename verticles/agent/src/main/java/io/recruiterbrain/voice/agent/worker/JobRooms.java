package io.recruiterbrain.voice.agent.worker;

import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitSeat;
import java.util.UUID;

/** Opens the rooms that jobs are assigned to. */
@FunctionalInterface
public interface JobRooms {
    /** A room that nobody has joined. */
    Room open(UUID interviewId, LiveKitSeat seat);
}
