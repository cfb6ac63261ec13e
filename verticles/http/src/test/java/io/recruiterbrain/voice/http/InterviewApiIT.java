package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.anOrder;
import static io.recruiterbrain.voice.http.RunningHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a recruiter does, one operation after another. */
class InterviewApiIT {
    private static RunningHttp http;

    @BeforeAll
    static void run() throws Exception {
        http = new RunningHttp();
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
    }

    @Test
    void startAnswersWithALinkThatOpensTheInterview() throws Exception {
        // When
        HttpResponse<String> started = http.post("/api/v1/interview/start", anOrder());

        // Then
        JsonObject body = new JsonObject(started.body());
        assertThat(started.statusCode()).isEqualTo(201);
        assertThat(started.headers().firstValue("Location"))
                .hasValue("/api/v1/interview/" + body.getString("interview_id"));
        assertThat(body.getString("state")).isEqualTo("scheduled");
        assertThat(body.getString("candidate_url"))
                .startsWith("https://interviews.example.com/i/" + body.getString("interview_id") + "#ey");
        assertThat(body.getString("link_expires_at")).isEqualTo("2026-11-26T10:00:00Z");
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameInterviewAndAnotherOrderIsRefused() throws Exception {
        // Given
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = http.send(
                json(http.asRecruiter("/api/v1/interview/start").header("Idempotency-Key", key), "POST", anOrder()));

        // When
        HttpResponse<String> again = http.send(
                json(http.asRecruiter("/api/v1/interview/start").header("Idempotency-Key", key), "POST", anOrder()));
        HttpResponse<String> other = http.send(json(
                http.asRecruiter("/api/v1/interview/start").header("Idempotency-Key", key),
                "POST",
                anOrder().put("minutes", 30)));

        // Then
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(other.body()).getString("code")).isEqualTo("IDEMPOTENCY_CONFLICT");
    }

    @Test
    void twoApiKeysMayUseTheSameIdempotencyKeyWithoutMeeting() throws Exception {
        // Given
        String other = "rbv_another_recruiters_key";
        http.persistence.addApiKey(other);
        String longest = "k".repeat(200);
        HttpResponse<String> first = http.send(json(
                http.asRecruiter("/api/v1/interview/start").header("Idempotency-Key", longest), "POST", anOrder()));

        // When
        HttpResponse<String> ofTheOther = http.send(json(
                http.request("/api/v1/interview/start")
                        .header("Authorization", "Bearer " + other)
                        .header("Idempotency-Key", longest),
                "POST",
                anOrder().put("minutes", 30)));

        // Then
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(ofTheOther.statusCode()).isEqualTo(201);
        assertThat(new JsonObject(ofTheOther.body()).getString("interview_id"))
                .isNotEqualTo(new JsonObject(first.body()).getString("interview_id"));
    }

    @Test
    void ownQuestionsRaiseTheirNumberUnlessItIsGiven() throws Exception {
        // Given
        JsonArray questions = new JsonArray();
        for (int i = 0; i < 8; i++) {
            questions.add(new JsonObject().put("text", "Question " + i));
        }

        // When
        Started raised = http.start(anOrder().put("questions", questions));
        HttpResponse<String> refused = http.post(
                "/api/v1/interview/start", anOrder().put("questions", questions).put("question_count", 3));

        // Then
        assertThat(status(raised.id()).getInteger("question_count")).isEqualTo(8);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("question_count")
                .contains("must not be less than the number of questions, 8");
    }

    @Test
    void theInterviewIsGivenBackAsItWasOrderedWhateverIsInIt() throws Exception {
        // Given
        String evil = "Robert'); DROP TABLE interviews;-- <script>alert(1)</script> \uD83C\uDFBB";
        JsonObject order = anOrder();
        order.getJsonObject("candidate").put("name", evil).put("resume", "one\n\ttwo\r\nthree");

        // When
        Started started = http.start(order);

        // Then
        HttpResponse<String> found = http.get("/api/v1/interview/" + started.id());
        JsonObject body = new JsonObject(found.body());
        assertThat(body.getJsonObject("candidate").getString("name")).isEqualTo(evil);
        assertThat(body.getJsonObject("candidate").getString("resume")).isEqualTo("one\n\ttwo\r\nthree");
        assertThat(body.getString("candidate_url")).endsWith(started.token());
        assertThat(body.getJsonArray("plan")).isEmpty();
        assertThat(found.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void statusTellsProgress() throws Exception {
        // Given
        Started started = http.start();
        http.join(started);
        http.become(started.id(), InterviewState.IN_PROGRESS);
        http.say(started.id(), 1, Speaker.AGENT, "What did you build?");

        // When
        JsonObject status = status(started.id());

        // Then
        assertThat(status.getString("state")).isEqualTo("in_progress");
        assertThat(status.getInteger("question_no")).isEqualTo(1);
        assertThat(status.getInteger("turn_count")).isEqualTo(1);
        assertThat(status.getBoolean("evaluation_ready")).isFalse();
        assertThat(status.containsKey("ended_at")).isFalse();
    }

    @Test
    void theListFiltersAndPages() throws Exception {
        // Given
        String job = "job-" + UUID.randomUUID();
        JsonObject order = anOrder();
        order.getJsonObject("job").put("job_id", job);
        UUID first = http.start(order).id();
        UUID second = http.start(order).id();
        Started third = http.start(order);
        http.post("/api/v1/interview/cancel/" + third.id(), new JsonObject());

        // When
        JsonObject page = body(http.get("/api/v1/interview?limit=2&job_id=" + job));
        JsonObject rest =
                body(http.get("/api/v1/interview?limit=2&job_id=" + job + "&cursor=" + page.getString("next_cursor")));
        JsonObject cancelled = body(http.get("/api/v1/interview?state=cancelled&state=failed&job_id=" + job));

        // Then
        assertThat(ids(page)).containsExactly(third.id().toString(), second.toString());
        assertThat(ids(rest)).containsExactly(first.toString());
        assertThat(rest.containsKey("next_cursor")).isFalse();
        assertThat(ids(cancelled)).containsExactly(third.id().toString());
    }

    @Test
    void cancellingIsIdempotentAndTellsTheAgent() throws Exception {
        // Given
        Started started = http.start();
        http.join(started);
        JsonObject reason = new JsonObject().put("reason", "The position was filled.");

        // When
        HttpResponse<String> cancelled = http.post("/api/v1/interview/cancel/" + started.id(), reason);
        HttpResponse<String> again = http.send(http.asRecruiter("/api/v1/interview/cancel/" + started.id())
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));

        // Then
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(body(cancelled).getString("state")).isEqualTo("cancelled");
        assertThat(body(cancelled).getString("end_reason")).isEqualTo("The position was filled.");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(http.agent.commands())
                .contains(new SessionCommand.EndInterview(started.id(), "The position was filled."));
    }

    @Test
    void whatHasEndedOtherwiseCannotBeCancelled() throws Exception {
        // Given
        Started started = http.ended("anything");

        // When
        HttpResponse<String> refused = http.post("/api/v1/interview/cancel/" + started.id(), new JsonObject());

        // Then
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(body(refused).getString("detail")).contains("already ended (completed)");
    }

    private static JsonObject status(UUID id) throws Exception {
        return body(http.get("/api/v1/interview/status/" + id));
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("interviews").stream()
                .map(interview -> ((JsonObject) interview).getString("interview_id"))
                .toList();
    }

    private static JsonObject body(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }
}
