package io.recruiterbrain.voice.agent.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link Room} does, shown with real media between it and a simulated candidate. */
public abstract class RoomContractTest {
    private static final int RATE = 48_000;
    private static final double TONE = 440;

    /** A candidate's client that can enter the room under test. */
    protected interface Candidate extends AutoCloseable {
        /** Connects both directions; returns when they are connected. */
        void connect();

        AudioOutput microphone();

        /** Leaves as a page does that is closed. */
        @Override
        void close();
    }

    private final RecordingRoomListener listener = new RecordingRoomListener();
    private final RecordedAudio heard = new RecordedAudio();
    private final UUID interviewId = UUID.randomUUID();
    private final Room room = provider().open(interviewId);
    private final Candidate candidate = candidate(interviewId, room, heard);

    protected abstract RoomProvider provider();

    /** The client of one candidate; {@code heard} takes the agent's voice at 48 kHz. */
    protected abstract Candidate candidate(UUID interviewId, Room room, Consumer<AudioFrame> heard);

    @AfterEach
    void leave() {
        candidate.close();
        room.leave().await();
    }

    @Test
    void theCandidateHearsTheAgent() {
        // Given
        connect();

        // When
        room.voice().write(Signals.sine(TONE, 8000, 16_000, Duration.ofSeconds(2)));
        room.voice().drained().await();

        // Then
        int loud = heard.frameCount();
        heard.awaitRun(Math.max(0, loud - 100), 30, frame -> Signals.level(frame) < 50);
        short[] samples = heard.samplesFrom(0);
        int from = firstAbove(samples, 1000) + RATE / 2;
        assertThat(Signals.usualAmplitude(samples, from, from + RATE, TONE, RATE))
                .isCloseTo(8000, within(2000.0));
        // Without load it is above 20; a machine short of CPU makes the jitter buffer stretch the tone.
        assertThat(Signals.usualSignalToNoise(samples, from, from + RATE, TONE, RATE))
                .isGreaterThan(5);
    }

    @Test
    void theAgentHearsTheCandidate() {
        // Given
        connect();

        // When
        candidate.microphone().write(Signals.sine(TONE, 8000, 16_000, Duration.ofSeconds(2)));
        candidate.microphone().drained().await();

        // Then
        listener.audio().awaitRun(0, 100, frame -> Signals.level(frame) > 3000);
        short[] samples = listener.audio().samplesFrom(0);
        int from = firstAbove(samples, 1000) + AudioFrame.SPEECH_RATE / 2;
        assertThat(Signals.usualAmplitude(samples, from, from + AudioFrame.SPEECH_RATE, TONE, AudioFrame.SPEECH_RATE))
                .isCloseTo(8000, within(800.0));
    }

    @Test
    void theMicrophoneIsDeliveredInFramesOfTenMillisecondsInSilenceToo() {
        // Given
        connect();

        // When
        listener.audio().awaitFrames(200);

        // Then
        assertThat(listener.audio().samplesFrom(0).length)
                .isEqualTo(listener.audio().frameCount() * AudioFrame.SPEECH_RATE / 100);
    }

