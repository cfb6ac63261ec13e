package io.recruiterbrain.voice.agent.plan;

/** How an agent came to an interview. */
public enum Arrival {
    /** With the candidate, who joined; perhaps after having been away. */
    JOINED,
    /** In place of an agent that was lost in the middle of it. */
    RECOVERED,
    /** In place of an agent that left between two turns, on purpose. */
    HANDED_OVER
}
