package io.recruiterbrain.voice.agent.worker;

import static io.recruiterbrain.voice.contract.Checks.require;

import io.recruiterbrain.voice.agent.room.livekit.LiveKitConfig;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How this node offers itself to a LiveKit server.
 *
 * @param server where it is, and what opens it
 * @param agentName by which dispatches ask for it, {@code LIVEKIT_AGENT_NAME}
 * @param permitTimeout for how long a room is kept for a job that was accepted and is not assigned yet
 */
public record WorkerConfig(LiveKitConfig server, String agentName, Duration permitTimeout) {
    public static final String DEFAULT_AGENT_NAME = "recruiterbrain";

    /** The server waits ten seconds for our answer, and assigns at once after it. */
    public static final Duration DEFAULT_PERMIT_TIMEOUT = Duration.ofSeconds(10);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public WorkerConfig {
        // Without a name the server would send every room of its own accord.
        require(
                NAME.matcher(agentName).matches(),
                "LIVEKIT_AGENT_NAME must be 1 to 64 letters, digits, dots, dashes and underscores");
        require(permitTimeout.isPositive(), "the time to keep a room for a job must be positive");
    }

    public static WorkerConfig of(LiveKitConfig server, String agentName) {
        return new WorkerConfig(server, agentName, DEFAULT_PERMIT_TIMEOUT);
    }
}
