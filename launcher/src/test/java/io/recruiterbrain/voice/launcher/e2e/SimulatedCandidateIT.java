package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.launcher.candidate.SimulatedCandidate;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The candidate of {@code rbv interview} against a whole node. */
@Timeout(300)
class SimulatedCandidateIT {
    /** A minute and a half. */
    private static final String LONG_ANSWER =
            "I wrote down what the system did, and then we moved it piece by piece over many weeks. ".repeat(15);

    @Test
    void whoStillSpeaksWhenTheAgentHangsUpLearnsHowTheInterviewEnded() throws Exception {
        try (RunningNode node = RunningNode.start(Map.of());
                MediaEngine media = new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
                FreeTtsTextToSpeech voice =
                        new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry());
                ExecutorService caller = Executors.newSingleThreadExecutor()) {
            // Given
            JsonObject started = node.recruiter().start(10, "How did you move a large system to something new?");
            String id = started.getString("interview_id");
            SimulatedCandidate candidate = new SimulatedCandidate(
                    URI.create(node.url()),
                    URI.create(started.getString("candidate_url")),
                    media,
                    voice,
                    List.of(LONG_ANSWER),
                    exchange -> {});
            try (SimulatedCandidate.Call call = candidate.connect()) {
                Future<String> end = caller.submit(call::hold);
                node.recruiter()
                        .await(
                                "/api/v1/interview/" + id + "/transcript",
                                transcript -> transcript.getJsonArray("turns").stream()
                                        .map(JsonObject.class::cast)
                                        .anyMatch(turn -> turn.getString("kind").equalsIgnoreCase("question")));

                // When
                node.recruiter().rest().post("/api/v1/interview/cancel/" + id, new JsonObject());

                // Then: one that waited for the rest of its answer would fail after two minutes
                assertThat(end.get(200, TimeUnit.SECONDS)).isEqualTo("recruiter_cancelled");
            }
        }
    }
}
