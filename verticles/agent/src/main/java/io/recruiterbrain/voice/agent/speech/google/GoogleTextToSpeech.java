package io.recruiterbrain.voice.agent.speech.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.api.gax.grpc.GrpcCallContext;
import com.google.cloud.texttospeech.v1.ListVoicesRequest;
import com.google.cloud.texttospeech.v1.ListVoicesResponse;
import com.google.cloud.texttospeech.v1.SynthesizeSpeechResponse;
import com.google.cloud.texttospeech.v1.TextToSpeechClient;
import com.google.common.util.concurrent.MoreExecutors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.pcm.PcmFramer;
import io.recruiterbrain.voice.agent.speech.pcm.SpokenSentence;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Google Cloud Text-to-Speech. A Chirp 3 HD voice is streamed, every other voice answers a sentence at a time. One
 * attempt per sentence; frames come on threads of the vendor's client.
 */
public final class GoogleTextToSpeech implements TextToSpeech {
    /** The voices' own rate: Google would only blow it up to 48 kHz, at twice the bytes and the cache. */
    static final int RATE = 24_000;

    /** What Google takes in one request. */
    private static final int MAX_BYTES = 5_000;

    private final GoogleTtsConfig config;
    private final MeterRegistry metrics;
    private final GoogleTtsRequests requests;
    private final GoogleTtsFaults faults;
    private final SpeechCache cache;
    private final Timer firstAudio;
    private final Counter characters;
    private final TextToSpeechClient client;
    private volatile boolean closed;

    /**
     * Reads the credentials; connects with the first sentence or {@link #probe}. May block, most of all while the
     * application-default credentials are looked for.
     *
     * @throws ProviderException when there are no credentials, or the key file is missing or malformed
     */
    public GoogleTextToSpeech(GoogleTtsConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
        requests = new GoogleTtsRequests(config);
        faults = new GoogleTtsFaults(config);
        cache = new SpeechCache(config.cacheBytes(), metrics);
        firstAudio = SpokenSentence.firstAudio(metrics, GoogleTtsFaults.PROVIDER);
        characters = Counter.builder("rbv.tts.characters")
                .description("Characters sent to be spoken, which is what the vendor charges for")
                .tag("provider", GoogleTtsFaults.PROVIDER)
                .register(metrics);
        client = GoogleTtsClient.open(config);
    }

    @Override
    public Speech speak(String sentence, Consumer<AudioFrame> frames) {
        SpokenSentence speech = new SpokenSentence(frames, metrics, firstAudio);
        String text = sentence.strip();
        if (closed) {
            speech.fail(faults.closed());
        } else if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            speech.complete();
        } else if (text.getBytes(UTF_8).length > MAX_BYTES) {
            speech.fail(new ProviderException(
                    GoogleTtsFaults.PROVIDER,
                    ErrorCode.PROVIDER_REJECTED,
                    "the sentence is longer than the " + MAX_BYTES + " bytes that Google takes"));
        } else {
            List<AudioFrame> kept = cache.get(text);
            if (kept != null) {
                Thread.ofVirtual().name("google-tts-cache").start(() -> replay(kept, speech));
            } else {
                ask(text, speech);
            }
        }
        return speech;
    }

    private static void replay(List<AudioFrame> kept, SpokenSentence speech) {
        kept.forEach(speech::deliver);
        speech.complete();
    }

    private void ask(String text, SpokenSentence speech) {
        characters.increment(text.codePointCount(0, text.length()));
        List<AudioFrame> made = new ArrayList<>();
        PcmFramer framer = new PcmFramer(RATE, frame -> {
            made.add(frame);
            speech.deliver(frame);
        });
        Runnable whole = () -> {
            framer.end();
            if (!speech.isOver()) {
                cache.put(text, made);
            }
            speech.complete();
        };
        try {
            if (config.isStreaming()) {
                stream(text, speech, framer, whole);
            } else {
                synthesize(text, speech, framer, whole);
            }
        } catch (RuntimeException e) {
            speech.fail(closed ? faults.closed() : faults.of(e));
        }
    }

    private void stream(String text, SpokenSentence speech, PcmFramer framer, Runnable whole) {
        GrpcCallContext context = GrpcCallContext.createDefault().withTimeoutDuration(config.timeout());
        StreamedAnswer answer = new StreamedAnswer(framer, faults, speech, whole);
        var stream = client.streamingSynthesizeCallable().splitCall(answer, context);
        speech.onCancel(answer::cancel);
        stream.send(requests.streamingConfig());
        stream.send(requests.streamingInput(text));
        stream.closeSend();
    }

    private void synthesize(String text, SpokenSentence speech, PcmFramer framer, Runnable whole) {
        ApiFuture<SynthesizeSpeechResponse> call =
                client.synthesizeSpeechCallable().futureCall(requests.sentence(text));
        speech.onCancel(() -> call.cancel(true));
        ApiFutures.addCallback(
                call,
                new ApiFutureCallback<SynthesizeSpeechResponse>() {
                    @Override
                    public void onSuccess(SynthesizeSpeechResponse answer) {
                        byte[] file = answer.getAudioContent().toByteArray();
                        WavHeader header = WavHeader.of(file);
                        if (header == null || header.rate() != RATE || header.length() == 0) {
                            speech.fail(faults.noAudio());
                            return;
                        }
                        framer.accept(file, header.offset(), header.length());
                        whole.run();
                    }

                    @Override
                    public void onFailure(Throwable fault) {
                        speech.fail(closed ? faults.closed() : faults.of(fault));
                    }
                },
                MoreExecutors.directExecutor());
    }

    /**
     * Proves address, credentials and voice with the list of the language's voices, which costs nothing. Also opens the
     * connection, so that the first sentence does not wait for it.
     */
    public Future<Void> probe() {
        Promise<Void> proven = Promise.promise();
        ApiFuture<ListVoicesResponse> call = client.listVoicesCallable()
                .futureCall(ListVoicesRequest.newBuilder()
                        .setLanguageCode(config.language())
                        .build());
        ApiFutures.addCallback(
                call,
                new ApiFutureCallback<ListVoicesResponse>() {
                    @Override
                    public void onSuccess(ListVoicesResponse answer) {
                        boolean known = answer.getVoicesList().stream()
                                .anyMatch(voice -> voice.getName().equals(config.voice()));
                        if (known) {
                            proven.complete();
                        } else {
                            proven.fail(faults.noVoice());
                        }
                    }

                    @Override
                    public void onFailure(Throwable fault) {
                        proven.fail(faults.of(fault));
                    }
                },
                MoreExecutors.directExecutor());
        return proven.future();
    }

    /** Ends at once; sentences that are being spoken fail. */
    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        try {
            client.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
