package io.recruiterbrain.voice.launcher;

import static io.recruiterbrain.voice.launcher.Distribution.freePort;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built folder with a real LiveKit server beside it, and with settings of one that are wrong. */
class LiveKitSettingsIT {
    private static LiveKitServer server;

    @TempDir
    Path folder;

    private Distribution distribution;

    @BeforeAll
    static void startServer() {
        server = LiveKitServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void unpack() {
        distribution = new Distribution(folder);
    }

    @Test
    void theCheckJoinsARoomOfTheServer() throws Exception {
        // When
        distribution.run("check.log", with(Map.of()), "check");

        // Then
        assertThat(verdict()).startsWith("ok").contains("joined a room");
    }

    @Test
    void theCheckFailsWithTheSettingWhenNobodyListensThere() throws Exception {
        // When
        Process check = distribution.run("check.log", with(Map.of("LIVEKIT_URL", "ws://127.0.0.1:1")), "check");

        // Then
        assertThat(check.exitValue()).isEqualTo(1);
        assertThat(verdict()).startsWith("FAILED").contains("nothing listens there", "check LIVEKIT_URL");
        assertThat(distribution.log("check.log")).doesNotContain("\tat ");
    }

    @Test
    void aWrongSecretStopsTheStartWithOneSentence() throws Exception {
        // When
        String wrong = "a-secret-of-some-other-livekit-server";
        Process refused = distribution.run("refused.log", with(Map.of("LIVEKIT_API_SECRET", wrong)), "serve");

        // Then
        assertThat(refused.exitValue()).as(distribution.log("refused.log")).isEqualTo(1);
        assertThat(distribution.log("refused.log"))
                .contains("LiveKit refused the token: check LIVEKIT_API_KEY and LIVEKIT_API_SECRET")
                .doesNotContain(wrong)
                .doesNotContain("\tat ");
    }

    private Map<String, String> with(Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(distribution.environment(freePort()));
        environment.putAll(server.settings());
        environment.putAll(settings);
        return environment;
    }

    /** The line about LiveKit. */
    private String verdict() throws IOException {
        return distribution
                .log("check.log")
                .lines()
                .filter(line -> line.contains(" livekit "))
                .findFirst()
                .orElseThrow();
    }
}
