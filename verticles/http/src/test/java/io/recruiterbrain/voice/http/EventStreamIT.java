package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.http.EventReader.Frame;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Event streams: order, resuming, live updates, presence. */
class EventStreamIT {
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
    void historyComesFirstAndThenWhatHappens() throws Exception {
        // Given
        http.join(started);
        http.say(started.id(), 1, Speaker.AGENT, "What did you build?");

        // When
        try (EventReader events = follow()) {
            List<Frame> history = events.next(4);
            http.say(started.id(), 2, Speaker.CANDIDATE, "A\nlot");
            Frame fresh = events.next();

            // Then
            assertThat(history)
                    .extracting(Frame::event)
                    .containsExactly(
                            "interview.created", "interview.consented", "interview.state_changed", "turn.saved");
            assertThat(history.get(2).payload().getString("to")).isEqualTo("waiting");
            assertThat(fresh.sequence()).isGreaterThan(history.getLast().sequence());
            assertThat(fresh.json().getString("specversion")).isEqualTo("1.0");
            assertThat(fresh.json().getString("subject")).isEqualTo(started.id().toString());
            assertThat(fresh.payload().getString("text")).isEqualTo("A\nlot");
            assertThat(fresh.payload().getString("speaker")).isEqualTo("candidate");
        }
    }

    @Test
    void aReaderThatComesBackGoesOnWhereItWas() throws Exception {
        // Given
        http.join(started);
        long seen;
        try (EventReader events = follow()) {
            seen = events.next(2).getLast().sequence();
        }

        // When
        http.say(started.id(), 1, Speaker.AGENT, "Question");
        try (EventReader events = EventReader.open(http.client, recruiters().header("Last-Event-ID", "" + seen))) {

            // Then
            assertThat(events.next(2))
                    .extracting(Frame::event)
                    .containsExactly("interview.state_changed", "turn.saved");
        }
    }

