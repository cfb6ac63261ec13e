package io.recruiterbrain.voice.agent.plan;

/** Where an interview stands. */
enum Phase {
    NEW,
    GREETING,
    ASKING,
    CLOSING,
    ENDED
}
