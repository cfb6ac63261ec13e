package io.recruiterbrain.voice.agent.room.livekit;

import org.jspecify.annotations.Nullable;

/**
 * The agent's place in a room that somebody else made, as LiveKit's dispatch assigns it.
 *
 * @param room its name
 * @param agentIdentity as it is in the token
 * @param candidateIdentity whom to talk to; absent for the first person who is there
 * @param token opens the room for the agent; masked in {@link #toString()}
 */
public record LiveKitSeat(
        String room, String agentIdentity, @Nullable String candidateIdentity, String token) {
    @Override
    public String toString() {
        return "LiveKitSeat[" + room + ", " + agentIdentity + "]";
    }
}