    @Test
    void nothingIsMissedOrDoubledWhileReadersComeAndGoInTheRush() throws Exception {
        // Given
        http.join(started);
        int turns = 600;
        Thread rush = Thread.ofVirtual()
                .start(() -> IntStream.rangeClosed(1, turns).forEach(turn -> {
                    try {
                        http.say(started.id(), turn, Speaker.AGENT, "turn " + turn);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));

        // When
        List<Frame> all = new ArrayList<>();
        while (all.size() < turns + 3) {
            HttpRequest.Builder request = recruiters();
            if (!all.isEmpty()) {
                request.header("Last-Event-ID", all.getLast().id());
            }
            try (EventReader events = EventReader.open(http.client, request)) {
                int some = Math.min(90, turns + 3 - all.size());
                all.addAll(events.next(some));
            }
        }
        rush.join();

        // Then
        assertThat(all)
                .extracting(Frame::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, turns + 3L).boxed().toList());
    }

    @Test
    void anEventThatTheBusLostComesALittleLater() throws Exception {
        // Given
        try (EventReader events = follow()) {
            events.next();
            http.persistence.publishing(false);

            // When
            http.join(started);

            // Then
            assertThat(events.next().event()).isEqualTo("interview.consented");
        }
    }

    @Test
    void liveUpdatesCarryNoIdAndWhoComesLaterSeesWhereItStands() throws Exception {
        // Given
        UUID id = started.id();
        try (EventReader events = follow()) {
            events.next();

            // When
            http.agent.publish(new LiveUpdate.AgentStateChanged(id, AgentState.LISTENING));
            http.agent.publish(new LiveUpdate.Progress(id, 2, 6, 431));
            http.agent.publish(new LiveUpdate.Caption(id, "c-1", Speaker.CANDIDATE, "I built", false));
            http.agent.publish(new LiveUpdate.Caption(UUID.randomUUID(), "c-9", Speaker.CANDIDATE, "other", false));
            http.agent.publish(new LiveUpdate.ConversationEnded(id, "completed"));
            List<Frame> live = events.next(4);

            // Then
            assertThat(live).extracting(Frame::event).containsExactly("agent_state", "progress", "caption", "ended");
            assertThat(live).extracting(Frame::id).containsOnly("");
            assertThat(live.get(1).json())
                    .isEqualTo(new JsonObject("{\"question_no\":2,\"question_count\":6,\"remaining_seconds\":431}"));
            assertThat(live.get(2).json().getBoolean("final")).isFalse();
        }
    }

    @Test
    void whoComesInTheMiddleSeesWhereItStands() throws Exception {
        // Given
        http.agent.publish(new LiveUpdate.AgentStateChanged(started.id(), AgentState.SPEAKING));
        http.agent.publish(new LiveUpdate.Progress(started.id(), 3, 6, 200));

        // When
        try (EventReader events = follow()) {

            // Then
            assertThat(events.next(3))
                    .extracting(Frame::event)
                    .containsExactly("interview.created", "agent_state", "progress");
        }
    }

    @Test
    void theStreamOfAllInterviewsBeginsNowOrWhereItIsTold() throws Exception {
        // Given
        http.start();
        try (EventReader fresh = EventReader.open(http.client, http.asRecruiter("/api/v1/events"));
                EventReader whole = EventReader.open(
                        http.client, http.asRecruiter("/api/v1/events").header("Last-Event-ID", "0"))) {

            // When
            Started third = http.start();

            // Then
            assertThat(fresh.next().json().getString("subject"))
                    .isEqualTo(third.id().toString());
            assertThat(whole.next(3)).extracting(Frame::sequence).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void theCandidateSeesTheConversationAndNotWhatIsThoughtOfIt() throws Exception {
        // Given
        UUID session = http.join(started);
        try (EventReader events =
                EventReader.open(http.client, http.asCandidate(started, "/events?session_id=" + session))) {

            // When
            http.say(started.id(), 1, Speaker.AGENT, "Hello");

            // Then
            assertThat(events.next(2))
                    .extracting(Frame::event)
                    .containsExactly("interview.state_changed", "turn.saved");
            assertThat(http.agent.presences()).singleElement().satisfies(report -> {
                assertThat(report.sessionId()).isEqualTo(session);
                assertThat(report.presence()).isEqualTo(Presence.CONNECTED);
            });
        }
    }

    @Test
    void theCandidateHearsOfACancellationButNotTheRecruitersReason() throws Exception {
        // Given
        UUID session = http.join(started);
        try (EventReader candidates =
                        EventReader.open(http.client, http.asCandidate(started, "/events?session_id=" + session));
                EventReader recruiters = follow()) {
            candidates.next();
            recruiters.next(3);

            // When
            http.post(
                    "/api/v1/interview/cancel/" + started.id(),
                    new JsonObject().put("reason", "We prefer somebody else."));

            // Then
            assertThat(recruiters.next().payload().getString("reason")).isEqualTo("We prefer somebody else.");
            assertThat(candidates.next().payload())
                    .isEqualTo(new JsonObject().put("from", "waiting").put("to", "cancelled"));
            assertThat(candidates.next().json().getString("reason")).isEqualTo("recruiter_cancelled");
        }
    }

    @Test
    void aPageThatIsClosedIsReportedAfterAMoment() throws Exception {
        // Given
        UUID session = http.join(started);
        EventReader events = EventReader.open(http.client, http.asCandidate(started, "/events?session_id=" + session));
        events.next();

        // When
        events.close();

        // Then
        Waiting.until(() -> http.agent.presences().size() == 2);
        assertThat(http.agent.presences())
                .extracting(ReportPresence::presence)
                .containsExactly(Presence.CONNECTED, Presence.DISCONNECTED);
        assertThat(http.agent.presences()).extracting(ReportPresence::via).doesNotContainNull();
        assertThat(http.agent.presences().getFirst().via())
                .isEqualTo(http.agent.presences().getLast().via());
    }

    @Test
    void theBrowserThatWasTakenOverIsToldAndLetGo() throws Exception {
        // Given
        UUID first = http.join(started);
        try (EventReader events =
                EventReader.open(http.client, http.asCandidate(started, "/events?session_id=" + first))) {
            events.next();

            // When
            http.join(started);

            // Then
            assertThat(events.next().event()).isEqualTo("taken_over");
            assertThat(EventReader.isEnd(events.next())).isTrue();
            HttpResponse<String> refused = http.send(http.asCandidate(started, "/events?session_id=" + first));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("SESSION_TAKEN_OVER");
        }
    }

    @Test
    void aPageReloadedAfterTheEndStillReadsHowItEnded() throws Exception {
        // Given
        UUID session = http.join(started);
        RunningHttp.await(http.agent.end(started.id(), InterviewState.COMPLETED, "completed"));

        // When
        try (EventReader events =
                EventReader.open(http.client, http.asCandidate(started, "/events?session_id=" + session))) {

            // Then
            assertThat(events.next(2).getLast().payload().getString("to")).isEqualTo("completed");
        }
    }

    @Test
    void anErasureEndsTheStream() throws Exception {
        // Given
        try (EventReader events = follow()) {
            events.next();

            // When
            http.send(http.asRecruiter("/api/v1/interview/" + started.id()).DELETE());

            // Then
            assertThat(events.next().event()).isEqualTo("interview.erased");
            assertThat(EventReader.isEnd(events.next())).isTrue();
        }
    }

    @Test
    void aBrowserThatAcceptsCompressionGetsEventsAtOnceAllTheSame() throws Exception {
        try (EventReader events =
                EventReader.open(http.client, recruiters().header("Accept-Encoding", "gzip, deflate"))) {
            assertThat(events.next().event()).isEqualTo("interview.created");
        }
    }

    @Test
    void anIdleStreamIsKeptOpenByComments() throws Exception {
        try (EventReader events = follow()) {
            assertThat(events.comment()).isEqualTo(": keep-alive");
        }
    }

    @Test
    void whilePersistenceIsAwayNoStreamBegins() throws Exception {
        // Given
        http.persistence.fail(ErrorCode.UNAVAILABLE);

        // When
        HttpResponse<String> refused = http.get("/api/v1/events");

        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private HttpRequest.Builder recruiters() {
        return http.asRecruiter("/api/v1/interview/" + started.id() + "/events");
    }

    private EventReader follow() throws Exception {
        return EventReader.open(http.client, recruiters());
    }
}
