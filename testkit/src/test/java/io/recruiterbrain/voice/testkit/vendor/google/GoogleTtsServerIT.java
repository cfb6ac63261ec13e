package io.recruiterbrain.voice.testkit.vendor.google;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.texttospeech.v1.AudioConfig;
import com.google.cloud.texttospeech.v1.AudioEncoding;
import com.google.cloud.texttospeech.v1.ListVoicesRequest;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeRequest;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeResponse;
import com.google.cloud.texttospeech.v1.SynthesisInput;
import com.google.cloud.texttospeech.v1.SynthesizeSpeechRequest;
import com.google.cloud.texttospeech.v1.TextToSpeechGrpc;
import com.google.cloud.texttospeech.v1.VoiceSelectionParams;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server refuses what the vendor refuses. */
class GoogleTtsServerIT {
    private final Vertx vertx = Vertx.vertx();
    private final GoogleTtsServer server = new GoogleTtsServer(vertx, "good"::equals, Duration.ZERO);
    private ManagedChannel channel;

    @BeforeEach
    void start() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.start().await())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close().await();
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, en-US-Neural2-Z,       1,   0,  does not exist",
        "en-GB, en-US-Neural2-F,       1,   0,  language code",
        "'',    en-US-Neural2-F,       1,   0,  language_code",
        "en-US, en-US-Neural2-F,       3,   0,  speaking rate",
        "en-US, en-US-Neural2-F,       1,   25, pitch",
        "en-US, en-US-Chirp3-HD-Aoede, 1,   1,  pitch"
    })
    void aRequestThatTheVendorRefusesIsRefused(String language, String voice, double rate, double pitch, String said) {
        // When, then
        assertThatThrownBy(() -> stub("good").synthesizeSpeech(request(language, voice, rate, pitch, "Hello.")))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT))
                .hasMessageContaining(said);
    }

    @Test
    void aTextOfMoreThan5000BytesIsRefused() {
        // When, then
        assertThatThrownBy(() ->
                        stub("good").synthesizeSpeech(request("en-US", "en-US-Neural2-F", 1, 0, "é".repeat(2_501))))
                .hasMessageContaining("5000 bytes");
    }

    @Test
    void nobodyGetsInWithoutAGoodToken() {
        // When, then
        assertThatThrownBy(() -> stub("bad").listVoices(ListVoicesRequest.getDefaultInstance()))
                .hasMessageStartingWith("UNAUTHENTICATED");
        assertThatThrownBy(() ->
                        TextToSpeechGrpc.newBlockingStub(channel).listVoices(ListVoicesRequest.getDefaultInstance()))
                .hasMessageStartingWith("UNAUTHENTICATED");
    }

    @Test
    void aSingleAnswerIsAWavFile() {
        // When
        byte[] answer = stub("good")
                .synthesizeSpeech(request("en-US", "en-US-Neural2-F", 1, 0, "Hello."))
                .getAudioContent()
                .toByteArray();

        // Then
        assertThat(answer).startsWith("RIFF".getBytes(US_ASCII));
        assertThat(answer.length).isGreaterThan(24_000);
    }

    @Test
    void aStreamThatDoesNotBeginWithItsConfigurationIsRefused() throws Exception {
        // Given
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();

        // When
        TextToSpeechGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer("good")))
                .streamingSynthesize(new StreamObserver<>() {
                    @Override
                    public void onNext(StreamingSynthesizeResponse audio) {}

                    @Override
                    public void onError(Throwable fault) {
                        refusal.complete(fault);
                    }

                    @Override
                    public void onCompleted() {}
                })
                .onNext(StreamingSynthesizeRequest.getDefaultInstance());

        // Then
        assertThat(refusal.get(20, TimeUnit.SECONDS)).hasMessageContaining("streaming_config");
    }

    private TextToSpeechGrpc.TextToSpeechBlockingStub stub(String token) {
        return TextToSpeechGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer(token)));
    }

    private static Metadata bearer(String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return headers;
    }

    private static SynthesizeSpeechRequest request(
            String language, String voice, double rate, double pitch, String text) {
        return SynthesizeSpeechRequest.newBuilder()
                .setInput(SynthesisInput.newBuilder().setText(text))
                .setVoice(VoiceSelectionParams.newBuilder()
                        .setLanguageCode(language)
                        .setName(voice))
                .setAudioConfig(AudioConfig.newBuilder()
                        .setAudioEncoding(AudioEncoding.LINEAR16)
                        .setSpeakingRate(rate)
                        .setPitch(pitch))
                .build();
    }
}
