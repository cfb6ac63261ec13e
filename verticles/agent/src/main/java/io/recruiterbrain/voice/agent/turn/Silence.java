package io.recruiterbrain.voice.agent.turn;

import java.time.Duration;
import java.time.Instant;

/** How long the candidate may say nothing. */
final class Silence {
    private final TurnConfig config;
    private Instant since = Instant.MIN;
    private boolean typing;
    private boolean patient;

    Silence(TurnConfig config) {
        this.config = config;
    }

    /** The candidate gave a sign: it begins anew. */
    void restart(Instant at) {
        since = at;
    }

    /** It began no earlier than this. */
    void notBefore(Instant at) {
        since = since.isAfter(at) ? since : at;
    }

    void typing(boolean on) {
        typing = on;
    }

    /** @param twice whether it may last twice as long */
    void patient(boolean twice) {
        patient = twice;
    }

    /** When it has lasted too long. */
    Instant over() {
        Duration allowed = typing ? config.typedSilence() : config.silence();
        return since.plus(patient ? allowed.multipliedBy(2) : allowed);
    }
}
