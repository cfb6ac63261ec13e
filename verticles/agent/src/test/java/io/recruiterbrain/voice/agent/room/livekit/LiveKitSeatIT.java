package io.recruiterbrain.voice.agent.room.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.RecordedAudio;
import io.recruiterbrain.voice.agent.room.RecordingRoomListener;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.Signals;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A room that somebody else made and named, with people whom we did not invite. */
class LiveKitSeatIT {
    private static final int RATE = 48_000;
    private static final String ROOM = "somebodys-room";
    private static final Vertx VERTX = Vertx.vertx();
    private static final MediaEngine ENGINE =
            new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
    private static final LiveKitServer SERVER = LiveKitServer.start();
    private static final LiveKitConfig CONFIG =
            LiveKitConfig.of(SERVER.url(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    private static final LiveKitRoomProvider PROVIDER =
            new LiveKitRoomProvider(VERTX, ENGINE, CONFIG, new SimpleMeterRegistry(), Clock.systemUTC());

    private final Operator operator = new Operator(CONFIG);
    private final RecordingRoomListener listener = new RecordingRoomListener();

    @AfterAll
    static void closeAll() {
        PROVIDER.close();
        ENGINE.close();
        SERVER.close();
        VERTX.close().await();
    }

    @Test
    void theFirstPersonIsTheCandidateAndOthersMayStay() {
        // Given
        String token = new LiveKitTokens(CONFIG, Clock.systemUTC()).agent(ROOM, "agent-of-a-job");
        Room room = PROVIDER.open(UUID.randomUUID(), new LiveKitSeat(ROOM, "agent-of-a-job", null, token));
        room.join(listener).await();
        RecordedAudio heard = new RecordedAudio();
        LiveKitPeer first = new LiveKitPeer(VERTX, ENGINE, SERVER.url(), RATE, heard);
        LiveKitPeer second = new LiveKitPeer(VERTX, ENGINE, SERVER.url(), RATE, frame -> {});

        // When
        first.join(operator.token(ROOM, "first")).await();
        listener.awaitEvents("connected");
        second.join(operator.token(ROOM, "second")); // is never listened to, thus never connected
        operator.awaitTrue(() -> operator.participants(ROOM).size() == 3);
        room.voice().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(1)));
        first.microphone().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(1)));

        // Then
        heard.awaitRun(0, 20, frame -> Signals.level(frame) > 3000);
        listener.audio().awaitRun(0, 20, frame -> Signals.level(frame) > 3000);
        assertThat(operator.participants(ROOM)).containsExactly("agent-of-a-job", "first", "second");
        assertThat(listener.events()).containsExactly("connected");
        first.close();
        second.close();
        room.leave().await();
    }
}
