package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The erasure of an interview and of all interviews of a candidate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasureApiIT {
    private RunningHttp http;

    @BeforeAll
    void run() throws Exception {
        http = new RunningHttp();
    }

    @AfterAll
    void stop() throws Exception {
        http.close();
    }

    @Test
    void anErasedInterviewIsGoneForGood() throws Exception {
        // Given
        Started started = http.ended("a secret");

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
    void aRunningInterviewIsNotErasedAndGoesOn() throws Exception {
        // Given
        Started started = http.start();
        http.join(started);

        // When
        HttpResponse<String> refused =
                http.send(http.asRecruiter("/api/v1/interview/" + started.id()).DELETE());

        // Then
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(body(refused).getString("code")).isEqualTo("INVALID_STATE");
        assertThat(body(refused).getString("detail")).contains("cancel it first");
        assertThat(body(http.get("/api/v1/interview/status/" + started.id())).getString("state"))
                .isEqualTo("waiting");
        assertThat(http.agent.commands())
                .noneMatch(command ->
                        command.interviewId().equals(started.id()) && command instanceof SessionCommand.EndInterview);
    }

    @Test
    void aCandidatesInterviewsAreErasedTogether() throws Exception {
        // Given
        String candidate = "Fräulein & Söhne/" + UUID.randomUUID();
        UUID first = http.start(anOrderOf(candidate)).id();
        UUID second = http.start(anOrderOf(candidate)).id();
        UUID other = http.start().id();

        // When
        HttpResponse<String> erased = erase(candidate);
        HttpResponse<String> again = erase(candidate);

        // Then
        assertThat(erased.statusCode()).isEqualTo(200);
        assertThat(body(erased)).isEqualTo(new JsonObject().put("erased_interviews", 2));
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(body(again).getString("detail")).isEqualTo("There is no interview of this candidate.");
        for (UUID gone : List.of(first, second)) {
            assertThat(http.get("/api/v1/interview/" + gone).statusCode()).isEqualTo(410);
        }
        assertThat(http.get("/api/v1/interview/" + other).statusCode()).isEqualTo(200);
    }

    @Test
    void nothingOfACandidateIsErasedWhileOneInterviewIsRunning() throws Exception {
        // Given
        String candidate = "cand-" + UUID.randomUUID();
        UUID scheduled = http.start(anOrderOf(candidate)).id();
        Started running = http.start(anOrderOf(candidate));
        http.join(running);

        // When
        HttpResponse<String> refused = erase(candidate);

        // Then
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(body(refused).getString("code")).isEqualTo("INVALID_STATE");
        assertThat(body(refused).getString("detail"))
                .isEqualTo("The interview " + running.id() + " of this candidate is running: cancel it first.");
        assertThat(http.get("/api/v1/interview/" + scheduled).statusCode()).isEqualTo(200);
    }

    @Test
    void anErasureThatNamesNoCandidateIsRefused() throws Exception {
        for (String query : List.of("", "?candidate_id=", "?candidate_id=%20", "?candidate=cand-1")) {
            // When
            HttpResponse<String> refused =
                    http.send(http.asRecruiter("/api/v1/interview" + query).DELETE());

            // Then
            assertThat(refused.statusCode()).as(query).isEqualTo(400);
            assertThat(body(refused).getJsonArray("errors").getJsonObject(0).getString("field"))
                    .as(query)
                    .isEqualTo("candidate_id");
        }
    }

    private HttpResponse<String> erase(String candidateId) throws Exception {
        String query = "?candidate_id=" + URLEncoder.encode(candidateId, StandardCharsets.UTF_8);
        return http.send(http.asRecruiter("/api/v1/interview" + query).DELETE());
    }

    private static JsonObject anOrderOf(String candidateId) {
        JsonObject order = anOrder();
        order.getJsonObject("candidate").put("candidate_id", candidateId);
        return order;
    }

    private static JsonObject body(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }
}
