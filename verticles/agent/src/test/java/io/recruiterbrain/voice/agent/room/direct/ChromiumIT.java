package io.recruiterbrain.voice.agent.room.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.RecordingRoomListener;
import io.recruiterbrain.voice.agent.room.Signals;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A direct room with the browser that candidates use. */
@ExtendWith(VertxExtension.class)
class ChromiumIT {
    private static final Logger LOG = LoggerFactory.getLogger(ChromiumIT.class);
    private static final int RATE = 48_000;
    private static final int MICROPHONE_TONE = 700;
    private static final int VOICE_TONE = 440;
    private static final MediaEngine ENGINE =
            new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());

    private final DirectRoom room = (DirectRoom) new DirectRoomProvider(ENGINE).open(UUID.randomUUID());
    private final RecordingRoomListener listener = new RecordingRoomListener();
    private ChromiumPage page;

    @BeforeEach
    void openPage(Vertx vertx, @TempDir Path folder) throws IOException {
        AudioFrame microphone = Signals.sine(MICROPHONE_TONE, 8000, RATE, Duration.ofSeconds(10));
        page = new ChromiumPage(vertx, room, microphone, folder);
        page.load();
        room.join(listener).await();
    }

    @AfterEach
    void closePage() {
        page.close();
        room.leave().await();
    }

    @AfterAll
    static void closeEngine() {
        ENGINE.close();
    }

    @Test
    void audioFlowsBothWays() {
        // Given
        page.connect();
        listener.awaitEvents("connected");

        // When
        room.voice().write(Signals.sine(VOICE_TONE, 8000, 16_000, Duration.ofSeconds(3)));
        room.voice().drained().await();

        // Then
        short[] heard = page.heard();
        int start = firstLoud(heard) + RATE / 2;
        assertThat(Signals.usualAmplitude(heard, start, start + RATE, VOICE_TONE, RATE))
                .isCloseTo(8000, within(2000.0));
        listener.audio().awaitRun(0, 100, frame -> Signals.level(frame) > 1000);
        short[] microphone = listener.audio().samplesFrom(listener.audio().frameCount() - 100);
        assertThat(Signals.usualSignalToNoise(
                        microphone, 0, AudioFrame.SPEECH_RATE, MICROPHONE_TONE, AudioFrame.SPEECH_RATE))
                .isGreaterThan(5);
    }

    @Test
    void aClearedVoiceIsSilentInThePageSoon() {
        // Given
        page.connect();
        listener.awaitEvents("connected");
        long written = System.currentTimeMillis();
        room.voice().write(Signals.sine(VOICE_TONE, 8000, RATE, Duration.ofSeconds(30)));
        page.awaitTrue("room.heard.lastLoudAt - room.heard.loudAt > 1000");

        // When
        long cleared = System.currentTimeMillis();
        room.voice().clear();

        // Then
        page.awaitTrue("room.heard.level < 0.001");
        long onset = Math.round(((Number) page.run("room.heard.loudAt")).doubleValue()) - written;
        long silence = Math.round(((Number) page.run("room.heard.lastLoudAt")).doubleValue()) - cleared;
        LOG.atInfo()
                .addKeyValue("onsetMs", onset)
                .addKeyValue("silenceMs", silence)
                .log("latency at the page");
        assertThat(silence).isLessThan(2000);
        assertThat(onset).isLessThan(2000);
    }

    @Test
    void aPageThatRestartsIceGoesOnWithoutACut() {
        // Given
        page.connect();
        listener.awaitEvents("connected");

        // When
        page.run("room.restart()");

        // Then
        page.run("room.forget()");
        int frames = listener.audio().frameCount();
        room.voice().write(Signals.sine(VOICE_TONE, 8000, RATE, Duration.ofSeconds(1)));
        page.awaitTrue("room.heard.lastLoudAt - room.heard.loudAt > 500");
        listener.audio().awaitRun(frames, 50, frame -> Signals.level(frame) > 1000);
        assertThat(listener.events()).containsExactly("connected");
    }

    @Test
    void aPageThatIsReloadedIsNoticedAndComesBack() {
        // Given
        page.connect();
        listener.awaitEvents("connected");

        // When
        page.load();
        listener.awaitEvents("connected", "disconnected");
        page.connect();

        // Then
        listener.awaitEvents("connected", "disconnected", "connected");
        room.voice().write(Signals.sine(VOICE_TONE, 8000, RATE, Duration.ofSeconds(1)));
        page.awaitTrue("room.heard.lastLoudAt - room.heard.loudAt > 500");
    }

    @Test
    void aPageWhoseConnectionsTheAgentClosesIsToldByTheLivenessChannel() {
        // Given
        page.connect();
        listener.awaitEvents("connected");

        // When
        room.closeAll().await();

        // Then
        page.awaitTrue("room.heard.closed.length === 1");
    }

    private static int firstLoud(short[] samples) {
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > 1000) {
                return i;
            }
        }
        throw new AssertionError("the page heard nothing");
    }
}
