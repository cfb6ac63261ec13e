package io.recruiterbrain.voice.contract.agent;

/** What the agent is doing, in LiveKit's words with one terminal state added. */
public enum AgentState {
    INITIALIZING,
    LISTENING,
    THINKING,
    SPEAKING,
    CLOSED
}
