package io.recruiterbrain.voice.agent.room.livekit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomContractTest;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;

/** The contract of rooms, kept by rooms of a real LiveKit server. */
class LiveKitRoomIT extends RoomContractTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final MediaEngine ENGINE =
            new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
    private static final LiveKitServer SERVER = LiveKitServer.start();
    private static final LiveKitConfig CONFIG =
            LiveKitConfig.of(SERVER.url(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    private static final LiveKitRoomProvider PROVIDER =
            new LiveKitRoomProvider(VERTX, ENGINE, CONFIG, new SimpleMeterRegistry(), Clock.systemUTC());

    @AfterAll
    static void closeAll() {
        PROVIDER.close();
        ENGINE.close();
        SERVER.close();
        VERTX.close().await();
    }

    @Override
    protected RoomProvider provider() {
        return PROVIDER;
    }

    @Override
    protected Candidate candidate(UUID interviewId, Room room, Consumer<AudioFrame> heard) {
        LiveKitPeer peer = new LiveKitPeer(VERTX, ENGINE, SERVER.url(), 48_000, heard);
        String token = new LiveKitTokens(CONFIG, Clock.systemUTC()).candidate(interviewId, null);
        return new PeerCandidate(peer, token);
    }

    private record PeerCandidate(LiveKitPeer peer, String token) implements Candidate {
        @Override
        public void connect() {
            peer.join(token).await();
        }

        @Override
        public AudioOutput microphone() {
            return peer.microphone();
        }

        @Override
        public void close() {
            peer.close();
        }

        @Override
        public String toString() {
            return "PeerCandidate";
        }
    }
}
