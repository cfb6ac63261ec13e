package io.recruiterbrain.voice.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.http.config.ConsentText;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the LiveKit server reports of its rooms, sent as it sends it. */
class LiveKitWebhookIT {
    private static final String PATH = "/api/v1/livekit/webhook";

    private RunningHttp http;

    @BeforeEach
    void run() throws Exception {
        http = new RunningHttp(plain -> plain.with(LiveKitApiIT.ACCESS));
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
    }

    @Test
    void aCandidateWhoComesByLiveKitAloneGetsTheAgentAndItIsToldOfTheirComingAndGoing() throws Exception {
        // Given
        Started started = consented();

        // When
        List<Integer> statuses = List.of(
                send(joined(started.id())).statusCode(),
                send(joined(started.id())).statusCode(),
                send(event("participant_left", started.id(), "candidate-" + started.id()))
                        .statusCode(),
                send(event("room_finished", started.id(), null)).statusCode());

        // Then
        assertThat(statuses).containsOnly(204);
        assertThat(presences())
                .containsExactly(Presence.CONNECTED, Presence.CONNECTED, Presence.DISCONNECTED, Presence.DISCONNECTED);
        assertThat(stateOf(started)).isEqualTo("waiting");
    }

    @Test
    void whileAPageHoldsTheInterviewWebhooksChangeNothing() throws Exception {
        // Given
        Started started = http.start();
        http.join(started);

        // When
        HttpResponse<String> came = send(joined(started.id()));
        HttpResponse<String> went = send(event("participant_left", started.id(), "candidate-" + started.id()));

        // Then
        assertThat(came.statusCode()).isEqualTo(204);
        assertThat(went.statusCode()).isEqualTo(204);
        assertThat(http.agent.commands()).isEmpty();
    }

    @Test
    void noAgentComesBeforeTheConsent() throws Exception {
        // When
        HttpResponse<String> refused = send(joined(http.start().id()));

        // Then
        problem(refused, 403, "CONSENT_REQUIRED");
    }

