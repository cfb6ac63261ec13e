package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recruiterbrain.voice.launcher.candidate.ApiException;
import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that is started before its LiveKit server is. */
class LiveKitAwayIT {
    private LiveKitServer server;
    private RunningNode node;

    @BeforeEach
    void start() throws Exception {
        server = LiveKitServer.start();
        server.kill();
        node = RunningNode.start(server.settings());
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        server.close();
    }

    @Test
    void theSystemPageNamesTheSettingUntilTheServerIsThere() {
        // Given
        JsonObject started = node.recruiter().start(10, "What did you build last?");
        CandidateApi candidate =
                new CandidateApi(URI.create(node.url()), URI.create(started.getString("candidate_url")));
        candidate.consent(candidate.interview().getJsonObject("consent"));
        ApiException refused = catchThrowableOfType(ApiException.class, candidate::join);
        Optional<String> problem = problem(node.recruiter()
                .await("/api/v1/system", system -> problem(system).isPresent()));

        // When
        server.startAgain();

        // Then
        assertThat(refused.status()).isEqualTo(503);
        assertThat(problem).hasValueSatisfying(text -> assertThat(text).contains("LIVEKIT_URL"));
        node.recruiter().await("/api/v1/system", system -> problem(system).isEmpty());
        assertThat(candidate.join()).isNotBlank();
    }

    private static Optional<String> problem(JsonObject system) {
        return system.getJsonArray("modules").stream()
                .map(JsonObject.class::cast)
                .flatMap(module -> module.getJsonArray("ports").stream())
                .map(JsonObject.class::cast)
                .filter(port -> port.getString("port").equals("Room"))
                .map(port -> port.getString("problem", ""))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
