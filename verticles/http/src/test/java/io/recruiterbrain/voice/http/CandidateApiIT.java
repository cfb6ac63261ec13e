package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.http.config.ConsentText;
import io.recruiterbrain.voice.testkit.FakeAgent;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the candidate's page does, from the invitation to the goodbye. */
class CandidateApiIT {
    private static final String OFFER =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n";

    private RunningHttp http;
    private Started started;

    @BeforeEach
    void run() throws Exception {
        http = new RunningHttp();
        started = http.start();
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
    }

    @Test
    void theInvitationSaysWhatWillHappenAndNothingElse() throws Exception {
        // When
        HttpResponse<String> invitation = http.send(http.asCandidate(started, ""));

        // Then
        JsonObject body = new JsonObject(invitation.body());
        assertThat(body.getString("candidate_name")).isEqualTo("Ada Lovelace");
        assertThat(body.getInteger("max_duration_seconds")).isEqualTo(720);
        assertThat(body.getJsonObject("consent").getString("sha256")).matches("[0-9a-f]{64}");
        assertThat(body.getJsonObject("consent").containsKey("accepted_at")).isFalse();
        assertThat(body.getJsonArray("ice_servers").getJsonObject(0).getJsonArray("urls"))
                .containsExactly("stun:stun.example.com:3478");
        assertThat(body.fieldNames()).doesNotContain("job", "candidate", "plan", "resume", "decision", "started_at");
    }

    @Test
    void theInvitationTellsWhetherTheConversationHadBegunBeforeItEnded() throws Exception {
        // Given
        Started unbegun = http.start();
        Started begun = http.start();
        http.join(begun);
        http.become(begun.id(), InterviewState.IN_PROGRESS);

        // When
        http.become(unbegun.id(), InterviewState.CANCELLED);
        http.become(begun.id(), InterviewState.CANCELLED);

        // Then
        assertThat(new JsonObject(http.send(http.asCandidate(unbegun, "")).body()).containsKey("started_at"))
                .isFalse();
        assertThat(new JsonObject(http.send(http.asCandidate(begun, "")).body()).containsKey("started_at"))
                .isTrue();
    }

    @Test
    void nobodyJoinsWithoutConsent() throws Exception {
        // When
        HttpResponse<String> refused = join();

        // Then
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("CONSENT_REQUIRED");
    }

    @Test
    void consentToAnotherTextIsRefusedAndTheFirstOneIsKept() throws Exception {
        // Given
        ConsentText text = ConsentText.defaults();

        // When
        HttpResponse<String> other = consent(text.version(), "0".repeat(64));
        HttpResponse<String> first = consent(text.version(), text.sha256());
        http.clock.advance(Duration.ofMinutes(1));
        HttpResponse<String> second = consent(text.version(), text.sha256());

        // Then
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(first.body()).getString("accepted_at")).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void acceptingAnEarlierTextStillHoldsForItsInterview() throws Exception {
        // Given
        RunningHttp.await(http.bus.ask(
                SaveConsent.ADDRESS,
                new SaveConsent(started.id(), new Consent("2020-01", "0".repeat(64), RunningHttp.NOW))));

        // When
        HttpResponse<String> joined = join();

        // Then
        assertThat(joined.statusCode()).isEqualTo(200);
    }

    @Test
    void audioIsSignalledAsByWhip() throws Exception {
        // Given
        UUID session = http.join(started);

        // When
        HttpResponse<String> opened =
                http.send(sdp("/media/microphone?session_id=" + session).POST(BodyPublishers.ofString(OFFER)));
        String location = opened.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> restarted =
                http.send(sdp(relative(location)).method("PATCH", BodyPublishers.ofString(OFFER)));
        HttpResponse<String> closed =
                http.send(http.asCandidate(started, relative(location)).DELETE());

        // Then
        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(opened.headers().firstValue("Content-Type")).hasValue("application/sdp");
        assertThat(opened.body()).isEqualTo(FakeAgent.SDP_ANSWER);
        assertThat(restarted.statusCode()).isEqualTo(200);
        assertThat(closed.statusCode()).isEqualTo(204);
        assertThat(http.agent.commands())
                .containsExactly(
                        new SessionCommand.OfferMedia(started.id(), session, MediaDirection.MICROPHONE, null, OFFER),
                        new SessionCommand.OfferMedia(started.id(), session, MediaDirection.MICROPHONE, "pc-1", OFFER),
                        new SessionCommand.CloseMedia(started.id(), session, MediaDirection.MICROPHONE, "pc-1"));
    }

