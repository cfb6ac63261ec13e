package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.http.EventReader.Frame;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages see of an agent that was frozen and wakes up after another one has taken its place. */
class ReplacedAgentIT {
    private RunningHttp http;
    private UUID id;

    @BeforeEach
    void run() throws Exception {
        http = new RunningHttp();
        Started started = http.start();
        id = started.id();
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
    }

    @Test
    void itsWordsAreShownNoMoreAfterThoseOfTheNewOne() throws Exception {
        try (EventReader events = follow()) {
            // Given
            events.next();
            http.agent.publish(words("1-agent-4", "What did", 1L));
            http.agent.publish(words("2-agent-1", "Sorry,", 2L));

            // When
            http.agent.publish(words("1-agent-4", "What did you build?", 1L));
            http.agent.publish(words("2-agent-1", "Sorry, I was cut off.", 2L));

            // Then
            assertThat(events.next(3))
                    .extracting(frame -> frame.json().getString("text"))
                    .containsExactly("What did", "Sorry,", "Sorry, I was cut off.");
        }
    }

    @Test
    void itNeitherEndsTheInterviewNorSpeaksAfterThePagesWereToldOfTheMove() throws Exception {
        try (EventReader events = follow()) {
            // Given
            events.next();
            http.agent.publish(new LiveUpdate.AgentMoved(id, 2, null));

            // When
            http.agent.publish(words("1-agent-4", "What did you build?", 1L));
            http.agent.publish(new LiveUpdate.ConversationEnded(id, "time_limit", 1L));
            http.agent.publish(words("2-agent-1", "Sorry,", 2L));

            // Then
            assertThat(events.next(2)).extracting(Frame::event).containsExactly("agent_moved", "caption");
        }
    }

    @Test
    void whoComesLaterIsNotShownItsStateEither() throws Exception {
        // Given: nobody watches meanwhile
        http.agent.publish(new LiveUpdate.AgentStateChanged(id, AgentState.LISTENING, 2L));

        // When
        http.agent.publish(new LiveUpdate.AgentStateChanged(id, AgentState.SPEAKING, 1L));

        // Then
        try (EventReader events = follow()) {
            assertThat(events.next(2).getLast().json()).isEqualTo(new JsonObject().put("state", "listening"));
        }
    }

    @Test
    void anAgentOfTheVersionBeforeDoesNotTellItsNumberAndIsShown() throws Exception {
        try (EventReader events = follow()) {
            // Given
            events.next();
            http.agent.publish(words("2-agent-1", "Sorry,", 2L));

            // When
            http.agent.publish(words("3-agent-1", "I am back.", null));

            // Then
            assertThat(events.next().json().getLong("fence")).isEqualTo(2);
            JsonObject shown = events.next().json();
            assertThat(shown.getString("text")).isEqualTo("I am back.");
            assertThat(shown.containsKey("fence")).isFalse();
        }
    }

    private LiveUpdate words(String segmentId, String text, Long fence) {
        return new LiveUpdate.Caption(id, segmentId, Speaker.AGENT, text, false, fence);
    }

    private EventReader follow() throws Exception {
        return EventReader.open(http.client, http.asRecruiter("/api/v1/interview/" + id + "/events"));
    }
}
