package io.recruiterbrain.voice.agent.speech.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech.Speech;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Cut;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Garbage;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Late;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Refusal;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Stall;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault by fault: what becomes of it, and which setting the sentence names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleTtsFaultsIT {
    private static final String WHOLE = "en-US-Neural2-F";
    private static final String STREAMED = "en-US-Chirp3-HD-Aoede";
    private static final String TEXT = "My secret answer is forty two, and it is a long one.";

    private GoogleTrial google;

    @BeforeAll
    void startGoogle() throws Exception {
        google = new GoogleTrial(Duration.ofMillis(10));
    }

    @AfterAll
    void closeGoogle() throws Exception {
        google.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                row(Status.Code.UNAUTHENTICATED, "x", ErrorCode.PROVIDER_REJECTED, "GOOGLE_APPLICATION_CREDENTIALS"),
                row(Status.Code.PERMISSION_DENIED, "x", ErrorCode.PROVIDER_REJECTED, "Text-to-Speech API"),
                row(Status.Code.INVALID_ARGUMENT, "x", ErrorCode.PROVIDER_REJECTED, "GOOGLE_TTS_VOICE_NAME"),
                row(
                        Status.Code.INVALID_ARGUMENT,
                        "This voice does not support pitch parameters at this time.",
                        ErrorCode.PROVIDER_REJECTED,
                        "GOOGLE_TTS_PITCH"),
                row(Status.Code.UNIMPLEMENTED, "x", ErrorCode.PROVIDER_REJECTED, "GOOGLE_TTS_ENDPOINT"),
                row(Status.Code.RESOURCE_EXHAUSTED, "x", ErrorCode.BUSY, "quota"),
                row(Status.Code.UNAVAILABLE, "x", ErrorCode.UNAVAILABLE, "cannot be reached"),
                row(Status.Code.INTERNAL, "x", ErrorCode.UNAVAILABLE, "INTERNAL"));
    }

    private static Arguments row(Status.Code status, String message, ErrorCode code, String said) {
        return Arguments.of(status, message, code, said);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalHasItsCodeAndNamesWhatToMend(Status.Code status, String message, ErrorCode code, String said) {
        for (String voice : List.of(WHOLE, STREAMED)) {
            // Given
            int asked = asked();
            google.server.fail(new Refusal(status, message + " " + TEXT, null));

            // When
            ProviderException fault = failure(google.config(voice));

            // Then
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault).hasMessageContaining(said);
            assertThat(fault.provider()).isEqualTo("google");
            assertThat(everyText(fault)).doesNotContain("secret");
            assertThat(asked()).isEqualTo(asked + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WHOLE, STREAMED})
    void theTimeThatGoogleAsksForIsHandedOn(String voice) {
        // Given
        google.server.fail(new Refusal(Status.Code.RESOURCE_EXHAUSTED, "Quota exceeded", Duration.ofMillis(7_500)));

        // When
        ProviderException fault = failure(google.config(voice));

        // Then
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofMillis(7_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {WHOLE, STREAMED})
    void anAnswerThatDoesNotComeIsATimeout(String voice) {
        // Given
        google.server.fail(new Stall());

        // When
        ProviderException fault = failure(impatient(voice));

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(fault).hasMessageContaining("1000 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {WHOLE, STREAMED})
    void anAnswerThatComesLateIsTaken(String voice) {
        // Given
        google.server.fail(new Late(Duration.ofMillis(300)));

        // When
        List<AudioFrame> frames = new CopyOnWriteArrayList<>();
        try (GoogleTextToSpeech speaker = new GoogleTextToSpeech(google.config(voice), new SimpleMeterRegistry())) {
            speaker.speak(TEXT, frames::add).done().await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came", e);
        }

        // Then
        assertThat(frames).isNotEmpty();
    }

    @Test
    void aStreamThatIsCutFailsAfterTheAudioThatCame() {
        // Given
        google.server.fail(new Cut(48_000));
        List<AudioFrame> frames = new CopyOnWriteArrayList<>();

        // When
        Throwable fault;
        try (GoogleTextToSpeech voice = new GoogleTextToSpeech(google.config(STREAMED), new SimpleMeterRegistry())) {
            Speech speech = voice.speak(TEXT, frames::add);
            fault = catchThrowable(() -> speech.done().await());
        }

        // Then
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(frames).isNotEmpty();
    }

    static Stream<GoogleTtsFault> broken() {
        return Stream.of(new Garbage(), new Cut(0));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoAudioIsNotPlayed(GoogleTtsFault broken) {
        for (String voice : List.of(WHOLE, STREAMED)) {
            // Given
            google.server.fail(broken);

            // When
            ProviderException fault = failure(google.config(voice));

            // Then
            assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
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

    @ParameterizedTest
    @ValueSource(strings = {WHOLE, STREAMED})
    void cancellingEndsTheCallAtGoogle(String voice) {
        // Given
        int before = google.server.cancelled();
        google.server.fail(new Stall());

        // When
        try (GoogleTextToSpeech speaker = new GoogleTextToSpeech(google.config(voice), new SimpleMeterRegistry())) {
            int asked = asked();
            Speech speech = speaker.speak(TEXT, frame -> {});
            until(() -> asked() > asked);
            speech.cancel();
            speech.done().await();

            // Then
            until(() -> google.server.cancelled() > before);
        }
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

    @Test
    void aSentenceThatIsTooLongIsNotSent() {
        // Given
        int asked = asked();

        // When
        Throwable fault;
        try (GoogleTextToSpeech voice = new GoogleTextToSpeech(google.config(WHOLE), new SimpleMeterRegistry())) {
            Speech speech = voice.speak("word ".repeat(1_001), frame -> {});
            fault = catchThrowable(() -> speech.done().await());
        }

        // Then
        assertThat(fault).hasMessageContaining("5000 bytes");
        assertThat(asked()).isEqualTo(asked);
    }

    private ProviderException failure(GoogleTtsConfig config) {
        try (GoogleTextToSpeech voice = new GoogleTextToSpeech(config, new SimpleMeterRegistry())) {
            Future<Void> done = voice.speak(TEXT, frame -> {}).done();
            Throwable fault = catchThrowable(done::await);
            assertThat(fault).isInstanceOf(ProviderException.class);
            return (ProviderException) fault;
        }
    }

    private GoogleTtsConfig impatient(String voice) {
        GoogleTtsConfig config = google.config(voice);
        return new GoogleTtsConfig(
                voice, 1, 0, config.endpoint(), config.credentials(), Duration.ofSeconds(1), config.cacheBytes());
    }

    private static GoogleTtsConfig at(String endpoint, Path keyFile) {
        return new GoogleTtsConfig(WHOLE, 1, 0, endpoint, keyFile, Duration.ofSeconds(10), 0);
    }

    private int asked() {
        return google.server.requests().size()
                + (int) google.server.streamed().stream()
                        .filter(message -> message.hasInput())
                        .count();
    }

    private static String everyText(Throwable fault) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.toString();
    }

    private static void until(BooleanSupplier condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.onSpinWait();
        }
    }
}
