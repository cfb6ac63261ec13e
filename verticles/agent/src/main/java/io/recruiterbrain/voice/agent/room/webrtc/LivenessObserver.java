package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;

/** Tells the end of a data channel; what is sent on it is passed over. */
final class LivenessObserver implements RTCDataChannelObserver {
    private final RTCDataChannel channel;
    private final Runnable onEnd;

    LivenessObserver(RTCDataChannel channel, Runnable onEnd) {
        this.channel = channel;
        this.onEnd = onEnd;
    }

    @Override
    public void onStateChange() {
        if (channel.getState() == RTCDataChannelState.CLOSED) {
            onEnd.run();
        }
    }

    @Override
    public void onBufferedAmountChange(long previousAmount) {}

    @Override
    public void onMessage(RTCDataChannelBuffer buffer) {}
}
