package io.recruiterbrain.voice.testkit.vendor.google;

import com.google.cloud.texttospeech.v1.AudioEncoding;
import com.google.cloud.texttospeech.v1.StreamingAudioConfig;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeConfig;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeRequest;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeResponse;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Cut;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Garbage;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Late;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Refusal;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsFault.Stall;
import io.recruiterbrain.voice.testkit.vendor.voice.KevinVoice;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One {@code StreamingSynthesize} call: a configuration, then text, audio after the client's half close. */
final class GoogleSpeechStream implements StreamObserver<StreamingSynthesizeRequest> {
    private static final Set<AudioEncoding> STREAMED =
            EnumSet.of(AudioEncoding.PCM, AudioEncoding.ALAW, AudioEncoding.MULAW, AudioEncoding.OGG_OPUS);
    /** The vendor ends a stream on which nothing is sent for five seconds. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final int PIECE = 9_600;

    private final GoogleTtsServer server;
    private final GoogleTtsService service;
    private final StreamObserver<StreamingSynthesizeResponse> answer;
    private final @Nullable GoogleTtsFault fault;
    private final StringBuilder text = new StringBuilder();
    private @Nullable StreamingSynthesizeConfig config;
    private long idle;
    private boolean over;

    GoogleSpeechStream(
            GoogleTtsServer server, GoogleTtsService service, StreamObserver<StreamingSynthesizeResponse> answer) {
        this.server = server;
        this.service = service;
        this.answer = answer;
        fault = server.nextFault();
        watchIdle();
    }

    private void watchIdle() {
        server.vertx().cancelTimer(idle);
        idle = server.vertx()
                .setTimer(
                        IDLE.toMillis(),
                        timer -> end(Status.ABORTED
                                .withDescription("Stream aborted due to long duration elapsed without input sent.")
                                .asRuntimeException()));
    }

    @Override
    public synchronized void onNext(StreamingSynthesizeRequest request) {
        server.streamed.add(request);
        if (over) {
            return;
        }
        watchIdle();
        try {
            if (config == null) {
                config = checked(request);
            } else if (request.hasInput()) {
                service.checkText(request.getInput().getText());
                text.append(request.getInput().getText());
            } else {
                throw GoogleTtsService.invalid("Only the first message may have a streaming_config.");
            }
        } catch (StatusRuntimeException e) {
            end(e);
        }
    }

    private StreamingSynthesizeConfig checked(StreamingSynthesizeRequest request) {
        if (!request.hasStreamingConfig()) {
            throw GoogleTtsService.invalid("The first message must have a streaming_config.");
        }
        StreamingSynthesizeConfig wanted = request.getStreamingConfig();
        service.checkVoice(wanted.getVoice());
        if (!GoogleVoices.isStreaming(wanted.getVoice().getName())) {
            throw GoogleTtsService.invalid("Currently, only Chirp 3: HD voices are supported for streaming synthesis.");
        }
        StreamingAudioConfig audio = wanted.getStreamingAudioConfig();
        if (!STREAMED.contains(audio.getAudioEncoding())) {
            throw GoogleTtsService.invalid("Unsupported audio encoding for streaming: " + audio.getAudioEncoding());
        }
        if (audio.getAudioEncoding() != AudioEncoding.PCM) {
            throw GoogleTtsService.invalid("This server streams PCM only.");
        }
        service.checkRate(audio.getSpeakingRate());
        return wanted;
    }

    @Override
    public void onError(Throwable broken) {
        server.vertx().cancelTimer(idle);
    }

    @Override
    public synchronized void onCompleted() {
        server.vertx().cancelTimer(idle);
        StreamingSynthesizeConfig wanted = config;
        if (over) {
            return;
        }
        if (wanted == null || text.isEmpty()) {
            end(GoogleTtsService.invalid("The stream has no input."));
            return;
        }
        switch (fault) {
            case Refusal refusal -> end(GoogleTtsService.refused(refusal));
            case Stall stall -> {}
            case Garbage garbage -> complete();
            case Cut cut -> speak(wanted, server.firstByte(), cut.afterBytes());
            case Late late -> speak(wanted, server.firstByte().plus(late.by()), Integer.MAX_VALUE);
            case null -> speak(wanted, server.firstByte(), Integer.MAX_VALUE);
        }
    }

    private void speak(StreamingSynthesizeConfig wanted, Duration after, int cutAfter) {
        StreamingAudioConfig audio = wanted.getStreamingAudioConfig();
        int rate = audio.getSampleRateHertz() == 0 ? 24_000 : audio.getSampleRateHertz();
        double speed = audio.getSpeakingRate() == 0 ? 1 : audio.getSpeakingRate();
        service.later(
                after,
                () -> server.vertx()
                        .executeBlocking(() -> KevinVoice.bytes(server.voice().speak(text.toString(), speed, rate)))
                        .onSuccess(bytes -> send(bytes, 0, cutAfter)));
    }

    /** A piece at a time, so that a client that goes away is seen. */
    private synchronized void send(byte[] bytes, int from, int cutAfter) {
        if (GoogleTtsService.isCancelled(answer)) {
            return;
        }
        if (from >= cutAfter) {
            end(GoogleTtsService.cutOff());
        } else if (from >= bytes.length) {
            complete();
        } else {
            // Not a whole number of samples: a client must not rely on it.
            int to = Math.min(Math.min(bytes.length, from + PIECE + 1), cutAfter);
            answer.onNext(StreamingSynthesizeResponse.newBuilder()
                    .setAudioContent(ByteString.copyFrom(Arrays.copyOfRange(bytes, from, to)))
                    .build());
            service.later(Duration.ofMillis(5), () -> send(bytes, to, cutAfter));
        }
    }

    private void complete() {
        over = true;
        answer.onCompleted();
    }

    private synchronized void end(StatusRuntimeException status) {
        if (!over) {
            over = true;
            server.vertx().cancelTimer(idle);
            answer.onError(status);
        }
    }
}
