package io.recruiterbrain.voice.launcher.e2e;

import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A recruiter's system, over REST. */
final class Recruiter {
    private final RestClient rest;

    Recruiter(URI base, String apiKey) {
        rest = new RestClient(base, apiKey);
    }

    RestClient rest() {
        return rest;
    }

    /** Orders an interview for a backend engineer with questions of the recruiter's own. */
    JsonObject start(int minutes, String... questions) {
        JsonArray own = new JsonArray();
        for (String question : questions) {
            own.add(new JsonObject().put("text", question).put("competence", "craft"));
        }
        return rest.post(
                "/api/v1/interview/start",
                new JsonObject()
                        .put(
                                "candidate",
                                new JsonObject().put("name", "Robin Example").put("candidate_id", "c-1"))
                        .put(
                                "job",
                                new JsonObject()
                                        .put("job_id", "j-1")
                                        .put("title", "Backend engineer")
                                        .put("description", "Java services on PostgreSQL"))
                        .put("questions", own)
                        .put("question_count", questions.length)
                        .put("minutes", minutes));
    }

    /** The transcript of a started interview. */
    JsonArray turns(JsonObject started) {
        return rest.get("/api/v1/interview/" + started.getString("interview_id") + "/transcript")
                .getJsonArray("turns");
    }

    /** Asks again until the answer is as wanted; a minute at most. */
    JsonObject await(String path, Predicate<JsonObject> wanted) {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        JsonObject last = rest.get(path);
        while (!wanted.test(last)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(path + " did not come to what was wanted, but is " + last.encodePrettily());
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            last = rest.get(path);
        }
        return last;
    }

    JsonObject awaitState(String interviewId, String state) {
        return await(
                "/api/v1/interview/status/" + interviewId,
                status -> status.getString("state").equalsIgnoreCase(state));
    }
}
