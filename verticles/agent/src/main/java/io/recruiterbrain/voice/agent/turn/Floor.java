package io.recruiterbrain.voice.agent.turn;

/** Whose turn it is. */
enum Floor {
    /** The agent thinks, or goes on in a moment. */
    NOBODY,
    AGENT,
    /** The agent was stopped and may go on. */
    AGENT_CUT,
    CANDIDATE,
    /** The candidate's turn was closed and is being understood. */
    HANDED_OVER
}
