/** Rooms of a LiveKit server, which the agent joins as a participant of kind AGENT. Speaks LiveKit's signalling protocol 16. */
@NullMarked
package io.recruiterbrain.voice.agent.room.livekit;

import org.jspecify.annotations.NullMarked;
