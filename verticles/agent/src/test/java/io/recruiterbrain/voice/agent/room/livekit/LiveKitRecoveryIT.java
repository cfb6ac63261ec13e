package io.recruiterbrain.voice.agent.room.livekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.RecordedAudio;
import io.recruiterbrain.voice.agent.room.RecordingRoomListener;
import io.recruiterbrain.voice.agent.room.Signals;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SimulateScenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real LiveKit server, its operator and the network do to an agent in the middle of an interview. */
class LiveKitRecoveryIT {
    private static final int RATE = 48_000;
    private static final Vertx VERTX = Vertx.vertx();
    private static final MediaEngine ENGINE =
            new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
    private static final LiveKitServer SERVER = LiveKitServer.start();
    private static final LiveKitConfig CONFIG =
            LiveKitConfig.of(SERVER.url(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    private static final LiveKitTokens TOKENS = new LiveKitTokens(CONFIG, Clock.systemUTC());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LiveKitRoomProvider provider =
            new LiveKitRoomProvider(VERTX, ENGINE, CONFIG, meters, Clock.systemUTC());
    private final Operator operator = new Operator(CONFIG);
    private final UUID interviewId = UUID.randomUUID();
    private final String roomName = CONFIG.roomName(interviewId);
    private final LiveKitRoom room = (LiveKitRoom) provider.open(interviewId);
    private final RecordingRoomListener listener = new RecordingRoomListener();
    private final RecordedAudio heard = new RecordedAudio();
    private final LiveKitPeer candidate = new LiveKitPeer(VERTX, ENGINE, SERVER.url(), RATE, heard);

    @BeforeEach
    void connect() {
        room.join(listener).await();
        comeIn();
        listener.awaitEvents("connected");
    }

    @AfterEach
    void leave() {
        candidate.close();
        room.leave().await();
        provider.close();
    }

    @AfterAll
    static void closeAll() {
        ENGINE.close();
        SERVER.close();
        VERTX.close().await();
    }

    @Test
    void aBrokenSignalConnectionIsResumedWithoutACut() {
        // When
        room.with(RtcSession::breakSignal);
        awaitRecoveries("resume", 1);

        // Then
        assertAudioBothWays();
        assertThat(listener.events()).containsExactly("connected");
    }

    @Test
    void aSessionThatIsResumedTwiceStillPublishesAndListens() {
        // When
        room.with(RtcSession::breakSignal);
        awaitRecoveries("resume", 1);
        room.with(RtcSession::breakSignal);
        awaitRecoveries("resume", 2);

        // Then
        assertAudioBothWays();
        assertThat(listener.events()).containsExactly("connected");
    }

    @Test
    void aServerThatDropsTheSignalWhileItIsResumedIsResumedAgain() {
        // When
        simulate(SimulateScenario.newBuilder().setDisconnectSignalOnResume(true));
        room.with(RtcSession::breakSignal);
        awaitRecoveries("resume", 1);

        // Then
        assertAudioBothWays();
    }

    @Test
    void aServerThatDropsTheSignalBeforeItsFirstWordIsResumedAgain() {
        // When
        simulate(SimulateScenario.newBuilder().setDisconnectSignalOnResumeNoMessages(true));
        room.with(RtcSession::breakSignal);
        awaitRecoveries("resume", 1);

        // Then
        assertAudioBothWays();
    }

    @Test
    void aNodeOfTheServerThatFailsIsLeftForAnother() {
        // When
        simulate(SimulateScenario.newBuilder().setNodeFailure(true));

        // Then
        listener.awaitEvents("connected", "disconnected", "connected");
        assertAudioBothWays();
    }

    @Test
    void aSessionThatMovesToAnotherNodeGoesOn() {
        // When
        simulate(SimulateScenario.newBuilder().setMigration(true));
        operator.awaitTrue(() -> recoveries("resume") + recoveries("restart") >= 1);

        // Then
        listener.awaitEvents(events -> events.getLast().equals("connected"));
        assertAudioBothWays();
    }

    @Test
    void aServerThatSaysItLeavesIsJoinedAgain() {
        // When
        simulate(SimulateScenario.newBuilder().setServerLeave(true));

        // Then
        listener.awaitEvents("connected", "disconnected", "connected");
        assertAudioBothWays();
    }

    @Test
    void aServerThatIsKilledAndStartedAgainIsJoinedAgain() {
        // When
        SERVER.kill();
        listener.awaitEvents("connected", "disconnected");
        SERVER.startAgain();
        awaitRecoveries("restart", 1);
        comeIn();

        // Then
        listener.awaitEvents("connected", "disconnected", "connected");
        assertAudioBothWays();
    }

    @Test
    void aRoomThatIsDeletedIsMadeAnewForACandidateWhoReturns() {
        // When
        operator.deleteRoom(roomName);
        listener.awaitEvents("connected", "disconnected");
        awaitRecoveries("restart", 1);
        comeIn();

        // Then
        listener.awaitEvents("connected", "disconnected", "connected");
        assertAudioBothWays();
    }

    @Test
    void anAgentThatIsSentOutStaysOut() {
        // When
        operator.remove(roomName, LiveKitConfig.agentIdentity(interviewId));

        // Then
        listener.awaitEvents("connected", "disconnected");
        assertThat(operator.participants(roomName)).containsExactly(LiveKitConfig.candidateIdentity(interviewId));
    }

    @Test
    void aSecondAgentOfTheInterviewTakesThePlaceOfTheFirst() {
        // Given
        RecordingRoomListener second = new RecordingRoomListener();
        LiveKitRoom other = (LiveKitRoom) provider.open(interviewId);

        // When
        other.join(second).await();

        // Then
        listener.awaitEvents("connected", "disconnected");
        second.awaitEvents("connected");
        second.audio().awaitFrames(100);
        assertThat(second.events()).containsExactly("connected");
        other.leave().await();
    }

    @Test
    void somebodyElseIsSentOutAndNeitherHeardNorRead() {
        // Given
        LiveKitPeer stranger = new LiveKitPeer(VERTX, ENGINE, SERVER.url(), RATE, frame -> {});
        stranger.microphone().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(5)));

        // When
        var joined = stranger.join(operator.token(roomName, "somebody"));

        // Then
        operator.awaitParticipants(
                roomName,
                List.of(LiveKitConfig.agentIdentity(interviewId), LiveKitConfig.candidateIdentity(interviewId)));
        assertThatThrownBy(joined::await).isInstanceOf(Exception.class);
        assertThat(meters.counter("rbv.room.strangers", "provider", "livekit").count())
                .isEqualTo(1);
        assertThat(listener.events()).containsExactly("connected");
        stranger.close();
    }

