package io.recruiterbrain.voice.benchmarks.figures;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitPeer;
import io.recruiterbrain.voice.agent.room.webrtc.BrowserPeer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The way of a candidate's voice to the agent and back, by WebRTC on loopback. Blocking. */
sealed interface CandidateConnection extends AutoCloseable {
    AudioOutput microphone();

    @Override
    void close();

    /** By LiveKit when the interview was started with a token for it, straight to the node otherwise. */
    static CandidateConnection open(CandidateApi api, String sessionId, JsonObject started, Consumer<AudioFrame> ear)
            throws TimeoutException {
        return started.getString("livekit_token") == null
                ? Direct.open(api, sessionId, ear)
                : LiveKit.open(URI.create(started.getString("livekit_url")), started.getString("livekit_token"), ear);
    }

    private static MediaEngine loopback() {
        return new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
    }

    private static <T> T await(Future<T> future, long seconds) throws TimeoutException {
        return future.await(seconds, TimeUnit.SECONDS);
    }

    /** As the candidate's page is connected without LiveKit. */
    record Direct(MediaEngine media, BrowserPeer peer) implements CandidateConnection {
        private static Direct open(CandidateApi api, String sessionId, Consumer<AudioFrame> ear)
                throws TimeoutException {
            MediaEngine media = loopback();
            Direct made = new Direct(media, new BrowserPeer(media, AudioFrame.SPEECH_RATE, ear));
            for (MediaDirection direction : MediaDirection.values()) {
                String offer = await(made.peer.offer(direction), 10);
                await(made.peer.accept(direction, api.offer(direction, sessionId, offer)), 10);
            }
            await(made.peer.connected(), 15);
            return made;
        }

        @Override
        public AudioOutput microphone() {
            return peer.microphone();
        }

        @Override
        public void close() {
            peer.close();
            media.close();
        }
    }

    /** An ordinary participant of a LiveKit room. */
    record LiveKit(Vertx vertx, MediaEngine media, LiveKitPeer peer) implements CandidateConnection {
        private static LiveKit open(URI url, String token, Consumer<AudioFrame> ear) throws TimeoutException {
            Vertx vertx = Vertx.vertx();
            MediaEngine media = loopback();
            LiveKit made = new LiveKit(vertx, media, new LiveKitPeer(vertx, media, url, AudioFrame.SPEECH_RATE, ear));
            await(made.peer.join(token), 30);
            return made;
        }

        @Override
        public AudioOutput microphone() {
            return peer.microphone();
        }

        @Override
        public void close() {
            peer.close();
            media.close();
            vertx.close().await();
        }
    }
}
