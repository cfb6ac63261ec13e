package io.recruiterbrain.voice.testkit.vendor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server answers as the vendor documents it, and refuses what the vendor refuses. */
@ExtendWith(VertxExtension.class)
final class OpenAiServerIT {
    private static final String KEY = "sk-test";

    private final HttpClient client = HttpClient.newHttpClient();
    private OpenAiServer server;
    private URI base;

    @BeforeEach
    void start(Vertx vertx) {
        server = new OpenAiServer(vertx, OpenAiServer.Options.of(KEY).quick(), request -> "Hello there, friend.");
        base = URI.create("http://127.0.0.1:" + server.start().await());
    }

    @Test
    void aStreamBeginsWithTheRoleAndEndsWithUsageAndDone() throws Exception {
        // When
        HttpResponse<String> response = post(
                KEY,
                request(body ->
                        body.put("stream", true).put("stream_options", new JsonObject().put("include_usage", true))));

        // Then
        String[] events = response.body().split("\n\n");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(response.headers().map()).containsKeys("x-request-id", "x-ratelimit-remaining-requests");
        assertThat(events).allMatch(event -> event.startsWith("data: "));
        JsonObject first = new JsonObject(events[0].substring(6));
        assertThat(first.getString("object")).isEqualTo("chat.completion.chunk");
        assertThat(first.getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("delta")
                        .getString("role"))
                .isEqualTo("assistant");
        JsonObject usage = new JsonObject(events[events.length - 2].substring(6));
        assertThat(usage.getJsonArray("choices")).isEmpty();
        assertThat(usage.getJsonObject("usage").getInteger("completion_tokens")).isEqualTo(5);
        assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
    }

    @Test
    void withoutAStreamTheWholeCompletionComesAtOnce() throws Exception {
        // When
        JsonObject completion = new JsonObject(post(KEY, request(body -> {})).body());

        // Then
        assertThat(completion.getString("object")).isEqualTo("chat.completion");
        JsonObject choice = completion.getJsonArray("choices").getJsonObject(0);
        assertThat(choice.getJsonObject("message").getString("content")).isEqualTo("Hello there, friend.");
        assertThat(choice.getString("finish_reason")).isEqualTo("stop");
    }

    @Test
    void anAnswerThatDoesNotFitIsCut() throws Exception {
        // When
        JsonObject completion = new JsonObject(
                post(KEY, request(body -> body.put("max_completion_tokens", 2))).body());

        // Then
        JsonObject choice = completion.getJsonArray("choices").getJsonObject(0);
        assertThat(choice.getJsonObject("message").getString("content")).isEqualTo("Hello th");
        assertThat(choice.getString("finish_reason")).isEqualTo("length");
    }

    @Test
    void whatTheVendorRefusesIsRefusedWithItsErrorBody() throws Exception {
        Map<String, Consumer<JsonObject>> refused = Map.of(
                "unknown_parameter", body -> body.put("temprature", 1),
                "decimal_above_max_value", body -> body.put("temperature", 3),
                "invalid_type", body -> body.put("temperature", "hot"),
                "integer_below_min_value", body -> body.put("max_completion_tokens", 0),
                "missing_required_parameter", body -> body.remove("messages"),
                "empty_array", body -> body.put("messages", new JsonArray()),
                "invalid_value",
                        body -> body.getJsonArray("messages").getJsonObject(0).put("role", "robot"),
                "unsupported_value", body -> body.put("model", "o3-mini").put("temperature", 0.4),
                "context_length_exceeded",
                        body -> body.getJsonArray("messages").getJsonObject(0).put("content", "word ".repeat(200_000)));

        for (var entry : refused.entrySet()) {
            // When
            HttpResponse<String> response = post(KEY, request(entry.getValue()));

            // Then
            assertThat(response.statusCode()).as(entry.getKey()).isEqualTo(400);
            JsonObject error = new JsonObject(response.body()).getJsonObject("error");
            assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
            assertThat(error.getString("code")).isEqualTo(entry.getKey());
        }
    }

    @Test
    void aSchemaThatIsNotStrictEnoughIsRefused() throws Exception {
        // Given
        JsonObject open = new JsonObject()
                .put("type", "object")
                .put("properties", new JsonObject().put("level", new JsonObject().put("type", "integer")))
                .put("required", new JsonArray().add("level"));
        JsonObject optional = open.copy().put("additionalProperties", false).put("required", new JsonArray());
        JsonObject strict = open.copy().put("additionalProperties", false);

        // Then
        assertThat(post(KEY, request(schema(open))).body()).contains("'additionalProperties' is required");
        assertThat(post(KEY, request(schema(optional))).body()).contains("Missing 'level'");
        assertThat(post(KEY, request(schema(strict))).statusCode()).isEqualTo(200);
    }

    @Test
    void keyModelPathAndPaceAreChecked(Vertx vertx) throws Exception {
        // Given
        OpenAiServer narrow = new OpenAiServer(
                vertx, new OpenAiServer.Options(KEY, java.time.Duration.ofMillis(1), 1000, 1), request -> "Hello.");
        URI narrowBase = URI.create("http://127.0.0.1:" + narrow.start().await());

        // When
        HttpResponse<String> wrongKey = post("sk-other", request(body -> {}));
        HttpResponse<String> noModel = post(KEY, request(body -> body.put("model", "gpt-nope")));
        HttpResponse<String> models = get("/v1/models");
        HttpResponse<String> noPath = get("/v2/models");
        post(narrowBase, KEY, request(body -> {}));
        HttpResponse<String> tooMany = post(narrowBase, KEY, request(body -> {}));

        // Then
        assertThat(wrongKey.statusCode()).isEqualTo(401);
        assertThat(wrongKey.body()).contains("invalid_api_key");
        assertThat(noModel.statusCode()).isEqualTo(404);
        assertThat(noModel.body()).contains("model_not_found");
        assertThat(new JsonObject(models.body()).getJsonArray("data")).isNotEmpty();
        assertThat(noPath.statusCode()).isEqualTo(404);
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("retry-after")).isPresent();
        assertThat(server.requests()).noneMatch(recorded -> recorded.headers().containsKey("authorization"));
    }

    private static Consumer<JsonObject> schema(JsonObject schema) {
        return body -> body.put(
                "response_format",
                new JsonObject()
                        .put("type", "json_schema")
                        .put(
                                "json_schema",
                                new JsonObject()
                                        .put("name", "score")
                                        .put("strict", true)
                                        .put("schema", schema)));
    }

    private static JsonObject request(Consumer<JsonObject> change) {
        JsonObject body = new JsonObject()
                .put("model", "gpt-4o-mini")
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", "Hi")));
        change.accept(body);
        return body;
    }

    private HttpResponse<String> post(String key, JsonObject body) throws Exception {
        return post(base, key, body);
    }

    private HttpResponse<String> post(URI address, String key, JsonObject body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address.resolve("/v1/chat/completions"))
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("authorization", "Bearer " + KEY)
                        .build(),
                BodyHandlers.ofString());
    }
}
