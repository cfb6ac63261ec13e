package io.recruiterbrain.voice.agent.speech.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.RecordingListener;
import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.TextToSpeech.Speech;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Cut;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Garbage;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Late;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Page;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Refusal;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Stall;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.StallAfter;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fault by fault: what becomes of it, and which setting the sentence names. */
class OpenAiSpeechFaultsIT {
    private static final String KEY = "sk-hunter2";
    private static final String TEXT = "My secret answer is forty two, and it is a long one.";
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final OpenAiSpeechServer server =
            new OpenAiSpeechServer(vertx, KEY, samples -> "secret words", Duration.ofMillis(10));
    private final String url = "http://127.0.0.1:" + server.start().await() + "/v1";

    @AfterEach
    void closeServer() {
        server.close().await();
        vertx.close().await();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                row(refusal(401, "invalid_api_key"), ErrorCode.PROVIDER_REJECTED, "_API_KEY"),
                row(refusal(402, "no_credit"), ErrorCode.PROVIDER_REJECTED, "_API_KEY"),
                row(refusal(403, "forbidden"), ErrorCode.PROVIDER_REJECTED, "_API_KEY"),
                row(refusal(404, "model_not_found"), ErrorCode.PROVIDER_REJECTED, "_MODEL"),
                row(refusal(400, "invalid_value"), ErrorCode.PROVIDER_REJECTED, "status 400"),
                row(refusal(429, "insufficient_quota"), ErrorCode.PROVIDER_REJECTED, "quota"),
                row(refusal(429, "rate_limit_exceeded"), ErrorCode.BUSY, "too often"),
                row(refusal(408, "timeout"), ErrorCode.BUSY, "too often"),
                row(refusal(409, "conflict"), ErrorCode.BUSY, "too often"),
                row(refusal(500, "server_error"), ErrorCode.UNAVAILABLE, "status 500"),
                row(refusal(503, "overloaded"), ErrorCode.UNAVAILABLE, "status 503"),
                row(new Page(), ErrorCode.PROVIDER_REJECTED, "_BASE_URL"),
                row(new Cut(0), ErrorCode.UNAVAILABLE, "cannot be reached"));
    }

    private static Arguments row(OpenAiSpeechFault fault, ErrorCode code, String said) {
        return Arguments.of(fault, code, said);
    }

    private static Refusal refusal(int status, String code) {
        return new Refusal(status, code, null);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfTheVoiceHasItsCodeAndNamesWhatToMend(OpenAiSpeechFault broken, ErrorCode code, String said) {
        // Given
        server.fail(broken);

        // When
        ProviderException fault = spoken(tts(url, KEY, "alloy", PATIENT));

        // Then
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault).hasMessageContaining(said.startsWith("_") ? "OPENAI_TTS" + said : said);
        assertThat(everyText(fault)).doesNotContain("hunter2", "secret");
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfTheEarsHasItsCodeAndNamesWhatToMend(OpenAiSpeechFault broken, ErrorCode code, String said)
            throws Exception {
        // Given
        server.fail(broken);

        // When
        ProviderException fault = heard(stt(url, KEY, PATIENT));

        // Then
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault).hasMessageContaining(said.startsWith("_") ? "OPENAI_STT" + said : said);
        assertThat(everyText(fault)).doesNotContain("hunter2", "secret");
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theTimeThatTheServerAsksForIsHandedOn() throws Exception {
        // Given
        Refusal busy = new Refusal(429, "rate_limit_exceeded", Duration.ofSeconds(7));
        server.fail(busy, busy);

        // When
        ProviderException voice = spoken(tts(url, KEY, "alloy", PATIENT));
        ProviderException ears = heard(stt(url, KEY, PATIENT));

        // Then
        assertThat(voice.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(ears.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void anAnswerThatDoesNotComeIsATimeout() throws Exception {
        // Given
        server.fail(new Stall(), new Stall(), new StallAfter(4_000));

        // When
        ProviderException voice = spoken(tts(url, KEY, "alloy", Duration.ofSeconds(1)));
        ProviderException ears = heard(stt(url, KEY, Duration.ofSeconds(1)));
        ProviderException half = spoken(tts(url, KEY, "alloy", Duration.ofSeconds(1)));

        // Then
        assertThat(List.of(voice, ears, half)).allSatisfy(fault -> {
            assertThat(fault.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(fault).hasMessageContaining("1000 ms");
        });
    }

    @Test
    void aVoiceThatDoesNotExistIsSaidSo() {
        // When
        ProviderException fault = spoken(tts(url, KEY, "kevin", PATIENT));

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED);
        assertThat(fault).hasMessage("the speech server has no voice kevin: check OPENAI_TTS_VOICE");
    }

    @Test
    void aStreamThatIsCutFailsAfterTheAudioThatCame() {
        // Given
        server.fail(new Cut(60_000));
        List<AudioFrame> frames = new CopyOnWriteArrayList<>();

        // When
        Throwable fault;
        try (OpenAiTextToSpeech voice =
                new OpenAiTextToSpeech(tts(url, KEY, "alloy", PATIENT), new SimpleMeterRegistry())) {
            Speech speech = voice.speak(TEXT, frames::add);
            fault = catchThrowable(() -> speech.done().await());
        }

        // Then
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(frames).isNotEmpty();
    }

    @Test
    void jsonThatIsCutInTheMiddleIsNotTaken() throws Exception {
        // Given
        server.fail(new Garbage());

        // When
        ProviderException fault = heard(stt(url, KEY, PATIENT));

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(fault).hasMessageContaining("cannot be read");
    }

    @Test
    void cancellingEndsTheCallAtTheServer() {
        // Given
        server.fail(new Stall());

        // When
        try (OpenAiTextToSpeech voice =
                new OpenAiTextToSpeech(tts(url, KEY, "alloy", PATIENT), new SimpleMeterRegistry())) {
            Speech speech = voice.speak(TEXT, frame -> {});
            until(() -> !server.requests().isEmpty());
            speech.cancel();
            speech.done().await();

            // Then
            until(() -> server.abandoned() == 1);
        }
    }

    @Test
    void closingASessionEndsItsCallAtTheServer() {
        // Given
        server.fail(new Stall());
        RecordingListener listener = new RecordingListener();

        // When
        try (OpenAiSpeechToText ears = new OpenAiSpeechToText(stt(url, KEY, PATIENT), new SimpleMeterRegistry())) {
            SpeechToText.Session session = ears.open(new SpeechToText.Options("en-US", List.of()), listener);
            Sounds.frames(Sounds.silence(Duration.ofSeconds(1))).forEach(session::write);
            session.finish();
            until(() -> !server.requests().isEmpty());
            session.close();

            // Then
            until(() -> server.abandoned() == 1);
        }
        assertThat(listener.failures()).isZero();
    }

    @Test
    void wordsThatComeLateKeepTheirOrder() throws Exception {
        // Given
        server.fail(new Late(Duration.ofMillis(500)));
        RecordingListener listener = new RecordingListener();

        // When
        try (OpenAiSpeechToText ears = new OpenAiSpeechToText(stt(url, KEY, PATIENT), new SimpleMeterRegistry());
                SpeechToText.Session session = ears.open(new SpeechToText.Options("en-US", List.of()), listener)) {
            Sounds.frames(Sounds.silence(Duration.ofSeconds(1))).forEach(session::write);
            session.finish();
            session.finish();

            // Then
            assertThat(listener.nextFinal().text()).isEqualTo("secret words");
            assertThat(listener.nextFinal().text()).isEmpty();
        }
    }

    @Test
    void aKeyThatIsRevokedInTheMiddleEndsTheSession() throws Exception {
        // Given
        RecordingListener listener = new RecordingListener();

        // When
        ProviderException fault;
        try (OpenAiSpeechToText ears = new OpenAiSpeechToText(stt(url, KEY, PATIENT), new SimpleMeterRegistry());
                SpeechToText.Session session = ears.open(new SpeechToText.Options("en-US", List.of()), listener)) {
            Sounds.frames(Sounds.silence(Duration.ofSeconds(1))).forEach(session::write);
            session.finish();
            listener.nextFinal();
            server.revoke();
            Sounds.frames(Sounds.silence(Duration.ofSeconds(1))).forEach(session::write);
            session.finish();
            fault = (ProviderException) listener.nextFailure();
        }

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED);
        assertThat(fault).hasMessageContaining("OPENAI_STT_API_KEY");
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        // When
        ProviderException fault = spoken(tts("http://127.0.0.1:9/v1", null, "alloy", PATIENT));

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(fault).hasMessageContaining("OPENAI_TTS_BASE_URL");
    }

    private static OpenAiTtsConfig tts(String url, String key, String voice, Duration timeout) {
        return new OpenAiTtsConfig(url, key, "tts-1", voice, 1, timeout);
    }

    private static OpenAiSttConfig stt(String url, String key, Duration timeout) {
        return new OpenAiSttConfig(url, key, "whisper-1", timeout);
    }

    private static ProviderException spoken(OpenAiTtsConfig config) {
        try (OpenAiTextToSpeech voice = new OpenAiTextToSpeech(config, new SimpleMeterRegistry())) {
            Speech speech = voice.speak(TEXT, frame -> {});
            Throwable fault = catchThrowable(() -> speech.done().await());
            assertThat(fault).isInstanceOf(ProviderException.class);
            return (ProviderException) fault;
        }
    }

    private static ProviderException heard(OpenAiSttConfig config) throws Exception {
        RecordingListener listener = new RecordingListener();
        try (OpenAiSpeechToText ears = new OpenAiSpeechToText(config, new SimpleMeterRegistry());
                SpeechToText.Session session = ears.open(new SpeechToText.Options("en-US", List.of()), listener)) {
            Sounds.frames(Sounds.silence(Duration.ofSeconds(1))).forEach(session::write);
            session.finish();
            return (ProviderException) listener.nextFailure();
        }
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
