package io.recruiterbrain.voice.testkit.vendor.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.texttospeech.v1.AudioConfig;
import com.google.cloud.texttospeech.v1.AudioEncoding;
import com.google.cloud.texttospeech.v1.ListVoicesRequest;
import com.google.cloud.texttospeech.v1.ListVoicesResponse;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeRequest;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeResponse;
import com.google.cloud.texttospeech.v1.SynthesizeSpeechRequest;
import com.google.cloud.texttospeech.v1.SynthesizeSpeechResponse;
import com.google.cloud.texttospeech.v1.TextToSpeechGrpc;
import com.google.cloud.texttospeech.v1.VoiceSelectionParams;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.recruiterbrain.voice.testkit.vendor.voice.KevinVoice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The service of the vendor's proto file: what it takes, what it refuses, and with which words. */
final class GoogleTtsService extends TextToSpeechGrpc.TextToSpeechImplBase {
    private static final int MAX_BYTES = 5_000;
    private static final int DEFAULT_RATE = 24_000;

    private final GoogleTtsServer server;

    GoogleTtsService(GoogleTtsServer server) {
        this.server = server;
    }

    @Override
    public void listVoices(ListVoicesRequest request, StreamObserver<ListVoicesResponse> answer) {
        GoogleTtsFault fault = server.nextFault();
        if (fault instanceof GoogleTtsFault.Refusal refusal) {
            answer.onError(refused(refusal));
        } else if (!(fault instanceof GoogleTtsFault.Stall)) {
            answer.onNext(ListVoicesResponse.newBuilder()
                    .addAllVoices(GoogleVoices.of(request.getLanguageCode()))
                    .build());
            answer.onCompleted();
        }
    }

    @Override
    public void synthesizeSpeech(SynthesizeSpeechRequest request, StreamObserver<SynthesizeSpeechResponse> answer) {
        server.requests.add(request);
        watch(answer);
        GoogleTtsFault fault = server.nextFault();
        switch (fault) {
            case GoogleTtsFault.Refusal refusal -> answer.onError(refused(refusal));
            case GoogleTtsFault.Stall stall -> {}
            case GoogleTtsFault.Cut cut -> answer.onError(cutOff());
            case GoogleTtsFault.Garbage garbage -> complete(answer, ByteString.copyFromUtf8("<html>not audio</html>"));
            case GoogleTtsFault.Late late ->
                speak(request, answer, server.firstByte().plus(late.by()));
            case null -> speak(request, answer, server.firstByte());
        }
    }

    private void speak(
            SynthesizeSpeechRequest request, StreamObserver<SynthesizeSpeechResponse> answer, Duration after) {
        try {
            checkVoice(request.getVoice());
            AudioConfig audio = request.getAudioConfig();
            checkRate(audio.getSpeakingRate());
            if (audio.getPitch() < -20 || audio.getPitch() > 20) {
                throw invalid("Invalid pitch: " + audio.getPitch() + ". The value must be in [-20.0, 20.0].");
            }
            if (audio.getPitch() != 0
                    && GoogleVoices.isStreaming(request.getVoice().getName())) {
                throw invalid("This voice does not support pitch parameters at this time.");
            }
            if (audio.getAudioEncoding() != AudioEncoding.LINEAR16) {
                throw invalid("This server speaks LINEAR16 only, not " + audio.getAudioEncoding());
            }
            checkText(request.getInput().getText());
        } catch (StatusRuntimeException e) {
            answer.onError(e);
            return;
        }
        AudioConfig audio = request.getAudioConfig();
        int rate = audio.getSampleRateHertz() == 0 ? DEFAULT_RATE : audio.getSampleRateHertz();
        double speed = audio.getSpeakingRate() == 0 ? 1 : audio.getSpeakingRate();
        later(
                after,
                () -> server.vertx()
                        .executeBlocking(
                                () -> server.voice().speak(request.getInput().getText(), speed, rate))
                        .onSuccess(samples -> complete(answer, ByteString.copyFrom(wav(samples, rate)))));
    }

    @Override
    public StreamObserver<StreamingSynthesizeRequest> streamingSynthesize(
            StreamObserver<StreamingSynthesizeResponse> answer) {
        watch(answer);
        return new GoogleSpeechStream(server, this, answer);
    }

    void checkVoice(VoiceSelectionParams voice) {
        if (voice.getLanguageCode().isEmpty()) {
            throw invalid("Request contains an invalid argument: voice.language_code is required.");
        }
        if (!voice.getName().isEmpty() && !GoogleVoices.has(voice.getName())) {
            throw invalid("Voice '" + voice.getName() + "' does not exist. Is it misspelled?");
        }
        if (!voice.getName().isEmpty() && !voice.getName().startsWith(voice.getLanguageCode())) {
            throw invalid("Requested language code '" + voice.getLanguageCode() + "' doesn't match the voice '"
                    + voice.getName() + "''s language code.");
        }
    }

    void checkRate(double rate) {
        if (rate != 0 && (rate < 0.25 || rate > 2.0)) {
            throw invalid("Invalid speaking rate: " + rate + ". The value must be in [0.25, 2.0].");
        }
    }

    void checkText(String text) {
        if (text.isEmpty()) {
            throw invalid("Input text not set.");
        }
        if (text.getBytes(UTF_8).length > MAX_BYTES) {
            throw invalid("Either `input.text` or `input.ssml` is longer than the limit of 5000 bytes.");
        }
    }

    void later(Duration after, Runnable action) {
        if (after.isZero()) {
            action.run();
        } else {
            server.vertx().setTimer(after.toMillis(), timer -> action.run());
        }
    }

    private void watch(StreamObserver<?> answer) {
        if (answer instanceof ServerCallStreamObserver<?> call) {
            call.setOnCancelHandler(server::noteCancelled);
        }
    }

    static boolean isCancelled(StreamObserver<?> answer) {
        return answer instanceof ServerCallStreamObserver<?> call && call.isCancelled();
    }

    private static void complete(StreamObserver<SynthesizeSpeechResponse> answer, ByteString audio) {
        if (!isCancelled(answer)) {
            answer.onNext(
                    SynthesizeSpeechResponse.newBuilder().setAudioContent(audio).build());
            answer.onCompleted();
        }
    }

    static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }

    static StatusRuntimeException cutOff() {
        return Status.UNAVAILABLE.withDescription("Connection reset by peer").asRuntimeException();
    }

    static StatusRuntimeException refused(GoogleTtsFault.Refusal refusal) {
        com.google.rpc.Status.Builder status = com.google.rpc.Status.newBuilder()
                .setCode(refusal.code().value())
                .setMessage(refusal.message());
        @Nullable Duration delay = refusal.retryDelay();
        if (delay != null) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(com.google.protobuf.Duration.newBuilder()
                            .setSeconds(delay.toSeconds())
                            .setNanos(delay.toNanosPart()))
                    .build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    /** The header that the vendor puts before LINEAR16 of a single answer. */
    private static byte[] wav(short[] samples, int rate) {
        byte[] data = KevinVoice.bytes(samples);
        ByteBuffer file = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(UTF_8)).putInt(36 + data.length).put("WAVEfmt ".getBytes(UTF_8));
        file.putInt(16).putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate * 2);
        file.putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(UTF_8))
                .putInt(data.length);
        return file.put(data).array();
    }
}
