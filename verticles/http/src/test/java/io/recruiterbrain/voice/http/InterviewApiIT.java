package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.anOrder;
import static io.recruiterbrain.voice.http.RunningHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.evaluation.CompetenceScore;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
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
        Started started = ended("anything");

        // When
        HttpResponse<String> refused = http.post("/api/v1/interview/cancel/" + started.id(), new JsonObject());

        // Then
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(body(refused).getString("detail")).contains("already ended (completed)");
    }

    @Test
    void anErasedInterviewIsGoneForGood() throws Exception {
        // Given
        Started started = ended("a secret");

        // When
        HttpResponse<String> erased =
                http.send(http.asRecruiter("/api/v1/interview/" + started.id()).DELETE());
        HttpResponse<String> again =
                http.send(http.asRecruiter("/api/v1/interview/" + started.id()).DELETE());

        // Then
        assertThat(erased.statusCode()).isEqualTo(204);
        assertThat(again.statusCode()).isEqualTo(204);
        for (String path : List.of("", "/transcript", "/evaluation", "/events")) {
            HttpResponse<String> gone = http.get("/api/v1/interview/" + started.id() + path);
            assertThat(gone.statusCode()).as(path).isEqualTo(410);
            assertThat(body(gone).getString("code")).isEqualTo("ERASED");
        }
        assertThat(http.send(http.asCandidate(started, "")).statusCode()).isEqualTo(410);
    }

    @Test
    void theTranscriptComesInTheFormatAskedFor() throws Exception {
        // Given
        Started started = ended("I used a <b> tag --> then\n\n& more");
        String path = "/api/v1/interview/" + started.id() + "/transcript";

        // When
        HttpResponse<String> asJson = http.get(path);
        HttpResponse<String> asText = http.get(path + "?format=text");
        HttpResponse<String> asVtt = http.send(http.asRecruiter(path).header("Accept", "text/vtt"));

        // Then
        assertThat(body(asJson).getJsonArray("turns").getJsonObject(1).getString("text"))
                .isEqualTo("I used a <b> tag --> then\n\n& more");
        assertThat(asText.body())
                .isEqualTo(
                        "[00:00] Interviewer: What did you build?\n[00:10] Candidate: I used a <b> tag --> then & more\n");
        assertThat(asVtt.headers().firstValue("Content-Type")).hasValue("text/vtt; charset=utf-8");
        assertThat(asVtt.body()).isEqualTo("""
                WEBVTT

                1
                00:00:00.000 --> 00:00:04.200
                <v Interviewer>What did you build?

                2
                00:00:10.000 --> 00:00:14.200
                <v Candidate>I used a &lt;b&gt; tag --&gt; then &amp; more
                """);
        assertThat(http.send(http.asRecruiter(path).header("Accept", "image/png"))
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void theEvaluationIsPendingAndThenThereWithItsQuotes() throws Exception {
        // Given
        Started started = ended("I led the migration");
        String path = "/api/v1/interview/" + started.id() + "/evaluation";
        HttpResponse<String> pending = http.get(path);

        // When
        RunningHttp.await(http.bus.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(anEvaluation(started.id()))));
        HttpResponse<String> ready = http.get(path);

        // Then
        assertThat(pending.statusCode()).isEqualTo(404);
        assertThat(body(pending).getString("code")).isEqualTo("EVALUATION_PENDING");
        assertThat(pending.headers().firstValue("Retry-After")).hasValue("2");
        JsonObject question = body(ready).getJsonArray("questions").getJsonObject(0);
        assertThat(body(ready).getString("recommendation")).isEqualTo("do_not_advance");
        assertThat(question.getJsonArray("quotes").getJsonObject(0).getString("text"))
                .isEqualTo("led the migration");
        assertThat(status(started.id()).getBoolean("evaluation_ready")).isTrue();
    }

    @Test
    void aDecisionNeedsAnEndAndIsThenShown() throws Exception {
        // Given
        JsonObject decision = new JsonObject()
                .put("decided_by", "Grace Hopper")
                .put("outcome", "advance")
                .put("reason", "Convincing.");
        Started open = http.start();
        Started over = ended("done");

        // When
        HttpResponse<String> early =
                http.send(json(http.asRecruiter("/api/v1/interview/" + open.id() + "/decision"), "PUT", decision));
        HttpResponse<String> stored =
                http.send(json(http.asRecruiter("/api/v1/interview/" + over.id() + "/decision"), "PUT", decision));

        // Then
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(body(stored).getJsonObject("decision").getString("outcome")).isEqualTo("advance");
        assertThat(body(stored).getJsonObject("decision").getString("decided_at"))
                .isEqualTo("2026-11-23T10:00:00Z");
    }

    @Test
    void searchFindsTurnsWithTheirContext() throws Exception {
        // Given
        Started started = ended("the zanzibar outage");
        JsonObject query = new JsonObject()
                .put("query", "zanzibar outage")
                .put(
                        "filter",
                        new JsonObject()
                                .put("interview_id", started.id().toString())
                                .put("speaker", "candidate"));

        // When
        JsonObject results = body(http.post("/api/v1/interview/search", query));

        // Then
        JsonObject hit = results.getJsonArray("hits").getJsonObject(0);
        assertThat(hit.getString("candidate_name")).isEqualTo("Ada Lovelace");
        assertThat(hit.getString("question")).isEqualTo("What did you build?");
        assertThat(hit.getJsonObject("turn").getString("text")).isEqualTo("the zanzibar outage");
        assertThat(hit.getJsonArray("context")).hasSize(1);
        assertThat(results.getInteger("pending_turns")).isZero();
    }

    private static Started ended(String answer) throws Exception {
        Started started = http.start();
        http.join(started);
        http.say(started.id(), 1, Speaker.AGENT, "What did you build?");
        http.say(started.id(), 2, Speaker.CANDIDATE, answer);
        http.become(started.id(), InterviewState.COMPLETED);
        RunningHttp.await(http.agent.vanish(started.id()));
        return started;
    }

    private static Evaluation anEvaluation(UUID interviewId) {
        return new Evaluation(
                interviewId,
                4.0,
                Evaluation.Recommendation.DO_NOT_ADVANCE,
                List.of(new QuestionScore(
                        1,
                        "q-1",
                        "What did you build?",
                        "Delivery",
                        4,
                        "Led it.",
                        "Led it.",
                        List.of(new Quote(2, "led the migration")))),
                List.of(new CompetenceScore("Delivery", 4.0, 1)),
                List.of("Delivery"),
                List.of(),
                new Evaluation.Source("rules", "rules-1", "abc", "1", true),
                RunningHttp.NOW);
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
