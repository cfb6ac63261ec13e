package io.recruiterbrain.voice.agent.room;

/** What happens in a room. Called on media threads: hand over and return. */
public interface RoomListener {
    /** The candidate can hear the agent, for the first time or again. */
    void onCandidateConnected();

    /** The candidate's connection is gone; it may come back. */
    void onCandidateDisconnected();

    /** 10 ms of the candidate's microphone, 16 kHz mono, without gaps while the microphone is connected. */
    void onAudio(AudioFrame frame);

    /** A message that the candidate typed in the room's own chat. */
    void onText(String text);
}
