package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.http.config.LiveKitAccess;
import io.recruiterbrain.voice.http.config.LiveKitSecret;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What recruiters and candidates get when a LiveKit server carries the audio. */
class LiveKitApiIT {
    static final LiveKitSecret SECRET = new LiveKitSecret("a-livekit-secret-of-tests-that-is-long");
    static final LiveKitAccess ACCESS =
            new LiveKitAccess(URI.create("wss://livekit.example.com"), "devkey", SECRET, Duration.ofHours(6));

    private RunningHttp http;

    @BeforeEach
    void run() throws Exception {
        http = new RunningHttp(plain -> plain.with(ACCESS));
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
    }

    @Test
    void aStartGivesRoomAddressAndATokenForThisRoomOnly() throws Exception {
        // When
        JsonObject started = new JsonObject(
                http.post("/api/v1/interview/start", RunningHttp.anOrder()).body());

        // Then
        String room = started.getString("room_name");
        JsonObject claims = claimsOf(started.getString("livekit_token"));
        assertThat(room).isEqualTo("interview-" + started.getString("interview_id"));
        assertThat(started.getString("livekit_url")).isEqualTo("wss://livekit.example.com");
        assertThat(Instant.parse(started.getString("livekit_token_expires_at")))
                .isEqualTo(RunningHttp.NOW.plus(Duration.ofHours(6)));
        assertThat(claims.getString("iss")).isEqualTo("devkey");
        assertThat(claims.getString("sub")).isEqualTo("candidate-" + started.getString("interview_id"));
        assertThat(claims.getLong("exp"))
                .isEqualTo(RunningHttp.NOW.plus(Duration.ofHours(6)).getEpochSecond());
        assertThat(claims.getJsonObject("video")).isEqualTo(new JsonObject("""
                                {"roomJoin":true,"room":"%s","canPublish":true,"canPublishSources":["microphone"],
                                 "canPublishData":true,"canSubscribe":true,"canUpdateOwnMetadata":false}
                                """.formatted(room)));
        assertThat(claims.encode()).doesNotContain("Ada");
    }

    @Test
    void aRepeatedStartGivesAFreshTokenUntilTheInterviewIsOver() throws Exception {
        // Given
        JsonObject first = startWithKey();
        http.clock.advance(Duration.ofHours(1));

        // When
        JsonObject again = startWithKey();
        http.become(java.util.UUID.fromString(first.getString("interview_id")), InterviewState.CANCELLED);
        JsonObject over = startWithKey();

        // Then
        assertThat(Instant.parse(again.getString("livekit_token_expires_at")))
                .isEqualTo(RunningHttp.NOW.plus(Duration.ofHours(7)));
        assertThat(over.fieldNames()).doesNotContain("livekit_token", "livekit_url", "livekit_token_expires_at");
    }

    @Test
    void theCandidateGetsATicketWithTheConsentAndAFreshOneEachTime() throws Exception {
        // Given
        Started started = http.start();

        // When
        JsonObject before = invitation(started);
        http.join(started);
        JsonObject joined = new JsonObject(http.send(json(http.asCandidate(started, "/join"), "POST", new JsonObject()))
                .body());
        http.clock.advance(Duration.ofHours(5));
        JsonObject later = invitation(started);

        // Then
        assertThat(before.getString("transport")).isEqualTo("livekit");
        assertThat(before.containsKey("livekit")).isFalse();
        assertThat(joined.getString("transport")).isEqualTo("livekit");
        assertThat(joined.getJsonObject("livekit").getString("room_name")).isEqualTo("interview-" + started.id());
        assertThat(Instant.parse(later.getJsonObject("livekit").getString("token_expires_at")))
                .isEqualTo(RunningHttp.NOW.plus(Duration.ofHours(11)));
        assertThat(claimsOf(later.getJsonObject("livekit").getString("token")).getString("sub"))
                .isEqualTo("candidate-" + started.id());
    }

    @Test
    void anInterviewThatIsOverGivesNoTicket() throws Exception {
        // Given
        Started over = http.ended("I built it.");

        // When
        JsonObject invitation = invitation(over);

        // Then
        assertThat(invitation.containsKey("livekit")).isFalse();
    }

    @Test
    void onlyTheCandidatesPageMayConnectToTheServer() throws Exception {
        // When
        String candidate = policyOf("/i/6f1c1f3e-5b8e-4a57-9b57-64a0c6a2f7a1");
        String console = policyOf("/console/");

        // Then
        assertThat(candidate).contains("connect-src 'self' wss://livekit.example.com https://livekit.example.com;");
        assertThat(console).contains("connect-src 'self';");
    }

    @Test
    void settingsThatCannotWorkAreRefusedByTheirNameAndNoSecretIsShown() {
        assertThat(ACCESS.toString()).doesNotContain(SECRET.value());
        assertThatThrownBy(() -> new LiveKitSecret("short")).hasMessageContaining("LIVEKIT_API_SECRET");
        assertThatThrownBy(() -> new LiveKitAccess(URI.create("https://x"), "k", SECRET, Duration.ofHours(1)))
                .hasMessageContaining("LIVEKIT_URL");
        assertThatThrownBy(() -> new LiveKitAccess(URI.create("ws://x"), " ", SECRET, Duration.ofHours(1)))
                .hasMessageContaining("LIVEKIT_API_KEY");
        assertThatThrownBy(() -> new LiveKitAccess(URI.create("ws://x"), "k", SECRET, Duration.ofDays(8)))
                .hasMessageContaining("LIVEKIT_TOKEN_LIFETIME");
    }

    private JsonObject startWithKey() throws Exception {
        return new JsonObject(http.send(json(
                        http.asRecruiter("/api/v1/interview/start").header("Idempotency-Key", "order-1"),
                        "POST",
                        RunningHttp.anOrder()))
                .body());
    }

    private JsonObject invitation(Started started) throws Exception {
        return new JsonObject(http.send(http.asCandidate(started, "")).body());
    }

    private String policyOf(String path) throws Exception {
        return http.send(http.request(path))
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();
    }

    /** Checked with nothing but the JDK, as another implementation would. */
    private static JsonObject claimsOf(String token) throws Exception {
        String[] parts = token.split("\\.");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(signature))
                .isEqualTo(parts[2]);
        return new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }
}
