package io.recruiterbrain.voice.agent.room.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.RecordingRoomListener;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.Signals;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real LiveKit room with a candidate whose client is LiveKit's own and knows nothing of us. */
class StockClientIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final MediaEngine ENGINE =
            new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
    private static final LiveKitServer SERVER = LiveKitServer.start();
    private static final LiveKitConfig CONFIG =
            LiveKitConfig.of(SERVER.url(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    private static final LiveKitRoomProvider PROVIDER =
            new LiveKitRoomProvider(VERTX, ENGINE, CONFIG, new SimpleMeterRegistry(), Clock.systemUTC());

    private final UUID interviewId = UUID.randomUUID();
    private final Room room = PROVIDER.open(interviewId);
    private final RecordingRoomListener listener = new RecordingRoomListener();
    private final String agent = LiveKitConfig.agentIdentity(interviewId);
    private final String person = LiveKitConfig.candidateIdentity(interviewId);
    private PythonCandidate candidate;

    @BeforeEach
    void connect(@TempDir Path folder) throws IOException {
        room.join(listener).await();
        room.agentState(AgentState.LISTENING);
        String token = new LiveKitTokens(CONFIG, Clock.systemUTC()).candidate(interviewId, "Ada");
        candidate = new PythonCandidate(SERVER.url(), token, folder);
        listener.awaitEvents("connected");
        candidate.await(0, "joined", joined -> true);
    }

    @AfterEach
    void leave() {
        candidate.close();
        room.leave().await();
    }

    @AfterAll
    static void closeAll() {
        PROVIDER.close();
        ENGINE.close();
        SERVER.close();
        VERTX.close().await();
    }

    @Test
    void theAgentIsHeardAndHears() {
        // When
        room.voice().write(Signals.sine(440, 8000, 16_000, Duration.ofSeconds(2)));

        // Then
        candidate.await(0, "level", level -> level.getInteger("rms") > 3000);
        listener.audio().awaitRun(0, 50, frame -> Signals.level(frame) > 3000);
    }

    @Test
    void theAgentsStateIsAnAttribute() {
        // Given
        candidate.await(0, "attributes", seen -> "listening".equals(stateIn(seen)));

        // When
        room.agentState(AgentState.SPEAKING);

        // Then
        JsonObject seen = candidate.await(0, "attributes", each -> "speaking".equals(stateIn(each)));
        assertThat(seen.getString("identity")).isEqualTo(agent);
    }

    @Test
    void whatTheAgentSaysGrowsInOneStream() {
        // When
        room.caption(Speaker.AGENT, "agent-1", "What do you", false);
        room.caption(Speaker.AGENT, "agent-1", "What do you like about Zürich?", true);

        // Then
        JsonObject read = candidate.await(0, "transcription", each -> true);
        assertThat(read.getString("text")).isEqualTo("What do you like about Zürich?");
        assertThat(read.getString("identity")).isEqualTo(agent);
        JsonObject attributes = read.getJsonObject("attributes");
        assertThat(attributes.getString(Captions.SEGMENT)).isEqualTo("agent-1");
        assertThat(attributes.getString(Captions.TRACK)).startsWith("TR_");
    }

    @Test
    void whatTheCandidateSaysComesInTheirName() {
        // When
        room.caption(Speaker.CANDIDATE, "candidate-1", "I like", false);
        room.caption(Speaker.CANDIDATE, "candidate-1", "I like the lake", true);

        // Then
        JsonObject interim = candidate.await(0, "transcription", each -> "I like".equals(each.getString("text")));
        JsonObject whole =
                candidate.await(0, "transcription", each -> "I like the lake".equals(each.getString("text")));
        assertThat(interim.getString("identity")).isEqualTo(person);
        assertThat(interim.getJsonObject("attributes").getString(Captions.FINAL))
                .isEqualTo("false");
        assertThat(whole.getJsonObject("attributes").getString(Captions.FINAL)).isEqualTo("true");
        assertThat(whole.getJsonObject("attributes").getString(Captions.SEGMENT))
                .isEqualTo("candidate-1");
    }

    @Test
    void whatTheCandidateTypesReachesTheAgent() {
        // When
        candidate.say("chat Please repeat, née Müller");

        // Then
        listener.awaitEvents("connected", "text Please repeat, née Müller");
    }

    @Test
    void aMutedMicrophoneIsSilentAndDataAndAudioFlowAfterwards() {
        // Given
        listener.audio().awaitRun(0, 20, frame -> Signals.level(frame) > 3000);

        // When
        candidate.say("mute");
        int muted = listener.audio().frameCount();
        listener.audio().awaitRun(muted, 50, frame -> Signals.level(frame) < 50);
        candidate.say("chat still here");
        listener.awaitEvents("connected", "text still here");
        int unmuted = listener.audio().frameCount();
        candidate.say("unmute");

        // Then
        listener.audio().awaitRun(unmuted, 50, frame -> Signals.level(frame) > 3000);
        assertThat(listener.events()).containsExactly("connected", "text still here");
    }

    private static String stateIn(JsonObject seen) {
        return seen.getJsonObject("attributes").getString("lk.agent.state");
    }
}
