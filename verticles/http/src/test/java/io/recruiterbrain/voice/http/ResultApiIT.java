package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.evaluation.CompetenceScore;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What came out of interviews: transcript, evaluation, decision, search. */
class ResultApiIT {
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
    void theTranscriptComesInTheFormatAskedFor() throws Exception {
        // Given
        Started started = http.ended("I used a <b> tag --> then\n\n& more");
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
        Started started = http.ended("I led the migration");
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
        assertThat(body(ready).getJsonObject("source").getJsonObject("usage"))
                .isEqualTo(new JsonObject()
                        .put("calls", 13)
                        .put("input_tokens", 12_400)
                        .put("output_tokens", 1_050)
                        .put("cost", 0.00249));
        assertThat(status(started.id()).getBoolean("evaluation_ready")).isTrue();
    }

    @Test
    void whatWillNeverBeEvaluatedSaysSoOnceAndForAllWithItsReason() throws Exception {
        // Given
        Started cancelled = http.start();
        Started expired = http.start();
        Started failed = http.start();
        Started unanswered = http.start();
        http.join(unanswered);
        for (int turnNo = 1; turnNo <= 3; turnNo++) {
            http.say(unanswered.id(), turnNo, Speaker.AGENT, "What did you build?");
        }
        String untilThen = problemOfEvaluation(cancelled, 404);

        // When
        http.become(cancelled.id(), InterviewState.CANCELLED);
        http.become(expired.id(), InterviewState.EXPIRED);
        http.become(failed.id(), InterviewState.FAILED);
        http.become(unanswered.id(), InterviewState.ABANDONED);

        // Then
        assertThat(untilThen).isEqualTo("The interview has not begun; its evaluation is written after its end.");
        assertThat(problemOfEvaluation(cancelled, 409))
                .isEqualTo("The interview was cancelled, so there will be no evaluation.");
        assertThat(problemOfEvaluation(expired, 409))
                .isEqualTo("The interview expired before anybody joined, so there will be no evaluation.");
        assertThat(problemOfEvaluation(failed, 409)).isEqualTo("The interview failed, so there will be no evaluation.");
        assertThat(problemOfEvaluation(unanswered, 409))
                .isEqualTo("The interview was abandoned before the candidate answered anything, so there will be no"
                        + " evaluation.");
    }

    private static String problemOfEvaluation(Started started, int status) throws Exception {
        HttpResponse<String> answer = http.get("/api/v1/interview/" + started.id() + "/evaluation");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 404);
        assertThat(body(answer).getString("code")).isEqualTo(status == 404 ? "EVALUATION_PENDING" : "INVALID_STATE");
        return body(answer).getString("detail");
    }

    @Test
    void anAbandonedInterviewHasItsEvaluationAndStaysAbandoned() throws Exception {
        // Given
        Started started = http.ended("I led the migration", InterviewState.ABANDONED);
        String pending = problemOfEvaluation(started, 404);

        // When
        RunningHttp.await(http.bus.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(anEvaluation(started.id()))));
        HttpResponse<String> evaluation = http.get("/api/v1/interview/" + started.id() + "/evaluation");

        // Then
        assertThat(pending).isEqualTo("The evaluation is not written yet; ask again in a few seconds.");
        assertThat(evaluation.statusCode()).isEqualTo(200);
        assertThat(status(started.id()).getString("state")).isEqualTo("abandoned");
        assertThat(status(started.id()).getBoolean("evaluation_ready")).isTrue();
        assertThat(body(http.get("/api/v1/interview?state=abandoned&limit=200")).getJsonArray("interviews").stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> each.getString("interview_id")
                                .equals(started.id().toString())))
                .singleElement()
                .satisfies(
                        each -> assertThat(each.getBoolean("evaluation_ready")).isTrue());
    }

    @Test
    void aDecisionNeedsAnEndAndIsThenShown() throws Exception {
        // Given
        JsonObject decision = new JsonObject()
                .put("decided_by", "Grace Hopper")
                .put("outcome", "advance")
                .put("reason", "Convincing.");
        Started open = http.start();
        Started over = http.ended("done");

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
        Started started = http.ended("the zanzibar outage");
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
                new Evaluation.Source(
                        "openai",
                        "gpt-4o-mini",
                        "abc",
                        "1",
                        false,
                        new Evaluation.Usage(13, 12_400, 1_050, new BigDecimal("0.00249"))),
                RunningHttp.NOW);
    }

    private static JsonObject status(UUID id) throws Exception {
        return body(http.get("/api/v1/interview/status/" + id));
    }

    private static JsonObject body(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }
}
