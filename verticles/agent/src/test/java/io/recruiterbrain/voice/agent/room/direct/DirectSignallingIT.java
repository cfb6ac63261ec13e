package io.recruiterbrain.voice.agent.room.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.BrowserMedia.Answer;
import io.recruiterbrain.voice.agent.room.RecordedAudio;
import io.recruiterbrain.voice.agent.room.RecordingRoomListener;
import io.recruiterbrain.voice.agent.room.Signals;
import io.recruiterbrain.voice.agent.room.webrtc.BrowserPeer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offers good and bad, in every order. */
class DirectSignallingIT {
    private static final int RATE = 48_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MediaEngine engine = new MediaEngine(MediaConfig.defaults().onLoopback(), meters);
    private final DirectRoom room = (DirectRoom) new DirectRoomProvider(engine).open(UUID.randomUUID());
    private final RecordingRoomListener listener = new RecordingRoomListener();
    private final RecordedAudio heard = new RecordedAudio();
    private final BrowserPeer peer = new BrowserPeer(engine, RATE, heard);

    @AfterEach
    void close() {
        peer.close();
        room.leave().await();
        engine.close();
    }

    @Test
    void anIceRestartKeepsTheAudioFlowingBothWays() {
        // Given
        room.join(listener).await();
        Answer microphone = connect(peer, MediaDirection.MICROPHONE);
        Answer voice = connect(peer, MediaDirection.VOICE);
        listener.awaitEvents("connected");

        // When
        Answer newMicrophone = restart(MediaDirection.MICROPHONE, microphone.resourceId());
        Answer newVoice = restart(MediaDirection.VOICE, voice.resourceId());

        // Then
        assertThat(newMicrophone.resourceId()).isEqualTo(microphone.resourceId());
        assertThat(iceUfrag(newMicrophone)).isNotEqualTo(iceUfrag(microphone));
        assertThat(iceUfrag(newVoice)).isNotEqualTo(iceUfrag(voice));
        assertAudioBothWays();
        assertThat(listener.events()).containsExactly("connected");
    }

    @Test
    void aNewConnectionReplacesTheOneOfItsDirection() {
        // Given
        room.join(listener).await();
        Answer first = connect(peer, MediaDirection.MICROPHONE);
        connect(peer, MediaDirection.VOICE);
        listener.awaitEvents("connected");

        // When
        Answer second = connect(peer, MediaDirection.MICROPHONE);

        // Then
        listener.awaitEvents("connected", "disconnected", "connected");
        assertThat(second.resourceId()).isNotEqualTo(first.resourceId());
        assertAudioBothWays();
        assertFails(() -> restart(MediaDirection.MICROPHONE, first.resourceId()), ErrorCode.NOT_FOUND);
    }

