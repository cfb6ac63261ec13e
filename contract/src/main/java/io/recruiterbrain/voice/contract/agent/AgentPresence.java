package io.recruiterbrain.voice.contract.agent;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;

/**
 * What a supervisor tells everybody about itself, each second on {@link #TOPIC}. A hint for who distributes joins, never a
 * promise: the supervisor itself gives the room, or has none.
 *
 * @param owner name that its leases carry; its own addresses end with it
 * @param rooms held or promised now
 * @param cap rooms that it may hold now; falls below the configured one while the processor has no time left
 * @param draining whether it takes no more
 */
public record AgentPresence(String owner, String nodeId, int rooms, int cap, boolean draining) implements BusMessage {
    public static final String TOPIC = "agent.presence";

    public AgentPresence {
        Checks.text(owner, "owner", 300);
        Checks.text(nodeId, "nodeId", 200);
        Checks.range(rooms, "rooms", 0, 100_000);
        Checks.range(cap, "cap", 0, 100_000);
    }

    /** Rooms that it would give now. */
    public int free() {
        return draining ? 0 : Math.max(0, cap - rooms);
    }
}
