package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.http.config.LinkSecret;
import io.recruiterbrain.voice.http.request.OpenApiFile;
import io.recruiterbrain.voice.http.request.OperationSpec;
import io.recruiterbrain.voice.http.request.OperationSpec.Scheme;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the OpenAPI file, without and with every kind of wrong credential. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialWalkIT {
    private RunningHttp http;
    private Started mine;
    private Started theirs;
    private Map<String, OperationSpec> operations;

    @BeforeAll
    void run() throws Exception {
        http = new RunningHttp();
        operations = OpenApiFile.load(http.vertx).await().operations();
        mine = http.start();
        theirs = http.start();
    }

    @AfterAll
    void stop() throws Exception {
        http.close();
    }

    Stream<String> recruiters() {
        return ids(Scheme.API_KEY);
    }

    Stream<String> candidates() {
        return ids(Scheme.CANDIDATE);
    }

    Stream<String> open() {
        return ids(Scheme.NONE);
    }

    @Test
    void allButTheOperationsForProbesAndReadersAskForACredential() {
        assertThat(ids(Scheme.NONE))
                .containsExactlyInAnyOrder(
                        "getLiveness", "getReadiness", "getHealth", "getMetrics", "getOpenApi", "getDocs");
        assertThat(ids(Scheme.LIVEKIT)).containsExactly("receiveLiveKitWebhook");
        assertThat(ids(Scheme.API_KEY).count() + ids(Scheme.CANDIDATE).count()).isEqualTo(operations.size() - 7L);
    }

    @ParameterizedTest
    @MethodSource("recruiters")
    void aRecruitersOperationRefusesEverythingButAnApiKey(String operation) throws Exception {
        for (String credential : List.of(
                "",
                "Bearer",
                "Bearer wrong-key",
                "Bearer " + RunningHttp.API_KEY + "x",
                "Bearer " + "k".repeat(4000),
                "Basic dXNlcjpwYXNzd29yZA==",
                "Bearer " + mine.token())) {
            refused(call(operation, credential), 401, "UNAUTHENTICATED");
        }
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void aCandidatesOperationRefusesEverythingButAGenuineLink(String operation) throws Exception {
        for (String credential : List.of(
                "",
                "Bearer wrong",
                "Bearer a.b.c",
                "Bearer " + RunningHttp.API_KEY,
                "Bearer " + tampered(mine.token()),
                "Bearer " + unsigned(mine.id()),
                "Bearer " + signed(mine.id(), "another-secret-of-tests-that-is-long", "candidate", 1),
                "Bearer " + signed(mine.id(), RunningHttp.SECRET.value(), "recruiter", 1))) {
            refused(call(operation, credential), 401, "UNAUTHENTICATED");
        }
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void aLinkOpensItsOwnInterviewOnly(String operation) throws Exception {
        refused(call(operation, "Bearer " + theirs.token()), 403, "FORBIDDEN");
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void anOldLinkSaysThatItHasExpired(String operation) throws Exception {
        refused(
                call(operation, "Bearer " + signed(mine.id(), RunningHttp.SECRET.value(), "candidate", -1)),
                401,
                "LINK_EXPIRED");
    }

    @ParameterizedTest
    @MethodSource("open")
    void anOpenOperationNeedsNothing(String operation) throws Exception {
        assertThat(call(operation, "").statusCode()).isEqualTo(200);
    }

    private Stream<String> ids(Scheme scheme) {
        return operations.values().stream()
                .filter(operation -> operation.scheme() == scheme)
                .map(OperationSpec::id)
                .sorted();
    }

    private HttpResponse<String> call(String id, String credential) throws Exception {
        OperationSpec operation = operations.get(id);
        String path = operation
                .path()
                .replace("{interview_id}", mine.id().toString())
                .replace("{direction}", "voice")
                .replace("{resource_id}", "pc-1");
        HttpRequest.Builder request = http.request(path)
                .method(operation.method().name(), BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10));
        return http.send(credential.isEmpty() ? request : request.header("Authorization", credential));
    }

    private static void refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("detail")).endsWith(".").doesNotContain("Exception");
        if (status == 401) {
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    /** The same signature under another interview's id. */
    private String tampered(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace(mine.id().toString(), theirs.id().toString());
        return parts[0] + "." + base64(claims) + "." + parts[2];
    }

    private static String unsigned(UUID interviewId) {
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
                + base64("{\"sub\":\"" + interviewId
                        + "\",\"aud\":[\"candidate\"],\"iss\":\"recruiterbrain-voice\",\"exp\":4102444800}")
                + ".";
    }

    private static String signed(UUID interviewId, String secret, String audience, int hours) {
        Vertx vertx = Vertx.vertx();
        try {
            return JWTAuth.create(
                            vertx,
                            new JWTAuthOptions()
                                    .addPubSecKey(new PubSecKeyOptions()
                                            .setAlgorithm("HS256")
                                            .setBuffer(new LinkSecret(secret).value())))
                    .generateToken(
                            new JsonObject()
                                    .put("sub", interviewId.toString())
                                    .put(
                                            "exp",
                                            RunningHttp.NOW
                                                    .plus(Duration.ofHours(hours))
                                                    .getEpochSecond()),
                            new JWTOptions()
                                    .setAlgorithm("HS256")
                                    .setIssuer("recruiterbrain-voice")
                                    .addAudience(audience));
        } finally {
            vertx.close();
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
