package io.recruiterbrain.voice.agent.speech.webrtcvad;

import io.recruiterbrain.voice.agent.room.webrtc.NativeMedia;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;

/**
 * The detector of WebRTC's native library, with a noise floor that adapts to the candidate's room. It takes music for a
 * voice.
 */
public final class WebRtcVoiceActivity implements VoiceActivity {
    /** Loads the native library, which names what is missing when it cannot. */
    public WebRtcVoiceActivity() {
        NativeMedia.load();
    }

    @Override
    public Detector newDetector(Options options) {
        return new WebRtcDetector(options);
    }

    /** Nothing to end: each detector owns what it uses. */
    @Override
    public void close() {}
}
