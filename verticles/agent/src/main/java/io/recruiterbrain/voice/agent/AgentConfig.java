package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.ConversationConfig;
import io.recruiterbrain.voice.agent.plan.PlanConfig;
import io.recruiterbrain.voice.agent.turn.TurnConfig;
import java.time.Duration;

/**
 * Settings of the agent role.
 *
 * @param nodeId names this node in {@code Interview.workerId}, the same after a restart; {@code RBV_NODE_ID}
 * @param rooms hard cap on interviews held at the same time; {@code RBV_AGENT_ROOMS}
 * @param cpuLimit load of the processor, 0 to 1, beyond which no room is given besides those that are held; 1 for none;
 *     {@code RBV_AGENT_CPU_LIMIT}
 * @param drainTimeout at a shutdown, time for handing over between two turns, or for closing sentences and saving; {@code RBV_DRAIN_TIMEOUT}
 */
public record AgentConfig(
        String nodeId,
        int rooms,
        double cpuLimit,
        Duration drainTimeout,
        TurnConfig turn,
        PlanConfig plan,
        ConversationConfig conversation) {
    public AgentConfig {
        require(!nodeId.isBlank() && nodeId.length() <= 200, "RBV_NODE_ID must have 1 to 200 characters");
        require(rooms >= 1 && rooms <= 10_000, "RBV_AGENT_ROOMS must be between 1 and 10000");
        require(cpuLimit > 0 && cpuLimit <= 1, "RBV_AGENT_CPU_LIMIT must be above 0 and at most 1");
        require(!drainTimeout.isNegative() && !drainTimeout.isZero(), "RBV_DRAIN_TIMEOUT must be positive");
    }

    /** Two rooms for each core, which is what the embedded recogniser bears. */
    public static AgentConfig defaults() {
        return new AgentConfig(
                "node-1",
                2 * Runtime.getRuntime().availableProcessors(),
                0.85,
                Duration.ofSeconds(15),
                TurnConfig.defaults(),
                PlanConfig.defaults(),
                ConversationConfig.defaults());
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
