package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.anOrder;
import static io.recruiterbrain.voice.http.RunningHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything a client gets wrong comes back as a problem that names it, and nothing of ours is in it. */
class BadInputIT {
    private static RunningHttp http;
    private static Started started;

    @BeforeAll
    static void run() throws Exception {
        http = new RunningHttp();
        started = http.start();
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
    }

    @AfterEach
    void recover() {
        http.persistence.recover();
    }

    @Test
    void allWrongFieldsAreNamedAtOnce() throws Exception {
        // Given
        JsonObject order = anOrder().put("minutes", 0).put("nonsense", true);
        order.getJsonObject("candidate").put("name", "").put("email", "x");
        order.getJsonObject("job").remove("title");

        // When
        HttpResponse<String> refused = http.post("/api/v1/interview/start", order);

        // Then
        JsonObject problem = new JsonObject(refused.body());
        assertThat(problem.getJsonArray("errors")).hasSize(5);
        assertThat(problem.getString("detail")).startsWith("5 fields are not acceptable");
        assertThat(problem.getString("type")).isEqualTo("urn:recruiterbrain:problem:invalid-request");
        assertThat(problem.getString("instance"))
                .isEqualTo("urn:request:"
                        + refused.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                         | body | is not valid JSON near line 1
            {"candidate":             | body | is not valid JSON near line 1
            []                        | body | must be an object
            "text"                    | body | must be an object
            nothing                   | body | is not valid JSON near line 1
            {} {}                     | body | is not valid JSON
            {}, "body": {}            | body | is not valid JSON
            """)
    void whatIsNoJsonObjectIsRefused(String body, String field, String message) throws Exception {
        // When
        HttpResponse<String> refused = http.send(http.asRecruiter("/api/v1/interview/start")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(refused.body()).getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("message")).startsWith(message);
    }

    @Test
    void halfACharacterIsRefused() throws Exception {
        // Given
        String order = anOrder().encode().replace("Ada", "Ada\\ud83c");

        // When
        HttpResponse<String> refused = http.send(http.asRecruiter("/api/v1/interview/start")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order)));

        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("must be one line without control characters");
    }

    @Test
    void bytesThatAreNoTextAndTooDeepJsonAreRefused() throws Exception {
        for (byte[] body : List.of(
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
                "[".repeat(100_000).getBytes(StandardCharsets.UTF_8))) {
            HttpResponse<String> refused = http.send(http.asRecruiter("/api/v1/interview/start")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));
            assertThat(refused.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aBodyOfTenMegabytesGetsItsAnswer() throws Exception {
        // Given
        JsonObject order = anOrder();
        order.getJsonObject("candidate").put("resume", "x".repeat(10_000_000));

        // When
        HttpResponse<String> announced = http.post("/api/v1/interview/start", order);
        HttpResponse<String> chunked = http.send(http.asRecruiter("/api/v1/interview/start")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(order.encode()))));

        // Then
        for (HttpResponse<String> refused : List.of(announced, chunked)) {
            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(new JsonObject(refused.body()).getString("code")).isEqualTo("PAYLOAD_TOO_LARGE");
        }
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() throws Exception {
        // When
        HttpResponse<String> refused = http.send(http.asRecruiter("/api/v1/interview/start")
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<order/>")));

        // Then
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(new JsonObject(refused.body()).getString("detail")).contains("application/json");
    }

    @Test
    void aMissingBodyIsNamed() throws Exception {
        // When
        HttpResponse<String> refused =
                http.send(http.asRecruiter("/api/v1/interview/start").POST(BodyPublishers.noBody()));

        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("body").contains("is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/interview?limit=0, limit, must be between 1 and 200",
        "/api/v1/interview?limit=many, limit, must be a whole number",
        "/api/v1/interview?limit=1&limit=2, limit, must be given once only",
        "/api/v1/interview?state=done, state[0], must be one of",
        "/api/v1/interview?created_from=yesterday, created_from, must be a time such as",
        "/api/v1/interview?created_from=2026-11-23, created_from, must be a time such as",
        "/api/v1/interview?stat=failed, stat, is not a parameter here",
        "/api/v1/interview/status/4711, interview_id, must be a UUID",
        "/api/v1/interview/%27%3BDROP%20TABLE/transcript, interview_id, must be a UUID",
    })
    void aWrongParameterIsNamed(String path, String field, String message) throws Exception {
        // When
        HttpResponse<String> refused = http.get(path);

        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(refused.body()).getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("message")).startsWith(message);
    }

    @Test
    void unknownInterviewsAndAddressesAreNotFound() throws Exception {
        for (String path : List.of(
                "/api/v1/interview/" + UUID.randomUUID(),
                "/api/v1/interview/status/" + UUID.randomUUID(),
                "/api/v1/interview/" + UUID.randomUUID() + "/transcript",
                "/api/v1/interview/" + UUID.randomUUID() + "/events",
                "/api/v2/interview",
                "/nowhere",
                "/assets/..%2Fopenapi.yaml",
                "/docs/ui/index.html",
                "/assets/none.js")) {
            HttpResponse<String> missing = http.get(path);
            assertThat(missing.statusCode()).as(path).isEqualTo(404);
            assertThat(new JsonObject(missing.body()).getString("code")).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void anotherMethodIsToldWhichOnesThereAre() throws Exception {
        // When
        HttpResponse<String> refused =
                http.send(http.asRecruiter("/api/v1/interview/start").PUT(BodyPublishers.noBody()));

        // Then
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("POST");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /api/v1/interview/start", "DELETE /api/v1/interview/start", "GET /api/v1/interview/search"})
    void aPathThatTheFileNamesIsNotTakenForTheIdOfAnInterview(String line) throws Exception {
        // When
        String[] words = line.split(" ");
        HttpResponse<String> refused = http.send(http.asRecruiter(words[1]).method(words[0], BodyPublishers.noBody()));

        // Then
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("POST");
        assertThat(new JsonObject(refused.body()).getString("detail")).isEqualTo("This address allows POST only.");
    }

    @Test
    void anAnswerInAFormThatThereIsNotIsRefused() throws Exception {
        // When
        HttpResponse<String> refused =
                http.send(http.asRecruiter("/api/v1/interview/" + started.id()).header("Accept", "application/xml"));

        // Then
        assertThat(refused.statusCode()).isEqualTo(406);
        assertThat(new JsonObject(refused.body()).getString("detail")).contains("application/json");
    }

    @Test
    void faultsOfTheModulesBecomeProblemsWithoutTheirWords() throws Exception {
        for (ErrorCode code : ErrorCode.values()) {
            // Given
            http.persistence.fail(code);

            // When
            HttpResponse<String> failed = http.get("/api/v1/interview/" + started.id());

            // Then
            JsonObject problem = new JsonObject(failed.body());
            assertThat(problem.getString("code")).isEqualTo(ProblemCode.of(code).name());
            assertThat(problem.getString("detail")).matches("[A-Z].*\\.");
            assertThat(failed.headers().firstValue("Retry-After").isPresent())
                    .isEqualTo(code.retryable() || code == ErrorCode.STALE_LEASE);
        }
    }

    @Test
    void anOfferThatIsNoSessionDescriptionIsRefused() throws Exception {
        // Given
        UUID session = http.join(started);
        String path = "/media/microphone?session_id=" + session;

        // When
        HttpResponse<String> noSdp = http.send(http.asCandidate(started, path)
                .header("Content-Type", "application/sdp")
                .POST(BodyPublishers.ofString("hello")));
        HttpResponse<String> useless = http.send(http.asCandidate(started, path)
                .header("Content-Type", "application/sdp")
                .POST(BodyPublishers.ofString("v=0\r\ns=-\r\n")));

        // Then
        assertThat(noSdp.statusCode()).isEqualTo(400);
        assertThat(noSdp.body()).contains("must be a session description");
        assertThat(useless.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(useless.body()).getString("code")).isEqualTo("INVALID_SDP");
    }

    @Test
    void aTypedAnswerIsChecked() throws Exception {
        // When
        HttpResponse<String> refused = http.send(json(
                http.asCandidate(started, "/messages"),
                "POST",
                new JsonObject().put("session_id", "1").put("text", "x".repeat(5001))));

        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(refused.body()).getJsonArray("errors")).hasSize(3);
    }
}
