package io.recruiterbrain.voice.agent.room.livekit;

import java.util.List;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantInfo;

/** Hears what happens in an {@link RtcSession}, on the control thread; nothing after its close. */
interface SessionEvents {
    /** Others changed; the list is complete when {@code all}. */
    void onParticipants(List<ParticipantInfo> participants, boolean all);

    void onData(DataPacket packet);

    /** Somebody receives our voice, told once. */
    void onHeard();

    /** Media are up, interrupted, or our voice was muted: {@link RtcSession#isUp()}. */
    void onMedia();

    void onLost(Loss loss, Throwable cause);

    void onRefreshedToken(String token);
}
