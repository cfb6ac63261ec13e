package io.recruiterbrain.voice.agent.speech.google;

import static io.recruiterbrain.voice.agent.speech.google.GoogleTrial.TEXT;
import static io.recruiterbrain.voice.agent.speech.google.GoogleTrial.everyText;
import static io.recruiterbrain.voice.agent.speech.google.GoogleTrial.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are wrong, or become so: the sentence names which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleTtsSettingsIT {
    private static final String WHOLE = "en-US-Neural2-F";

    private GoogleTrial google;

    @BeforeAll
    void startGoogle() throws Exception {
        google = new GoogleTrial(Duration.ofMillis(10));
    }

    @AfterAll
    void closeGoogle() throws Exception {
        google.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US-Neural2-Z", "en-US-Chirp3-HD-Nobody"})
    void aVoiceThatDoesNotExistIsSaidSoByTheFirstSentenceAndByTheProbe(String voice) {
        // When
        ProviderException fault = failure(google.config(voice));
        Throwable probed;
        try (GoogleTextToSpeech speaker = new GoogleTextToSpeech(google.config(voice), new SimpleMeterRegistry())) {
            probed = catchThrowable(() -> speaker.probe().await());
        }

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED);
        assertThat(fault).hasMessage("Google has no voice " + voice + ": check GOOGLE_TTS_VOICE_NAME");
        assertThat(probed).hasMessage(fault.getMessage());
    }

    @Test
    void aKeyThatIsRevokedInTheMiddleIsSaidSo() throws Exception {
        // Given
        try (GoogleTrial other = new GoogleTrial(Duration.ZERO);
                GoogleTextToSpeech voice = new GoogleTextToSpeech(other.config(WHOLE), new SimpleMeterRegistry())) {
            voice.speak("Good morning.", frame -> {}).done().await();
            other.tokens.revoke();

            // When
            Future<Void> done = voice.speak(TEXT, frame -> {}).done();

            // Then
            assertThatThrownBy(done::await)
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED))
                    .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS");
        }
    }

    @Test
    void aKeyThatTheTokenServerRefusesIsSaidSo() throws Exception {
        // Given
        try (GoogleTrial other = new GoogleTrial(Duration.ZERO)) {
            other.tokens.revoke();

            // When
            ProviderException fault = failure(other.config(WHOLE));

            // Then
            assertThat(fault.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED);
            assertThat(fault).hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aWebApiThatRefusesTheTokenIsNotGoogleAndTheCredentialsAreNotToBlame(int status) {
        // Given
        int port = google.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(status)
                        .putHeader("content-type", "application/json")
                        .end("{\"error\":{\"message\":\"no such key\"}}"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();

        // When
        ProviderException fault = failure(at("http://127.0.0.1:" + port, google.keyFile()));

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED);
        assertThat(fault)
                .hasMessageContaining("not Google Text-to-Speech: check GOOGLE_TTS_ENDPOINT")
                .message()
                .doesNotContain("GOOGLE_APPLICATION_CREDENTIALS");
    }

    @Test
    void aServerThatIsNotGoogleIsSaidSo() {
        // Given
        int port = google.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "text/html")
                        .end("<html>It works!</html>"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();

        // When
        ProviderException fault = failure(at("http://127.0.0.1:" + port, google.keyFile()));

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED);
        assertThat(fault).hasMessageContaining("GOOGLE_TTS_ENDPOINT");
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        // When
        ProviderException fault = failure(at("http://127.0.0.1:9", google.keyFile()));

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aKeyFileThatIsMissingOrMalformedStopsTheConstruction(@TempDir Path folder) throws Exception {
        // Given
        Path missing = folder.resolve("missing.json");
        Path malformed = Files.writeString(folder.resolve("malformed.json"), "{\"private_key\": \"hunter2\"");
        Path another = Files.writeString(folder.resolve("another.json"), "{\"type\": \"service_account\"}");

        // When, then
        for (Path file : List.of(missing, malformed, another, folder)) {
            assertThatThrownBy(() -> new GoogleTextToSpeech(at(google.endpoint(), file), new SimpleMeterRegistry()))
                    .isInstanceOfSatisfying(ProviderException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED);
                        assertThat(everyText(e))
                                .contains("GOOGLE_APPLICATION_CREDENTIALS")
                                .doesNotContain("hunter2");
                    });
        }
    }

    private static GoogleTtsConfig at(String endpoint, Path keyFile) {
        return new GoogleTtsConfig(WHOLE, 1, 0, endpoint, keyFile, Duration.ofSeconds(10), 0);
    }
}
