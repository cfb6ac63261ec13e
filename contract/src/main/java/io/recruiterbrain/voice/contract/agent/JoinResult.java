package io.recruiterbrain.voice.contract.agent;

import io.recruiterbrain.voice.contract.BusMessage;
import java.util.UUID;

/** How a join ended. */
public sealed interface JoinResult extends BusMessage {
    /**
     * An agent is in the room and answers on {@link SessionCommand#address}.
     *
     * @param nodeId node that holds the room
     */
    record Joined(UUID interviewId, UUID sessionId, String nodeId) implements JoinResult {}

    /**
     * Every room is taken.
     *
     * @param rooms hard cap of the nodes asked
     */
    record AllBusy(int rooms) implements JoinResult {}
}