    @Test
    void clearingTheVoiceEndsInSilenceAtTheCandidateSoon() {
        // Given
        connect();
        room.voice().write(Signals.sine(TONE, 8000, RATE, Duration.ofSeconds(30)));
        heard.awaitRun(0, 50, frame -> Signals.level(frame) > 3000);
        Future<Void> drained = room.voice().drained();

        // When
        int then = heard.frameCount();
        long start = System.nanoTime();
        Duration before = room.voice().played();
        room.voice().clear();

        // Then
        long silent = heard.awaitRun(then, 20, frame -> Signals.level(frame) < 50);
        drained.await();
        assertThat(before).isBetween(Duration.ofMillis(400), Duration.ofSeconds(10));
        assertThat(room.voice().played()).isEqualTo(room.voice().written()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Duration.ofNanos(silent - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whileTheAgentMayNotSpeakTheCandidateHearsSilenceAndNothingIsLost() {
        // Given
        connect();
        AtomicBoolean entitled = new AtomicBoolean(true);
        room.voice().playWhile(entitled::get);
        room.voice().write(Signals.sine(TONE, 8000, RATE, Duration.ofSeconds(30)));
        heard.awaitRun(0, 50, frame -> Signals.level(frame) > 3000);

        // When
        int then = heard.frameCount();
        entitled.set(false);
        Duration stood = room.voice().played();
        heard.awaitRun(then, 100, frame -> Signals.level(frame) < 50);
        Duration still = room.voice().played();
        entitled.set(true);

        // Then: at most the frame that was being taken
        heard.awaitRun(heard.frameCount(), 20, frame -> Signals.level(frame) > 3000);
        assertThat(still.minus(stood)).isLessThanOrEqualTo(Duration.ofMillis(10));
    }

    @Test
    void pausesBetweenSentencesDoNotDelayWhatFollows() {
        // Given
        connect();
        for (int i = 0; i < 3; i++) {
            room.voice().write(Signals.sine(TONE, 8000, RATE, Duration.ofMillis(300)));
            room.voice().drained().await();
            heard.awaitRun(heard.frameCount(), 90, frame -> Signals.level(frame) < 50);
        }
        int then = heard.frameCount();
        long start = System.nanoTime();

        // When
        room.voice().write(Signals.sine(TONE, 8000, RATE, Duration.ofMillis(300)));

        // Then
        long onset = heard.awaitRun(then, 5, frame -> Signals.level(frame) > 1000);
        assertThat(Duration.ofNanos(onset - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void theVoicePlaysInRealTime() {
        // Given
        connect();

        // When
        long start = System.nanoTime();
        room.voice().write(Signals.sine(TONE, 8000, 22_050, Duration.ofSeconds(2)));
        room.voice().drained().await();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(20));
        assertThat(room.voice().played()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theVoiceStandsStillUntilTheCandidateIsThere() {
        // Given
        room.join(listener).await();
        room.voice().write(Signals.sine(TONE, 8000, RATE, Duration.ofMillis(500)));
        Duration alone = room.voice().played();

        // When
        candidate.connect();
        room.voice().drained().await();

        // Then
        assertThat(alone).isZero();
        heard.awaitRun(0, 20, frame -> Signals.level(frame) > 3000);
    }

    @Test
    void moreThanTwoMinutesOfVoiceAreRefused() {
        // Given
        room.join(listener).await();
        room.voice().write(Signals.sine(TONE, 100, 16_000, Duration.ofMinutes(2)));

        // When
        AudioFrame tooMuch = Signals.sine(TONE, 100, 16_000, Duration.ofMillis(10));

        // Then
        assertThatThrownBy(() -> room.voice().write(tooMuch)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCandidateWhoLeavesIsNoticedAndMayComeBack() {
        // Given
        connect();

        // When
        candidate.close();
        listener.awaitEvents("connected", "disconnected");
        candidate.connect();

        // Then
        listener.awaitEvents("connected", "disconnected", "connected");
        int from = heard.frameCount();
        room.voice().write(Signals.sine(TONE, 8000, RATE, Duration.ofMillis(500)));
        heard.awaitRun(from, 20, frame -> Signals.level(frame) > 3000);
    }

    @Test
    void nothingIsToldAfterTheRoomWasLeft() {
        // Given
        connect();

        // When
        room.leave().await();
        room.leave().await();
        int frames = listener.audio().frameCount();
        candidate.close();

        // Then
        assertThat(listener.events()).containsExactly("connected");
        assertThat(listener.audio().frameCount()).isLessThanOrEqualTo(frames + 2);
    }

    protected final void connect() {
        room.join(listener).await();
        candidate.connect();
        listener.awaitEvents("connected");
    }

    private static int firstAbove(short[] samples, int amplitude) {
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > amplitude) {
                return i;
            }
        }
        throw new AssertionError("never above " + amplitude);
    }
}
