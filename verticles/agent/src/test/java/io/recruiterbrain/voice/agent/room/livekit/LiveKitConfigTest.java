package io.recruiterbrain.voice.agent.room.livekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveKitConfigTest {
    private static final String SECRET = "a-secret-of-at-least-32-characters!";
    private static final URI URL = URI.create("wss://livekit.example.com/sub");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final LiveKitConfig config = LiveKitConfig.of(URL, "key", SECRET);
    private final LiveKitTokens tokens = new LiveKitTokens(config, Clock.fixed(NOW, ZoneOffset.UTC));
    private final UUID interviewId = UUID.randomUUID();

    @Test
    void aWrongSettingIsNamed() {
        assertThatThrownBy(() -> LiveKitConfig.of(URI.create("https://livekit.example.com"), "key", SECRET))
                .hasMessageContaining("LIVEKIT_URL");
        assertThatThrownBy(() -> LiveKitConfig.of(URI.create("wss://user:pass@host"), "key", SECRET))
                .hasMessageContaining("LIVEKIT_URL")
                .hasMessageNotContaining("pass@");
        assertThatThrownBy(() -> LiveKitConfig.of(URL, " ", SECRET)).hasMessageContaining("LIVEKIT_API_KEY");
        assertThatThrownBy(() -> LiveKitConfig.of(URL, "key", "short"))
                .hasMessageContaining("LIVEKIT_API_SECRET")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> new LiveKitConfig(URL, "key", SECRET, "a room/", Duration.ofHours(1)))
                .hasMessageContaining("room prefix");
        assertThatThrownBy(() -> new LiveKitConfig(URL, "key", SECRET, "", Duration.ofSeconds(1)))
                .hasMessageContaining("LIVEKIT_TOKEN_LIFETIME");
    }

    @Test
    void theSecretIsNotShown() {
        assertThat(config.toString()).doesNotContain(SECRET);
        assertThat(new LiveKitSeat("room", "agent", null, "token-text").toString())
                .doesNotContain("token-text");
    }

    @Test
    void theServersApiIsAtTheSameAddress() {
        assertThat(config.httpUrl()).hasToString("https://livekit.example.com/sub");
    }

    @Test
    void aCandidatesTokenOpensOneRoomForSpeakingHearingAndTyping() {
        // When
        JsonObject claims = claims(tokens.candidate(interviewId, "Ada"));

        // Then
        JsonObject grants = claims.getJsonObject("video");
        assertThat(claims.getString("sub")).isEqualTo("candidate-" + interviewId);
        assertThat(claims.getString("name")).isEqualTo("Ada");
        assertThat(claims.getLong("exp"))
                .isEqualTo(NOW.plus(LiveKitConfig.DEFAULT_TOKEN_LIFETIME).getEpochSecond());
        assertThat(grants.getString("room")).isEqualTo("interview-" + interviewId);
        assertThat(grants.getBoolean("roomJoin")).isTrue();
        assertThat(grants.getBoolean("canPublish")).isTrue();
        assertThat(grants.getJsonArray("canPublishSources")).containsExactly("microphone");
        assertThat(grants.getBoolean("canPublishData")).isTrue();
        assertThat(grants.getBoolean("canSubscribe")).isTrue();
        assertThat(grants.getBoolean("canUpdateOwnMetadata")).isFalse();
        assertThat(grants.fieldNames()).doesNotContain("roomAdmin", "roomCreate", "agent");
    }

    @Test
    void anAgentsTokenIsOfTheAgentsKind() {
        // When
        JsonObject claims = claims(tokens.agent("interview-1", "agent-1"));

        // Then
        assertThat(claims.getString("kind")).isEqualTo("agent");
        assertThat(claims.getString("sub")).isEqualTo("agent-1");
        assertThat(claims.getJsonObject("video").getBoolean("canUpdateOwnMetadata"))
                .isTrue();
        assertThat(claims.getJsonObject("video").getString("room")).isEqualTo("interview-1");
    }

    private static JsonObject claims(String token) {
        byte[] content = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return new JsonObject(new String(content, StandardCharsets.UTF_8));
    }
}
