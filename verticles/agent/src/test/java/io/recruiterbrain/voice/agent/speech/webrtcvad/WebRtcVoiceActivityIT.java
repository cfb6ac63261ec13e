package io.recruiterbrain.voice.agent.speech.webrtcvad;

import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.VoiceActivityContractTest;

class WebRtcVoiceActivityIT extends VoiceActivityContractTest {
    @Override
    protected VoiceActivity open() {
        return new WebRtcVoiceActivity();
    }

    @Override
    protected boolean tellsMusicFromSpeech() {
        return false;
    }
}
