package io.recruiterbrain.voice.benchmarks.figures;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.recruiterbrain.voice.launcher.candidate.EventStream;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The candidate's end of a spoken interview over real WebRTC, on the node's own machine: both share one clock. Blocking.
 */
final class SpokenCall implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final Ear ear = new Ear(clock);
    private final CandidateApi api;
    private final String sessionId;
    private final EventStream events;
    private final CandidateConnection connection;

    /** Consents, joins and connects. */
    SpokenCall(URI base, JsonObject started) throws TimeoutException {
        api = new CandidateApi(base, URI.create(started.getString("candidate_url")));
        api.consent(api.interview().getJsonObject("consent"));
        sessionId = api.join();
        events = api.events(sessionId);
        connection = CandidateConnection.open(api, sessionId, started, ear::accept);
    }

    /** From the first to the last audible sample of what was said. */
    record Said(Instant from, Instant to) {}

    EventStream events() {
        return events;
    }

    Ear ear() {
        return ear;
    }

    /** Speaks and waits until the last sample has gone out. */
    Said say(List<AudioFrame> speech) throws TimeoutException {
        Instant from = clock.instant();
        AudioOutput microphone = connection.microphone();
        speech.forEach(microphone::write);
        microphone.drained().await(120, TimeUnit.SECONDS);
        return new Said(from, clock.instant().minus(silenceAtTheEnd(speech)));
    }

    void leave() {
        api.leave(sessionId);
    }

    @Override
    public void close() {
        events.close();
        connection.close();
    }

    private static Duration silenceAtTheEnd(List<AudioFrame> speech) {
        Duration silence = Duration.ZERO;
        for (AudioFrame frame : speech.reversed()) {
            if (Ear.isAudible(frame.samples())) {
                break;
            }
            silence = silence.plus(frame.duration());
        }
        return silence;
    }
}
