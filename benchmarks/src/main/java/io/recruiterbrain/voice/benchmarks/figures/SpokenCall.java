package io.recruiterbrain.voice.benchmarks.figures;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.webrtc.BrowserPeer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.recruiterbrain.voice.launcher.candidate.EventStream;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The candidate's end of a spoken interview over real WebRTC, on the node's own machine: both share one clock. Blocking.
 */
final class SpokenCall implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final Ear ear = new Ear(clock);
    private final MediaEngine media = new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
    private final BrowserPeer peer = new BrowserPeer(media, AudioFrame.SPEECH_RATE, ear::accept);
    private final CandidateApi api;
    private final String sessionId;
    private final EventStream events;

    /** Consents, joins and connects. */
    SpokenCall(URI base, JsonObject started) throws TimeoutException {
        api = new CandidateApi(base, URI.create(started.getString("candidate_url")));
        api.consent(api.interview().getJsonObject("consent"));
        sessionId = api.join();
        events = api.events(sessionId);
        for (MediaDirection direction : MediaDirection.values()) {
            String offer = await(peer.offer(direction), 10);
            await(peer.accept(direction, api.offer(direction, sessionId, offer)), 10);
        }
        await(peer.connected(), 15);
    }

    /** From the first to the last audible sample of what was said. */
    record Said(Instant from, Instant to) {}

    /** Audio of a text, made before the call, so that it costs nothing while delays are measured. */
    static List<AudioFrame> speech(String text) {
        List<AudioFrame> frames = new ArrayList<>();
        try (FreeTtsTextToSpeech voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry())) {
            voice.speak(text, frames::add).done().await();
        }
        return frames;
    }

    EventStream events() {
        return events;
    }

    Ear ear() {
        return ear;
    }

    /** Speaks and waits until the last sample has gone out. */
    Said say(List<AudioFrame> speech) throws TimeoutException {
        Instant from = clock.instant();
        speech.forEach(peer.microphone()::write);
        await(peer.microphone().drained(), 120);
        return new Said(from, clock.instant().minus(silenceAtTheEnd(speech)));
    }

    void leave() {
        api.leave(sessionId);
    }

    @Override
    public void close() {
        events.close();
        peer.close();
        media.close();
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

    private static <T> T await(Future<T> future, long seconds) throws TimeoutException {
        return future.await(seconds, TimeUnit.SECONDS);
    }
}