    @Test
    void aVoiceThatTheOperatorMutesStandsStillUntilItIsUnmuted() {
        // Given
        String track = operator.trackOf(roomName, LiveKitConfig.agentIdentity(interviewId));
        room.voice().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(20)));
        heard.awaitRun(0, 30, frame -> Signals.level(frame) > 3000);

        // When
        operator.mute(roomName, LiveKitConfig.agentIdentity(interviewId), track, true);
        heard.awaitRun(heard.frameCount(), 50, frame -> Signals.level(frame) < 50);
        Duration played = room.voice().played();
        heard.awaitFrames(heard.frameCount() + 50);
        Duration later = room.voice().played();
        operator.mute(roomName, LiveKitConfig.agentIdentity(interviewId), track, false);

        // Then
        heard.awaitRun(heard.frameCount(), 30, frame -> Signals.level(frame) > 3000);
        assertThat(later).isEqualTo(played);
        assertThat(listener.events()).containsExactly("connected");
    }

    private void comeIn() {
        candidate.join(TOKENS.candidate(interviewId, null)).await();
    }

    private void simulate(SimulateScenario.Builder scenario) {
        room.with(session -> session.request(SignalRequest.newBuilder().setSimulate(scenario)));
    }

    private void awaitRecoveries(String kind, int count) {
        operator.awaitTrue(() -> recoveries(kind) >= count);
    }

    private double recoveries(String kind) {
        return meters.counter("rbv.room.recoveries", "provider", "livekit", "kind", kind)
                .count();
    }

    private void assertAudioBothWays() {
        int voice = heard.frameCount();
        int microphone = listener.audio().frameCount();
        room.voice().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(1)));
        candidate.microphone().write(Signals.sine(440, 8000, RATE, Duration.ofSeconds(1)));
        heard.awaitRun(voice, 20, frame -> Signals.level(frame) > 3000);
        listener.audio().awaitRun(microphone, 20, frame -> Signals.level(frame) > 3000);
    }
}
