package io.recruiterbrain.voice.agent.room.webrtc;

/** A peer connection that the engine counts, and closes when it closes itself. On the control thread. */
interface Link {
    boolean sends();

    void close();
}
