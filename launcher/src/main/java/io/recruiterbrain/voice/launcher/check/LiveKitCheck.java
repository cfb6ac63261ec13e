package io.recruiterbrain.voice.launcher.check;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomListener;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Joins a room of its own on the LiveKit server, as the agent joins an interview's, and leaves it again. */
final class LiveKitCheck implements ComponentCheck.Trial {
    private static final int SECONDS = 30;

    private final MediaConfig config;
    private final Function<MediaEngine, RoomProvider> rooms;

    LiveKitCheck(MediaConfig config, Function<MediaEngine, RoomProvider> rooms) {
        this.config = config;
        this.rooms = rooms;
    }

    @Override
    public String run() throws Exception {
        try (MediaEngine engine = new MediaEngine(config, new SimpleMeterRegistry());
                RoomProvider provider = rooms.apply(engine)) {
            Room room = provider.open(UUID.randomUUID());
            long begun = System.nanoTime();
            await(room.join(new Nobody()));
            long joined = System.nanoTime();
            await(room.leave());
            return "the agent joined a room in " + (joined - begun) / 1_000_000 + " ms";
        }
    }

    private static void await(Future<Void> future) throws TimeoutException {
        future.await(SECONDS, TimeUnit.SECONDS);
    }

    /** Nobody has a token for the room. */
    private record Nobody() implements RoomListener {
        @Override
        public void onCandidateConnected() {}

        @Override
        public void onCandidateDisconnected() {}

        @Override
        public void onAudio(AudioFrame frame) {}

        @Override
        public void onText(String text) {}
    }
}
