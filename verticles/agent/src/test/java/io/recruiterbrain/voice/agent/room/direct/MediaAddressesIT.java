package io.recruiterbrain.voice.agent.room.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.BrowserMedia.Answer;
import io.recruiterbrain.voice.agent.room.RecordingRoomListener;
import io.recruiterbrain.voice.agent.room.webrtc.BrowserPeer;
import io.recruiterbrain.voice.agent.room.webrtc.IceServer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The addresses and ports at which the agent lets itself be reached. */
class MediaAddressesIT {
    private static final int PORT_MIN = 42_100;
    private static final int PORT_MAX = 42_140;

    @Test
    void mediaStaysWithinThePortRangeAndOnLoopback() {
        // Given
        MediaConfig config =
                new MediaConfig(PORT_MIN, PORT_MAX, List.of(), true, Duration.ofSeconds(2), Duration.ofSeconds(3));

        // When
        List<String[]> candidates = candidatesOfAnInterview(config);

        // Then
        assertThat(candidates).isNotEmpty().allSatisfy(candidate -> {
            assertThat(candidate[4]).isIn("127.0.0.1", "::1");
            assertThat(Integer.parseInt(candidate[5])).isBetween(PORT_MIN, PORT_MAX);
        });
    }

    @Test
    void anIceServerThatDoesNotAnswerDelaysTheAnswerByTheTimeoutAtMost() {
        // Given
        IceServer silent = new IceServer("stun:192.0.2.254:3478", null, null);
        MediaConfig config =
                new MediaConfig(0, 0, List.of(silent), true, Duration.ofMillis(300), Duration.ofSeconds(3));

        // When
        long start = System.nanoTime();
        List<String[]> candidates = candidatesOfAnInterview(config);

        // Then
        assertThat(candidates).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }

    /** Connects a candidate; returns the parts of the answers' candidate lines. */
    private static List<String[]> candidatesOfAnInterview(MediaConfig config) {
        try (MediaEngine engine = new MediaEngine(config, new SimpleMeterRegistry());
                BrowserPeer peer = new BrowserPeer(engine, 48_000, frame -> {})) {
            DirectRoom room = (DirectRoom) new DirectRoomProvider(engine).open(UUID.randomUUID());
            RecordingRoomListener listener = new RecordingRoomListener();
            room.join(listener).await();
            StringBuilder answers = new StringBuilder();
            for (MediaDirection direction : MediaDirection.values()) {
                Answer answer = room.offer(
                                direction, null, peer.offer(direction).await())
                        .await();
                peer.accept(direction, answer.sdp()).await();
                answers.append(answer.sdp());
            }
            listener.awaitEvents("connected");
            room.leave().await();
            return answers.toString()
                    .lines()
                    .filter(line -> line.startsWith("a=candidate:"))
                    .map(line -> line.split(" "))
                    .toList();
        }
    }
}
