package io.recruiterbrain.voice.benchmarks.figures;

import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Orders interviews of the node that {@code BENCHMARK_URL} and {@code RBV_API_KEY} name, and reads what came of them. */
final class Recruiter {
    private final URI base;
    private final RestClient rest;

    Recruiter() {
        base = URI.create(variable("BENCHMARK_URL"));
        rest = new RestClient(base, variable("RBV_API_KEY"));
    }

    static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set");
    }

    URI base() {
        return base;
    }

    /** A spoken interview; the question bank fills up what own questions do not. */
    JsonObject start(int questions, List<String> own) {
        JsonArray texts = new JsonArray();
        own.forEach(text -> texts.add(new JsonObject().put("text", text).put("competence", "craft")));
        return rest.post(
                "/api/v1/interview/start",
                order().put("question_count", questions).put("minutes", 60).put("questions", texts));
    }

    /** What every order holds. */
    static JsonObject order() {
        return new JsonObject()
                .put("candidate", new JsonObject().put("name", "Robin Example").put("candidate_id", "benchmark"))
                .put(
                        "job",
                        new JsonObject()
                                .put("job_id", "benchmark")
                                .put("title", "Backend engineer")
                                .put(
                                        "description",
                                        "Java services with PostgreSQL, testing, operations and teamwork."));
    }

    Stream<JsonObject> turns(JsonObject started) {
        return rest
                .get("/api/v1/interview/" + started.getString("interview_id") + "/transcript")
                .getJsonArray("turns")
                .stream()
                .map(JsonObject.class::cast);
    }
}
