package io.recruiterbrain.voice.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.NodeConfigReader;
import io.recruiterbrain.voice.launcher.config.Settings;
import io.recruiterbrain.voice.launcher.config.SettingsSource;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.recruiterbrain.voice.testkit.vendor.Vendors;
import io.recruiterbrain.voice.testkit.vendor.deepgram.KnownAudio;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node whose provider refuses it for good does not start, and says in one sentence which setting to mend. */
class RefusedStartIT {
    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static Vendors vendors;
    private static LiveKitServer liveKit;
    /** A web server that is nobody's API. */
    private static String stranger;
    /** A web API that lets nobody in. */
    private static String closed;

    @BeforeAll
    static void startVendors() throws IOException {
        vertx = Vertx.vertx();
        vendors = Vendors.start(vertx, new KnownAudio(), folder);
        liveKit = LiveKitServer.start();
        int port = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(request -> request.response()
                        .setStatusCode(request.method().name().equals("GET") ? 404 : 501)
                        .putHeader("content-type", "text/html")
                        .end("<p>nothing here"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        stranger = "127.0.0.1:" + port;
        int closedPort = vertx.createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(401).end())
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        closed = "127.0.0.1:" + closedPort;
        Files.writeString(folder.resolve("malformed.json"), "{\"type\": \"service_account\", ");
    }

    @AfterAll
    static void stopVendors() {
        liveKit.close();
        vendors.close();
        vertx.close().await();
    }

    @Test
    void aPortInUseIsToldBeforeAnythingIsLoaded() throws IOException {
        // Given
        Path data = folder.resolve("untouched");
        Map<String, String> environment = new HashMap<>(Map.of("API_HOST", "127.0.0.1"));
        environment.put("API_PORT", stranger.substring(stranger.indexOf(':') + 1));
        environment.put("RBV_DATA_DIR", data.toString());
        Settings settings = SettingsSource.load(environment, folder, folder);
        NodeConfig config = new NodeConfigReader(settings, () -> "-".repeat(32)).read();

        // When
        Throwable refusal = catchThrowable(() -> Node.start(config).close());

        // Then
        assertThat(refusal)
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("cannot listen on " + stranger)
                .hasMessageContaining("set API_PORT");
        assertThat(data).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "DEEPGRAM_API_KEY, wrong",
        "DEEPGRAM_URL, ws://STRANGER",
        "OPENAI_API_KEY, wrong",
        "OPENAI_BASE_URL, http://STRANGER/v1",
        "OPENAI_BASE_URL, http://GRPC/v1",
        "GOOGLE_TTS_VOICE_NAME, en-US-Neural2-ZZ",
        "GOOGLE_APPLICATION_CREDENTIALS, FOLDER/malformed.json",
        "GOOGLE_APPLICATION_CREDENTIALS, FOLDER/missing.json",
        "GOOGLE_TTS_ENDPOINT, http://STRANGER",
        "GOOGLE_TTS_ENDPOINT, http://CLOSED",
        "LIVEKIT_API_KEY, another-key",
        "LIVEKIT_API_SECRET, a-secret-of-some-other-livekit-server",
        "LIVEKIT_URL, ws://STRANGER"
    })
    void theSettingToMendIsNamedInOneSentence(String setting, String value) throws IOException {
        // Given
        Map<String, String> environment = new HashMap<>(vendors.settings());
        environment.putAll(liveKit.settings());
        environment.put("API_PORT", "0");
        environment.put("RBV_DATA_DIR", folder.resolve("data").toString());
        environment.put("RBV_MEDIA_LOOPBACK_ONLY", "true");
        String grpc = URI.create(vendors.settings().get("GOOGLE_TTS_ENDPOINT")).getAuthority();
        environment.put(
                setting,
                value.replace("STRANGER", stranger)
                        .replace("CLOSED", closed)
                        .replace("GRPC", grpc)
                        .replace("FOLDER", folder.toString()));
        Settings settings = SettingsSource.load(environment, folder, folder);
        NodeConfigReader reader =
                new NodeConfigReader(settings, new NodeSecrets(folder.resolve("data"))::candidateLinks);

        // When
        Throwable refusal = catchThrowable(() -> Node.start(reader.read()).close());

        // Then
        Throwable told = refusal instanceof CompletionException ? refusal.getCause() : refusal;
        assertThat(told).isInstanceOf(ServiceException.class).hasMessageContaining(setting);
        assertThat(told.getMessage().lines()).hasSize(1);
        assertThat(told.getMessage())
                .doesNotContain("trial-key")
                .doesNotContain("a-secret")
                .doesNotContain("Exception");
    }
}
