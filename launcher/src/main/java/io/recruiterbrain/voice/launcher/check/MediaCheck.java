package io.recruiterbrain.voice.launcher.check;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.BrowserMedia;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomListener;
import io.recruiterbrain.voice.agent.room.direct.DirectRoomProvider;
import io.recruiterbrain.voice.agent.room.webrtc.BrowserPeer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects a browser's side and an agent's side over WebRTC and sends a tone each way. */
final class MediaCheck implements ComponentCheck.Trial {
    private static final int SECONDS = 15;

    private final MediaConfig config;

    MediaCheck(MediaConfig config) {
        this.config = config;
    }

    @Override
    public String run() throws Exception {
        CompletableFuture<Void> agentHears = new CompletableFuture<>();
        CompletableFuture<Void> browserHears = new CompletableFuture<>();
        long begun = System.nanoTime();
        try (MediaEngine engine = new MediaEngine(config.onLoopback(), new SimpleMeterRegistry());
                DirectRoomProvider rooms = new DirectRoomProvider(engine);
                BrowserPeer browser = new BrowserPeer(
                        engine, AudioFrame.SPEECH_RATE, frame -> completeWhenAudible(frame, browserHears))) {
            Room room = rooms.open(UUID.randomUUID());
            await(room.join(new Ear(agentHears)));
            for (MediaDirection direction : MediaDirection.values()) {
                String offer = await(browser.offer(direction));
                BrowserMedia.Answer answer = await(((BrowserMedia) room).offer(direction, null, offer));
                await(browser.accept(direction, answer.sdp()));
            }
            await(browser.connected());
            long connected = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                room.voice().write(tone(i));
                browser.microphone().write(tone(i));
            }
            CompletableFuture.allOf(agentHears, browserHears).get(SECONDS, TimeUnit.SECONDS);
            await(room.leave());
            return "audio both ways, connected in " + (connected - begun) / 1_000_000 + " ms";
        }
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(SECONDS, TimeUnit.SECONDS);
    }

    private static AudioFrame tone(int frame) {
        short[] samples = new short[AudioFrame.SPEECH_RATE / 100];
        for (int i = 0; i < samples.length; i++) {
            double seconds = (frame * samples.length + i) / (double) AudioFrame.SPEECH_RATE;
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * seconds));
        }
        return new AudioFrame(samples, AudioFrame.SPEECH_RATE);
    }

    private static void completeWhenAudible(AudioFrame frame, CompletableFuture<Void> heard) {
        for (short sample : frame.samples()) {
            if (Math.abs(sample) > 1000) {
                heard.complete(null);
                return;
            }
        }
    }

    private record Ear(CompletableFuture<Void> heard) implements RoomListener {
        @Override
        public void onCandidateConnected() {}

        @Override
        public void onCandidateDisconnected() {}

        @Override
        public void onAudio(AudioFrame frame) {
            completeWhenAudible(frame, heard);
        }

        @Override
        public void onText(String text) {}
    }
}
