package io.recruiterbrain.voice.agent.speech.openai;

import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiClient.RunningCall;
import io.recruiterbrain.voice.agent.speech.pcm.PcmFramer;
import io.recruiterbrain.voice.agent.speech.pcm.SpokenSentence;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A voice behind {@code POST /v1/audio/speech}: raw samples, handed on piece by piece as they come. One attempt per
 * sentence; frames come on virtual threads.
 */
public final class OpenAiTextToSpeech implements TextToSpeech {
    static final String PROVIDER = "openai-tts";

    /** What {@code response_format} {@code pcm} is defined to be. */
    private static final int RATE = 24_000;

    private static final int PIECE = 4_800;
    /** A sentence sounds for seconds, and a slow local voice takes as long to make it. */
    private static final int WHOLE = 6;

    private final OpenAiTtsConfig config;
    private final MeterRegistry metrics;
    private final OpenAiClient client;
    private final OpenAiFaults faults;
    private final Timer firstAudio;
    private final Counter characters;
    private volatile boolean closed;

    /** Connects with the first sentence or {@link #probe}. */
    public OpenAiTextToSpeech(OpenAiTtsConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
        client = new OpenAiClient(config.address(), config.timeout().multipliedBy(WHOLE));
        faults = new OpenAiFaults(
                PROVIDER,
                "OPENAI_TTS",
                config.address(),
                Map.of(
                        "voice",
                        "the speech server has no voice " + config.voice() + ": check OPENAI_TTS_VOICE",
                        "model",
                        "the speech server has no model " + config.model() + ": check OPENAI_TTS_MODEL",
                        "speed",
                        "the speech server does not take this speed: check OPENAI_TTS_SPEED",
                        "input",
                        "the sentence is longer than the speech server takes"));
        firstAudio = SpokenSentence.firstAudio(metrics, PROVIDER);
        characters = Counter.builder("rbv.tts.characters")
                .description("Characters sent to be spoken, which is what the vendor charges for")
                .tag("provider", PROVIDER)
                .register(metrics);
    }

    @Override
    public Speech speak(String sentence, Consumer<AudioFrame> frames) {
        SpokenSentence speech = new SpokenSentence(frames, metrics, firstAudio);
        String text = sentence.strip();
        if (closed) {
            speech.fail(faults.closed());
        } else if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            speech.complete();
        } else {
            ask(text, speech);
        }
        return speech;
    }

    private void ask(String text, SpokenSentence speech) {
        characters.increment(text.codePointCount(0, text.length()));
        RunningCall call = client.newCall();
        speech.onCancel(call::cancel);
        try {
            client.api()
                    .audio()
                    .speech()
                    .create(request(text, call))
                    .thenAcceptAsync(response -> read(response, speech), client.threads())
                    .whenComplete((nothing, fault) -> {
                        call.ended();
                        if (fault != null) {
                            speech.fail(closed ? faults.closed() : faults.of(fault));
                        }
                    });
        } catch (RejectedExecutionException | IllegalStateException e) {
            call.ended();
            speech.fail(closed ? faults.closed() : faults.of(e));
        }
    }

    private SpeechCreateParams request(String text, RunningCall call) {
        SpeechCreateParams.Builder request = SpeechCreateParams.builder()
                .model(config.model())
                .voice(config.voice())
                .input(text)
                .responseFormat(SpeechCreateParams.ResponseFormat.PCM)
                .additionalHeaders(call.headers());
        if (config.speed() != 1) {
            request.speed(config.speed());
        }
        return request.build();
    }

    private void read(HttpResponse response, SpokenSentence speech) {
        try (response) {
            String type = header(response, "content-type");
            if (type != null && !isAudio(type)) {
                throw faults.notThisApi();
            }
            PcmFramer framer = new PcmFramer(RATE, speech::deliver);
            byte[] piece = new byte[PIECE];
            InputStream body = response.body();
            for (int length = body.read(piece); length >= 0 && !speech.isOver(); length = body.read(piece)) {
                framer.accept(piece, 0, length);
            }
            if (framer.bytes() == 0) {
                throw faults.unreadable();
            }
            framer.end();
            speech.complete();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static @Nullable String header(HttpResponse response, String name) {
        return response.headers().values(name).stream().findFirst().orElse(null);
    }

    /** Local servers call raw samples by several names; a page or an object is none. */
    private static boolean isAudio(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("audio/") || type.startsWith("application/octet-stream");
    }

    /** Proves key, address, model and voice with one short word, which costs as much as that. Also opens the connection. */
    public Future<Void> probe() {
        return speak("Hello.", frame -> {}).done();
    }

    /** Ends at once; sentences that are being spoken fail. */
    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
