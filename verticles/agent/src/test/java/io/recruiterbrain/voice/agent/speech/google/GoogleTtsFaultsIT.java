package io.recruiterbrain.voice.agent.speech.google;

import static io.recruiterbrain.voice.agent.speech.google.GoogleTrial.TEXT;
import static io.recruiterbrain.voice.agent.speech.google.GoogleTrial.everyText;
import static io.recruiterbrain.voice.agent.speech.google.GoogleTrial.failure;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault by fault of a call: what becomes of it, and which setting the sentence names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleTtsFaultsIT {
    private static final String WHOLE = "en-US-Neural2-F";
    private static final String STREAMED = "en-US-Chirp3-HD-Aoede";

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

    private GoogleTtsConfig impatient(String voice) {
        GoogleTtsConfig config = google.config(voice);
        return new GoogleTtsConfig(
                voice, 1, 0, config.endpoint(), config.credentials(), Duration.ofSeconds(1), config.cacheBytes());
    }

    private int asked() {
        return google.server.requests().size()
                + (int) google.server.streamed().stream()
                        .filter(message -> message.hasInput())
                        .count();
    }

    private static void until(BooleanSupplier condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.onSpinWait();
        }
    }
}
