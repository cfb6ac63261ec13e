package io.recruiterbrain.voice.contract.agent;

import io.recruiterbrain.voice.contract.BusMessage;
import java.util.UUID;

/** How a join ended. */
public sealed interface JoinResult extends BusMessage {
    /**
     * An agent is in the room and answers on {@link SessionCommand#at}.
     *
     * @param nodeId node that holds the room
     */
    record Joined(UUID interviewId, UUID sessionId, String nodeId) implements JoinResult {}

    /**
     * Another supervisor holds the interview: ask that one, or wait until its lease is taken over.
     *
     * @param owner as in its {@link AgentPresence}
     */
    record HeldElsewhere(UUID interviewId, String owner) implements JoinResult {}

    /**
     * Every room is taken.
     *
     * @param rooms hard cap of the nodes asked
     */
    record AllBusy(int rooms) implements JoinResult {}
}
