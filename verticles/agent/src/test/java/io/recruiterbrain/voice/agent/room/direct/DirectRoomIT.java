package io.recruiterbrain.voice.agent.room.direct;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.room.BrowserMedia;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomContractTest;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.agent.room.webrtc.BrowserPeer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;

/** The contract of rooms, kept by direct rooms with a peer in this process. */
class DirectRoomIT extends RoomContractTest {
    private static final MediaEngine ENGINE =
            new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());

    @AfterAll
    static void closeEngine() {
        ENGINE.close();
    }

    @Override
    protected RoomProvider provider() {
        return new DirectRoomProvider(ENGINE);
    }

    @Override
    protected Candidate candidate(UUID interviewId, Room room, Consumer<AudioFrame> heard) {
        return new PeerCandidate((BrowserMedia) room, new BrowserPeer(ENGINE, 48_000, heard));
    }

    private record PeerCandidate(BrowserMedia room, BrowserPeer peer) implements Candidate {
        @Override
        public void connect() {
            for (MediaDirection direction : MediaDirection.values()) {
                String offer = peer.offer(direction).await();
                peer.accept(
                                direction,
                                room.offer(direction, null, offer).await().sdp())
                        .await();
            }
            peer.connected().await();
        }

        @Override
        public AudioOutput microphone() {
            return peer.microphone();
        }

        @Override
        public void close() {
            peer.close();
        }
    }
}
