package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of an order, wrong in each way. */
class WrongOrderIT {
    private static RunningHttp http;

    @BeforeAll
    static void run() throws Exception {
        http = new RunningHttp();
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
    }

    static Stream<Arguments> wrongOrders() {
        return Stream.of(
                order(
                        "candidate.name",
                        "is missing",
                        o -> o.getJsonObject("candidate").remove("name")),
                order("candidate", "is missing", o -> o.remove("candidate")),
                order("job", "must be an object", o -> o.put("job", "Engineer")),
                order("job", "must be an object; leave it out when there is none", o -> o.putNull("job")),
                order(
                        "candidate.name",
                        "must not be blank",
                        o -> o.getJsonObject("candidate").put("name", " \u00a0 ")),
                order(
                        "candidate.name",
                        "must be a text",
                        o -> o.getJsonObject("candidate").put("name", 7)),
                order(
                        "candidate.name",
                        "must have at most 200 characters",
                        o -> o.getJsonObject("candidate").put("name", "x".repeat(201))),
                order(
                        "candidate.name",
                        "must be one line without control characters",
                        o -> o.getJsonObject("candidate").put("name", "Ada\n")),
                order(
                        "candidate.name",
                        "must be one line without control characters",
                        o -> o.getJsonObject("candidate").put("name", "Ada\u0000")),
                order(
                        "candidate.resume",
                        "must not contain control characters other than line breaks and tabs",
                        o -> o.getJsonObject("candidate").put("resume", "a\u001b[31m")),
                order(
                        "candidate.resume",
                        "must have at most 50000 characters",
                        o -> o.getJsonObject("candidate").put("resume", "x".repeat(50_001))),
                order(
                        "candidate.email",
                        "must be an e-mail address such as ada@example.com",
                        o -> o.getJsonObject("candidate").put("email", "ada at example")),
                order(
                        "candidate.telephone",
                        "is not known here; known are candidate_id, email, name, resume",
                        o -> o.getJsonObject("candidate").put("telephone", "1")),
                order(
                        "candidate.?",
                        "is not known here",
                        o -> o.getJsonObject("candidate").put("<script>", "1")),
                order(
                        "job.description",
                        "must not be blank",
                        o -> o.getJsonObject("job").put("description", "\n")),
                order("minutes", "must be between 1 and 120", o -> o.put("minutes", 0)),
                order("minutes", "must be between 1 and 120", o -> o.put("minutes", 9_000_000_000L)),
                order("minutes", "must be a whole number", o -> o.put("minutes", 1.5)),
                order("minutes", "must be a whole number", o -> o.put("minutes", "12")),
                order("question_count", "must be between 1 and 20", o -> o.put("question_count", 21)),
                order("link_expires_in_hours", "must be between 1 and 720", o -> o.put("link_expires_in_hours", 721)),
                order("questions", "must be a list", o -> o.put("questions", new JsonObject())),
                order(
                        "questions[1].text",
                        "is missing",
                        o -> o.put(
                                "questions",
                                new JsonArray()
                                        .add(new JsonObject().put("text", "Why?"))
                                        .add(new JsonObject()))),
                order(
                        "questions[0].rubric",
                        "must have exactly 5 entries",
                        o -> o.put(
                                "questions",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("text", "Why?")
                                                .put("rubric", new JsonArray().add("bad"))))),
                order(
                        "questions[0].follow_ups[0]",
                        "must not be blank",
                        o -> o.put(
                                "questions",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("text", "Why?")
                                                .put("follow_ups", new JsonArray().add(""))))));
    }

    private static Arguments order(String field, String message, Consumer<JsonObject> spoil) {
        JsonObject order = anOrder();
        spoil.accept(order);
        return Arguments.of(field, message, order);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrongOrders")
    void aWrongFieldIsNamed(String field, String message, JsonObject order) throws Exception {
        // When
        HttpResponse<String> refused = http.post("/api/v1/interview/start", order);

        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(refused.body()).getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("message")).startsWith(message);
    }
}