    @Test
    void anotherBrowserTakesOver() {
        // Given
        room.join(listener).await();
        connectBoth(peer);
        listener.awaitEvents("connected");
        RecordedAudio heardByOther = new RecordedAudio();
        BrowserPeer other = new BrowserPeer(engine, RATE, heardByOther);

        // When
        room.closeAll().await();
        connectBoth(other);

        // Then
        listener.awaitEvents("connected", "disconnected", "connected");
        peer.ended().await();
        room.voice().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(1)));
        heardByOther.awaitRun(0, 30, frame -> Signals.level(frame) > 3000);
        other.close();
    }

    @Test
    void closingAConnectionEndsItAndClosingItAgainIsHarmless() {
        // Given
        room.join(listener).await();
        connect(peer, MediaDirection.MICROPHONE);
        Answer voice = connect(peer, MediaDirection.VOICE);
        listener.awaitEvents("connected");

        // When
        room.close(voice.resourceId()).await();
        room.close(voice.resourceId()).await();
        room.close("unknown").await();

        // Then
        listener.awaitEvents("connected", "disconnected");
    }

    @Test
    void anOfferIsRefusedBeforeTheAgentJoinedAndAfterItLeft() {
        // Given
        String offer = peer.offer(MediaDirection.VOICE).await();

        // When
        ThrowingCallable answering =
                () -> room.offer(MediaDirection.VOICE, null, offer).await();

        // Then
        assertFails(answering, ErrorCode.INVALID_STATE);
        room.join(listener).await();
        room.leave().await();
        assertFails(answering, ErrorCode.INVALID_STATE);
    }

    @Test
    void anOfferThatIsOvertakenByAnotherOneFailsAndTheOtherOneConnects() {
        // Given
        room.join(listener).await();
        connect(peer, MediaDirection.VOICE);
        String offer = peer.offer(MediaDirection.MICROPHONE).await();

        // When
        List<Future<Answer>> overtaken = Stream.generate(() -> room.offer(MediaDirection.MICROPHONE, null, offer))
                .limit(5)
                .toList();
        Answer last = room.offer(MediaDirection.MICROPHONE, null, offer).await();
        peer.accept(MediaDirection.MICROPHONE, last.sdp()).await();

        // Then
        listener.awaitEvents("connected");
        overtaken.forEach(each -> assertFails(each::await, ErrorCode.INVALID_STATE));
    }

    @Test
    void brokenOffersAreRefusedAndTheProcessLives() {
        // Given
        room.join(listener).await();
        String offer = peer.offer(MediaDirection.MICROPHONE).await();
        Random random = new Random(20);

        // When
        for (int i = 0; i < 150; i++) {
            String broken = damage(offer, random);
            try {
                room.offer(MediaDirection.MICROPHONE, null, broken).await();
            } catch (ServiceException e) {
                assertThat(e.code()).isIn(ErrorCode.INVALID_SDP, ErrorCode.INVALID_STATE);
            }
        }

        // Then
        connectBoth(peer);
        listener.awaitEvents(events -> events.contains("connected"));
        assertAudioBothWays();
    }

    @Test
    void aBrokenRestartLeavesTheConnectionAsItIs() {
        // Given
        room.join(listener).await();
        Answer microphone = connect(peer, MediaDirection.MICROPHONE);
        connect(peer, MediaDirection.VOICE);
        listener.awaitEvents("connected");
        String fewer = peer.restart(MediaDirection.MICROPHONE).await().replaceAll("(?s)m=application.*", "");

        // When
        ThrowingCallable restarting = () -> room.offer(MediaDirection.MICROPHONE, microphone.resourceId(), fewer)
                .await();

        // Then
        assertFails(restarting, ErrorCode.INVALID_SDP);
        assertAudioBothWays();
        assertThat(listener.events()).containsExactly("connected");
    }

    @Test
    void openingAndClosingAgainAndAgainLeavesNothingBehind() {
        // Given
        oneInterview();
        int threads = Thread.activeCount();
        long nativeThreads = nativeThreads();

        // When
        for (int i = 0; i < 20; i++) {
            oneInterview();
        }

        // Then
        assertThat(meters.get("rbv.media.connections")
                        .tag("flow", "send")
                        .gauge()
                        .value())
                .isZero();
        assertThat(meters.get("rbv.media.connections")
                        .tag("flow", "receive")
                        .gauge()
                        .value())
                .isZero();
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
        assertThat(nativeThreads()).isLessThanOrEqualTo(nativeThreads + 5);
    }

    @Test
    void anEngineThatClosesEndsItsConnections() {
        // Given
        room.join(listener).await();
        connectBoth(peer);
        listener.awaitEvents("connected");

        // When
        engine.close();

        // Then
        assertFails(() -> room.offer(MediaDirection.VOICE, null, "v=0").await(), ErrorCode.INVALID_SDP);
        room.voice().clear();
        engine.close();
    }

    private void oneInterview() {
        DirectRoom each = (DirectRoom) new DirectRoomProvider(engine).open(UUID.randomUUID());
        RecordingRoomListener eachListener = new RecordingRoomListener();
        each.join(eachListener).await();
        try (BrowserPeer eachPeer = new BrowserPeer(engine, RATE, frame -> {})) {
            for (MediaDirection direction : MediaDirection.values()) {
                String offer = eachPeer.offer(direction).await();
                eachPeer.accept(
                                direction,
                                each.offer(direction, null, offer).await().sdp())
                        .await();
            }
            eachListener.awaitEvents("connected");
            each.voice().write(Signals.sine(440, 8000, RATE, Duration.ofMillis(100)));
            each.voice().drained().await();
        }
        each.leave().await();
        engine.onControl(() -> java.util.concurrent.CompletableFuture.completedFuture(null))
                .join();
    }

    private void assertAudioBothWays() {
        int toCandidate = heard.frameCount();
        int toAgent = listener.audio().frameCount();
        room.voice().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(1)));
        peer.microphone().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(1)));
        heard.awaitRun(toCandidate, 30, frame -> Signals.level(frame) > 3000);
        listener.audio().awaitRun(toAgent, 30, frame -> Signals.level(frame) > 3000);
    }

    private void connectBoth(BrowserPeer browser) {
        connect(browser, MediaDirection.MICROPHONE);
        connect(browser, MediaDirection.VOICE);
    }

    private Answer connect(BrowserPeer browser, MediaDirection direction) {
        String offer = browser.offer(direction).await();
        Answer answer = room.offer(direction, null, offer).await();
        browser.accept(direction, answer.sdp()).await();
        return answer;
    }

    private Answer restart(MediaDirection direction, String resourceId) {
        String offer = peer.restart(direction).await();
        Answer answer = room.offer(direction, resourceId, offer).await();
        peer.accept(direction, answer.sdp()).await();
        return answer;
    }

    private static String iceUfrag(Answer answer) {
        return answer.sdp()
                .lines()
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .findFirst()
                .orElseThrow();
    }

    /** Drops, doubles, swaps or scrambles lines of an offer. */
    private static String damage(String offer, Random random) {
        String[] lines = offer.split("\r\n");
        int hits = 1 + random.nextInt(3);
        for (int i = 0; i < hits; i++) {
            int at = random.nextInt(lines.length);
            int other = random.nextInt(lines.length);
            switch (random.nextInt(5)) {
                case 0 -> lines[at] = "a=x";
                case 1 -> lines[at] = lines[other];
                case 2 -> lines[at] = lines[at].substring(0, Math.min(lines[at].length(), 2 + random.nextInt(10)));
                case 3 -> lines[at] = lines[at].replaceAll("[0-9]+", String.valueOf(random.nextLong()));
                default -> lines[at] = lines[at] + " " + "9".repeat(random.nextInt(400));
            }
        }
        return String.join("\r\n", Arrays.asList(lines)) + "\r\n";
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static long nativeThreads() {
        String[] tasks = new java.io.File("/proc/self/task").list();
        return tasks == null ? 0 : tasks.length;
    }
}