    @Test
    void typedAnswersAndPresenceReachTheAgent() throws Exception {
        // Given
        UUID session = http.join(started);
        UUID message = UUID.randomUUID();

        // When
        HttpResponse<String> presence = http.send(json(
                http.asCandidate(started, "/presence"),
                "POST",
                new JsonObject().put("session_id", session.toString()).put("presence", "text_mode")));
        HttpResponse<String> typed = http.send(json(
                http.asCandidate(started, "/messages"),
                "POST",
                new JsonObject()
                        .put("session_id", session.toString())
                        .put("message_id", message.toString())
                        .put("text", "I built\nthings")));

        // Then
        assertThat(presence.statusCode()).isEqualTo(204);
        assertThat(typed.statusCode()).isEqualTo(202);
        assertThat(http.agent.commands())
                .containsExactly(
                        new SessionCommand.ReportPresence(started.id(), session, Presence.TEXT_MODE),
                        new SessionCommand.SubmitText(started.id(), session, message, "I built\nthings"));
    }

    @Test
    void aSecondBrowserTakesOverAndTheFirstIsTold() throws Exception {
        // Given
        UUID first = http.join(started);
        UUID second = http.join(started);

        // When
        HttpResponse<String> refused = leave(first);
        HttpResponse<String> left = leave(second);

        // Then
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("SESSION_TAKEN_OVER");
        assertThat(left.statusCode()).isEqualTo(204);
    }

    @Test
    void leavingTwiceIsHarmlessAndThenThereIsNothingToJoin() throws Exception {
        // Given
        UUID session = http.join(started);
        leave(session);

        // When
        HttpResponse<String> again = leave(session);
        HttpResponse<String> joined = join();

        // Then
        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(joined.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(joined.body()).getString("detail")).contains("over");
    }

    @Test
    void aCancelledInterviewSaysSo() throws Exception {
        // Given
        http.post("/api/v1/interview/cancel/" + started.id(), new JsonObject());

        // When
        HttpResponse<String> refused = join();

        // Then
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(refused.body()).getString("detail")).contains("cancelled by the company");
    }

    @Test
    void afterTheAgentCrashedThePageIsAskedToJoinAgain() throws Exception {
        // Given
        UUID session = http.join(started);
        RunningHttp.await(http.agent.vanish(started.id()));

        // When
        HttpResponse<String> refused = leave(session);

        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(refused.body()).getString("detail")).contains("join again");
    }

    @Test
    void whoJoinedInTimeMayComeBackAfterTheLinksEndAndNobodyElse() throws Exception {
        // Given
        http.join(started);
        Started late = http.start();
        http.clock.advance(Duration.ofDays(3).plusMinutes(5));

        // When
        HttpResponse<String> back = join();
        HttpResponse<String> tooLate = http.send(json(http.asCandidate(late, "/join"), "POST", new JsonObject()));

        // Then
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(tooLate.statusCode()).isEqualTo(401);
        assertThat(code(tooLate)).isEqualTo("LINK_EXPIRED");
    }

    @Test
    void aLinkEndsForGoodSomeTimeAfterTheLongestInterview() throws Exception {
        // Given
        http.join(started);
        http.become(started.id(), InterviewState.IN_PROGRESS);
        http.clock.advance(Duration.ofHours(74));

        // When
        HttpResponse<String> refused = join();

        // Then
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(code(refused)).isEqualTo("LINK_EXPIRED");
    }

    private HttpResponse<String> join() throws Exception {
        return http.send(json(http.asCandidate(started, "/join"), "POST", new JsonObject()));
    }

    private HttpResponse<String> leave(UUID session) throws Exception {
        return http.send(json(
                http.asCandidate(started, "/leave"), "POST", new JsonObject().put("session_id", session.toString())));
    }

    private HttpResponse<String> consent(String version, String sha256) throws Exception {
        return http.send(json(
                http.asCandidate(started, "/consent"),
                "POST",
                new JsonObject().put("version", version).put("sha256", sha256)));
    }

    private HttpRequest.Builder sdp(String rest) {
        return http.asCandidate(started, rest).header("Content-Type", "application/sdp");
    }

    private String relative(String location) {
        return location.substring(("/api/v1/candidate/" + started.id()).length());
    }

    private static String code(HttpResponse<String> response) {
        return new JsonObject(response.body()).getString("code");
    }
}
