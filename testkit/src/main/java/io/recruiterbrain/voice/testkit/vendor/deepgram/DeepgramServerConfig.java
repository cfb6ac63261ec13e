package io.recruiterbrain.voice.testkit.vendor.deepgram;

import java.time.Duration;

/**
 * @param apiKey the only key that is let in
 * @param finalLatency from {@code Finalize} or a pause to the final result
 * @param interimLatency of interim results
 * @param jitter most that comes on top of a latency, by chance
 * @param silenceLimit without audio and KeepAlive the connection is closed after it; Deepgram takes ten seconds
 * @param streams that may be open at once; one more is answered with 429
 */
public record DeepgramServerConfig(
        String apiKey,
        Duration finalLatency,
        Duration interimLatency,
        Duration jitter,
        Duration silenceLimit,
        int streams) {
    /** As fast as the recogniser is, with Deepgram's own limits. */
    public static DeepgramServerConfig prompt(String apiKey) {
        return new DeepgramServerConfig(
                apiKey, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), 100);
    }

    public DeepgramServerConfig withLatency(Duration finals, Duration interims) {
        return new DeepgramServerConfig(apiKey, finals, interims, jitter, silenceLimit, streams);
    }

    public DeepgramServerConfig withJitter(Duration most) {
        return new DeepgramServerConfig(apiKey, finalLatency, interimLatency, most, silenceLimit, streams);
    }

    public DeepgramServerConfig withSilenceLimit(Duration limit) {
        return new DeepgramServerConfig(apiKey, finalLatency, interimLatency, jitter, limit, streams);
    }

    public DeepgramServerConfig withStreams(int most) {
        return new DeepgramServerConfig(apiKey, finalLatency, interimLatency, jitter, silenceLimit, most);
    }

    @Override
    public String toString() {
        return "DeepgramServerConfig[finalLatency=" + finalLatency + ", streams=" + streams + "]";
    }
}
