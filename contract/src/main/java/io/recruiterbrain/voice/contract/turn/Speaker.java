package io.recruiterbrain.voice.contract.turn;

public enum Speaker {
    AGENT,
    CANDIDATE
}
