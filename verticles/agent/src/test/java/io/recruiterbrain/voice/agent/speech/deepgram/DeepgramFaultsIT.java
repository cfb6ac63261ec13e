package io.recruiterbrain.voice.agent.speech.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.speech.RecordingListener;
import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramFault;
import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramServer;
import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramServerConfig;
import io.recruiterbrain.voice.testkit.vendor.deepgram.KnownAudio;
import io.recruiterbrain.voice.testkit.vendor.deepgram.ReceivedStream;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong with Deepgram, and what is said of it or done about it. */
class DeepgramFaultsIT {
    private static final String SENTENCE =
            "i like to write tests before i change old code because it gives me confidence";
    private static final SpeechToText.Options OPTIONS =
            new SpeechToText.Options("en-US", List.of("Kubernetes", "Vert.x"));
    private static final Duration LATE = Duration.ofMillis(1_200);
    private static final DeepgramConfig.Patience QUICK = new DeepgramConfig.Patience(
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            3,
            Duration.ofMillis(20),
            Duration.ofSeconds(60));

    private static final Recordings RECORDINGS = new Recordings();

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KnownAudio known = new KnownAudio();
    private final RecordingListener heard = new RecordingListener();
    private DeepgramServer server;
    private DeepgramConfig config;
    private DeepgramSpeechToText ears;
    private short[] audio;

    @BeforeEach
    void start() throws Exception {
        audio = RECORDINGS.of(SENTENCE);
        known.add(SENTENCE, audio);
        listen(DeepgramServerConfig.prompt("dg-key"));
    }

    private void listen(DeepgramServerConfig settings) {
        server = new DeepgramServer(vertx, known, settings);
        config = DeepgramConfig.of("dg-key")
                .withUrl(URI.create("ws://127.0.0.1:" + server.start().await()))
                .withPatience(QUICK);
        ears = new DeepgramSpeechToText(vertx, config, metrics);
    }

    @AfterEach
    void stop() {
        ears.close();
        vertx.close().await();
    }

