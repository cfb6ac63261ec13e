package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.history.Observation.Line;
import io.recruiterbrain.voice.testkit.chaos.history.Outcome;
import io.recruiterbrain.voice.testkit.node.NodeCluster;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Orders interviews and looks at what became of them; asks again until there is an answer. Blocking; safe for any thread. */
final class Recruiter {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String ROOT = "/api/v1/interview";

    private final HttpClient http;
    private final URI base;

    Recruiter(HttpClient http, URI base) {
        this.http = http;
        this.base = base;
    }

    record Ordered(UUID interviewId, URI link) {}

    /** @param name of the candidate, unlike any other's of the run: asking again makes no second interview */
    Ordered order(String name, int questions, int minutes) throws InterruptedException {
        JsonObject order = new JsonObject()
                .put("candidate", new JsonObject().put("name", name))
                .put("job", new JsonObject().put("title", "Backend engineer").put("description", "Java services."))
                .put("question_count", questions)
                .put("minutes", minutes);
        JsonObject started = untilAnswered(request(ROOT + "/start")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", name)
                .POST(BodyPublishers.ofString(order.encode())));
        return new Ordered(
                UUID.fromString(started.getString("interview_id")), URI.create(started.getString("candidate_url")));
    }

    String state(UUID interviewId) throws InterruptedException {
        return untilAnswered(request(ROOT + "/" + interviewId)).getString("state");
    }

    Outcome outcome(UUID interviewId) throws InterruptedException {
        JsonObject transcript = untilAnswered(request(ROOT + "/" + interviewId + "/transcript"));
        return new Outcome(
                interviewId,
                state(interviewId),
                transcript.getJsonArray("turns").stream()
                        .map(JsonObject.class::cast)
                        .map(Recruiter::line)
                        .toList());
    }

    private static Line line(JsonObject turn) {
        return new Line(
                turn.getInteger("turn_no"),
                turn.getString("speaker").equalsIgnoreCase("agent"),
                turn.getString("kind").toLowerCase(Locale.ROOT),
                turn.getString("text"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(15))
                .header("Authorization", "Bearer " + NodeCluster.API_KEY);
    }

    private JsonObject untilAnswered(HttpRequest.Builder request) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
                if (response.statusCode() / 100 == 2) {
                    return new JsonObject(response.body());
                }
                last = response.statusCode() + " " + response.body();
            } catch (IOException e) {
                last = e.toString();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("the cluster did not answer for " + PATIENCE.toMinutes() + " minutes: " + last);
    }
}