    @Test
    void whenEveryRoomIsTakenTheServerIsToSendItAgain() throws Exception {
        // Given
        for (int i = 0; i < RunningHttp.ROOMS; i++) {
            http.join(http.start());
        }

        // When
        HttpResponse<String> refused = send(joined(consented().id()));

        // Then
        problem(refused, 503, "BUSY");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void strangersAndTheAgentItselfAreNoCandidate() throws Exception {
        // Given
        Started started = consented();

        // When
        List<Integer> statuses = List.of(
                send(event("participant_joined", started.id(), "agent-" + started.id()))
                        .statusCode(),
                send(event("participant_joined", started.id(), "candidate-" + UUID.randomUUID()))
                        .statusCode(),
                send(event("track_published", started.id(), "candidate-" + started.id()))
                        .statusCode(),
                send(event("room_finished", started.id(), null)).statusCode());

        // Then
        assertThat(statuses).containsOnly(204);
        assertThat(stateOf(started)).isEqualTo("scheduled");
        assertThat(http.agent.commands()).isEmpty();
    }

    @Test
    void anInterviewThatIsOverIsLeftAlone() throws Exception {
        // Given
        Started over = http.ended("I built it.", InterviewState.COMPLETED);

        // When
        HttpResponse<String> answer = send(joined(over.id()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(http.agent.commands()).isEmpty();
    }

    @Test
    void roomsThatAreNoInterviewsAreNotFound() throws Exception {
        // Given
        UUID nobody = UUID.randomUUID();
        Started known = consented();
        JsonObject otherName = joined(known.id());
        otherName.getJsonObject("room").put("name", "stage-" + known.id());
        JsonObject plain = joined(nobody);
        plain.getJsonObject("room").put("name", "daily-standup");

        // When / Then
        problem(send(joined(nobody)), 404, "NOT_FOUND");
        problem(send(otherName), 404, "NOT_FOUND");
        problem(send(plain), 404, "NOT_FOUND");
        problem(send(new JsonObject().put("event", "room_finished")), 404, "NOT_FOUND");
    }

    @Test
    void whatTheServerDidNotSignIsRefused() throws Exception {
        // Given
        String body = joined(consented().id()).encode();
        String secret = LiveKitApiIT.SECRET.value();

        // When / Then
        problem(send(body, null), 401, "UNAUTHENTICATED");
        problem(send(body, "nonsense"), 401, "UNAUTHENTICATED");
        problem(
                send(body, token(body, "another-secret-that-is-long-enough-too", "devkey", 300)),
                401,
                "UNAUTHENTICATED");
        problem(send(body, token(body, secret, "otherkey", 300)), 401, "UNAUTHENTICATED");
        problem(send(body, token(body, secret, "devkey", -300)), 401, "UNAUTHENTICATED");
        problem(send(body, token(body + " ", secret, "devkey", 300)), 401, "UNAUTHENTICATED");
        problem(send(body, "Bearer " + RunningHttp.API_KEY), 401, "UNAUTHENTICATED");
        assertThat(http.agent.commands()).isEmpty();
    }

    @Test
    void aBodyThatIsNoEventIsRefused() throws Exception {
        // Given
        String body = "not json";

        // When / Then
        problem(send(body, token(body, LiveKitApiIT.SECRET.value(), "devkey", 300)), 400, "INVALID_REQUEST");
    }

    @Test
    void withoutALiveKitServerThereIsNothingToReport() throws Exception {
        // Given
        try (RunningHttp direct = new RunningHttp()) {
            // When
            HttpResponse<String> answer = direct.send(direct.request(PATH)
                    .header("Content-Type", "application/webhook+json")
                    .POST(BodyPublishers.ofString("{}")));

            // Then
            problem(answer, 404, "NOT_FOUND");
        }
    }

    private Started consented() throws Exception {
        Started started = http.start();
        ConsentText consent = ConsentText.defaults();
        http.send(RunningHttp.json(
                http.asCandidate(started, "/consent"),
                "POST",
                new JsonObject().put("version", consent.version()).put("sha256", consent.sha256())));
        return started;
    }

    private String stateOf(Started started) throws Exception {
        return new JsonObject(
                        http.get("/api/v1/interview/status/" + started.id()).body())
                .getString("state");
    }

    private List<Presence> presences() {
        return http.agent.commands().stream()
                .map(command -> ((SessionCommand.ReportPresence) command).presence())
                .toList();
    }

    private static JsonObject joined(UUID interviewId) {
        return event("participant_joined", interviewId, "candidate-" + interviewId);
    }

    private static JsonObject event(String kind, UUID interviewId, String identity) {
        JsonObject event = new JsonObject()
                .put("event", kind)
                .put("room", new JsonObject().put("sid", "RM_1").put("name", "interview-" + interviewId))
                .put("id", "EV_1")
                .put("createdAt", "1795600000");
        return identity == null
                ? event
                : event.put("participant", new JsonObject().put("sid", "PA_1").put("identity", identity));
    }

    private HttpResponse<String> send(JsonObject event) throws Exception {
        String body = event.encode();
        return send(body, token(body, LiveKitApiIT.SECRET.value(), "devkey", 300));
    }

    private HttpResponse<String> send(String body, String authorization) throws Exception {
        HttpRequest.Builder request = http.request(PATH)
                .header("Content-Type", "application/webhook+json")
                .POST(BodyPublishers.ofString(body));
        return http.send(authorization == null ? request : request.header("Authorization", authorization));
    }

    private static void problem(HttpResponse<String> response, int status, String code) {
        JsonObject problem = new JsonObject(response.body());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("detail")).endsWith(".");
    }

    /** As LiveKit's own code makes it. */
    private static String token(String body, String secret, String key, long lifetimeSeconds) throws Exception {
        String sha256 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
        long exp = RunningHttp.NOW.plus(Duration.ofSeconds(lifetimeSeconds)).getEpochSecond();
        String content = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + base64(new JsonObject()
                        .put("iss", key)
                        .put("exp", exp)
                        .put("sha256", sha256)
                        .encode()
                        .getBytes(UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return content + "." + base64(mac.doFinal(content.getBytes(UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