    @AfterAll
    static void silence() {
        RECORDINGS.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        401,
                        "INVALID_AUTH",
                        "Invalid credentials.",
                        ErrorCode.PROVIDER_REJECTED,
                        "check DEEPGRAM_API_KEY"),
                refusal(
                        402,
                        "ASR_PAYMENT_REQUIRED",
                        "Project does not have enough credits for an ASR request and does not have an overage"
                                + " agreement.",
                        ErrorCode.PROVIDER_REJECTED,
                        "no credit left"),
                refusal(
                        403,
                        "INSUFFICIENT_PERMISSIONS",
                        "User does not have sufficient permissions.",
                        ErrorCode.PROVIDER_REJECTED,
                        "check DEEPGRAM_API_KEY's rights and DEEPGRAM_MODEL"),
                refusal(
                        400,
                        "Bad Request",
                        "Bad Request: No such model/language/tier combination found.",
                        ErrorCode.PROVIDER_REJECTED,
                        "No such model/language/tier combination found"),
                refusal(
                        429,
                        "TOO_MANY_REQUESTS",
                        "Too many requests. Please try again later",
                        ErrorCode.BUSY,
                        "too many streams"),
                refusal(408, "TIMEOUT", "Request timeout", ErrorCode.BUSY, "status 408"),
                refusal(500, "INTERNAL_SERVER_ERROR", "Internal server error", ErrorCode.UNAVAILABLE, "status 500"),
                refusal(503, "SERVICE_UNAVAILABLE", "Service unavailable", ErrorCode.UNAVAILABLE, "status 503"));
    }

    private static Arguments refusal(int status, String code, String message, ErrorCode expected, String sentence) {
        return Arguments.of(new DeepgramFault.Refuse(status, code, message, Duration.ofSeconds(7)), expected, sentence);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsReportedWithItsCodeAndWhatToMend(DeepgramFault.Refuse refusal, ErrorCode code, String sentence)
            throws Exception {
        // Given
        server.next(refusal);

        // When
        ProviderException fault;
        try (SpeechToText.Session session = ears.open(OPTIONS, heard)) {
            session.write(Sounds.frames(audio).getFirst());
            fault = (ProviderException) heard.nextFailure();
        }

        // Then
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.provider()).isEqualTo("deepgram");
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(fault).hasMessageContaining(sentence).hasMessageNotContaining("dg-key");
    }

    @Test
    void whatDeepgramSaysOfARequestDoesNotCarryTermsOfTheResume() throws Exception {
        // Given
        server.next(new DeepgramFault.Refuse(400, "Bad Request", "invalid keyword: Kubernetes", null));

        // When
        ears.open(OPTIONS, heard);
        Exception fault = heard.nextFailure();

        // Then
        assertThat(fault).hasMessageContaining("invalid keyword").hasMessageNotContaining("Kubernetes");
    }

    @Test
    void whatIsNotDeepgramIsToldFromIt() throws Exception {
        // Given
        server.next(new DeepgramFault.ForeignAnswer(200, "text/html", "<html>welcome</html>"));

        // When
        ears.open(OPTIONS, heard);
        Exception fault = heard.nextFailure();

        // Then
        assertThat(fault).hasMessageContaining("DEEPGRAM_URL is not Deepgram's streaming API");
    }

    @Test
    void aHandshakeThatIsNeverAnsweredEndsInTime() throws Exception {
        // Given
        server.next(new DeepgramFault.NoHandshake());

        // When
        ears.open(OPTIONS, heard);
        ProviderException fault = (ProviderException) heard.nextFailure();

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void aProbeProvesKeyModelAndAddress() throws Exception {
        // Given
        DeepgramSpeechToText wrongKey =
                new DeepgramSpeechToText(vertx, DeepgramConfig.of("other").withUrl(config.url()), metrics);
        DeepgramSpeechToText wrongModel = new DeepgramSpeechToText(vertx, config.withModel("nova-9", "en-US"), metrics);

        // When
        ears.probe().await(10, TimeUnit.SECONDS);

        // Then
        assertThat(server.streams().getLast().messages()).containsExactly("{\"type\":\"CloseStream\"}");
        assertThatThrownBy(() -> wrongKey.probe().await()).hasMessageContaining("check DEEPGRAM_API_KEY");
        assertThatThrownBy(() -> wrongModel.probe().await()).hasMessageContaining("DEEPGRAM_MODEL (nova-9)");
    }

    static Stream<DeepgramFault> cuts() {
        return Stream.of(
                new DeepgramFault.Cut(LATE),
                new DeepgramFault.Close(LATE, 1011, "NET-0000"),
                new DeepgramFault.Malformed(LATE),
                new DeepgramFault.HalfOpen(LATE),
                new DeepgramFault.Stall(LATE));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aCutInMidStreamLosesNoWord(DeepgramFault cut) throws Exception {
        // Given
        server.next(cut);

        // When
        Transcription transcription;
        try (SpeechToText.Session session = ears.open(OPTIONS, heard)) {
            Sounds.frames(audio).forEach(session::write);
            session.finish();
            transcription = heard.nextFinal();
        }

        // Then
        assertThat(transcription.text()).isEqualToIgnoringCase(SENTENCE);
        assertThat(server.streams()).hasSize(2);
        assertThat(heard.failures()).isZero();
        assertThat(metrics.counter("rbv.stt.reconnects", "provider", "deepgram").count())
                .isEqualTo(1);
        assertThat(metrics.counter("rbv.stt.replayed", "provider", "deepgram").count())
                .isGreaterThan(1);
    }

    @Test
    void whatCannotBeMendedByTryingAgainIsGivenUp() throws Exception {
        // Given
        server.always(new DeepgramFault.Cut(Duration.ofMillis(300)));

        // When
        ProviderException fault;
        try (SpeechToText.Session session = ears.open(OPTIONS, heard)) {
            Sounds.frames(audio).forEach(session::write);
            session.finish();
            fault = (ProviderException) heard.nextFailure();
        }

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(server.streams()).hasSize(1 + QUICK.reconnects());
        assertThat(heard.finals()).isZero();
    }

    @Test
    void audioThatDeepgramCannotDecodeIsNotSentAgain() throws Exception {
        // Given
        server.next(new DeepgramFault.Close(Duration.ofMillis(300), 1008, "DATA-0000"));

        // When
        ProviderException fault;
        try (SpeechToText.Session session = ears.open(OPTIONS, heard)) {
            Sounds.frames(audio).forEach(session::write);
            fault = (ProviderException) heard.nextFailure();
        }

        // Then
        assertThat(fault.code()).isEqualTo(ErrorCode.PROVIDER_REJECTED);
        assertThat(fault).hasMessageContaining("1008");
        assertThat(server.streams()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("finalizeFaults")
    void aFinalizeThatIsNotAnsweredAsHopedStillGivesTheWords(DeepgramFault fault) throws Exception {
        // Given
        server.next(fault);

        // When
        Transcription transcription;
        try (SpeechToText.Session session = ears.open(OPTIONS, heard)) {
            Sounds.frames(audio).forEach(session::write);
            session.finish();
            transcription = heard.nextFinal();
        }

        // Then
        assertThat(transcription.text()).containsIgnoringCase("write tests before i change old code");
        assertThat(heard.failures()).isZero();
    }

    static Stream<DeepgramFault> finalizeFaults() {
        return Stream.of(
                new DeepgramFault.UnmarkedFinalize(),
                new DeepgramFault.LostFinalize(),
                new DeepgramFault.Slow(Duration.ofMillis(300)));
    }

    @Test
    void aSilentCandidatesStreamIsKeptAliveBeyondTheLimit() throws Exception {
        // Given
        listen(DeepgramServerConfig.prompt("dg-key").withSilenceLimit(Duration.ofMillis(1_500)));
        CountDownLatch passed = new CountDownLatch(1);

        // When
        Transcription transcription;
        try (SpeechToText.Session session = ears.open(OPTIONS, heard)) {
            vertx.setTimer(3_500, id -> passed.countDown());
            passed.await();
            Sounds.frames(audio).forEach(session::write);
            session.finish();
            transcription = heard.nextFinal();
        }

        // Then
        ReceivedStream stream = server.streams().getFirst();
        assertThat(server.streams()).hasSize(1);
        assertThat(stream.count("KeepAlive")).isGreaterThanOrEqualTo(4);
        assertThat(transcription.text()).isEqualToIgnoringCase(SENTENCE);
    }

    @Test
    void theRequestIsWhatDeepgramDocuments() throws Exception {
        // When
        try (SpeechToText.Session session = ears.open(OPTIONS, heard)) {
            Sounds.frames(audio).forEach(session::write);
            session.finish();
            heard.nextFinal();
        }

        // Then
        ReceivedStream stream = server.streams().getFirst();
        assertThat(stream.path()).isEqualTo("/v1/listen");
        assertThat(stream.authorizationScheme()).isEqualTo("Token");
        assertThat(stream.query().get("model")).isEqualTo("nova-2");
        assertThat(stream.query().get("language")).isEqualTo("en-US");
        assertThat(stream.query().get("encoding")).isEqualTo("linear16");
        assertThat(stream.query().get("sample_rate")).isEqualTo("16000");
        assertThat(stream.query().get("channels")).isEqualTo("1");
        assertThat(stream.query().get("interim_results")).isEqualTo("true");
        assertThat(stream.query().get("mip_opt_out")).isEqualTo("true");
        assertThat(stream.query().getAll("keywords")).containsExactly("Kubernetes", "Vert.x");
        assertThat(stream.messages()).contains("{\"type\":\"Finalize\"}");
        assertThat(stream.audio())
                .isBetween(
                        Sounds.length(audio.length), Sounds.length(audio.length).plusMillis(200));
    }
}
