package io.recruiterbrain.voice.agent.speech.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponseFor;
import com.openai.models.audio.AudioResponseFormat;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams.TimestampGranularity;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiClient.RunningCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Ears behind {@code POST /v1/audio/transcriptions}: a stretch of speech is sent as one WAV file when it is over, so
 * there are no interim transcripts. One attempt per stretch.
 */
public final class OpenAiSpeechToText implements SpeechToText {
    static final String PROVIDER = "openai-stt";

    /** What the server is told of keyterms: Whisper looks at 224 tokens of a prompt. */
    private static final int PROMPT_LENGTH = 600;

    private final OpenAiSttConfig config;
    private final OpenAiClient client;
    private final OpenAiFaults faults;
    private final Clock clock;
    private final Timer finalisation;
    private final Counter seconds;
    private final Counter dropped;
    private final Set<OpenAiSttSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Connects with the first stretch or {@link #probe}. */
    public OpenAiSpeechToText(OpenAiSttConfig config, MeterRegistry metrics) {
        this.config = config;
        client = new OpenAiClient(config.address(), config.timeout());
        faults = new OpenAiFaults(
                PROVIDER,
                "OPENAI_STT",
                config.address(),
                Map.of(
                        "model", "the speech server has no model " + config.model() + ": check OPENAI_STT_MODEL",
                        "response_format", "the model does not answer as its name promises: check OPENAI_STT_MODEL",
                        "language", "the speech server does not know the interview's language"));
        clock = metrics.config().clock();
        finalisation = Timer.builder("rbv.stt.finalisation")
                .description("Time from the end of a stretch of speech to its words")
                .tag("provider", PROVIDER)
                .publishPercentileHistogram()
                .register(metrics);
        seconds = Counter.builder("rbv.stt.audio")
                .description("Audio sent to be transcribed, which is what the vendor charges for")
                .baseUnit("seconds")
                .tag("provider", PROVIDER)
                .register(metrics);
        dropped = Counter.builder("rbv.stt.dropped")
                .description("Audio that was not transcribed, since its stretch was too long")
                .baseUnit("seconds")
                .tag("provider", PROVIDER)
                .register(metrics);
    }

    @Override
    public Session open(Options options, Listener listener) {
        if (closed) {
            throw faults.closed();
        }
        OpenAiSttSession session = new OpenAiSttSession(
                listener, faults, stretch -> transcribe(stretch, options), dropped, sessions::remove);
        sessions.add(session);
        return session;
    }

    /** A stretch on its way; cancelling ends the request. */
    record Request(CompletableFuture<Transcription> answer, Runnable cancel) {}

    private Request transcribe(WavFile stretch, Options options) {
        long asked = clock.monotonicTime();
        seconds.increment((double) stretch.length() / AudioFrame.SPEECH_RATE);
        RunningCall call = client.newCall();
        CompletableFuture<Transcription> answer;
        try {
            answer = client.api()
                    .audio()
                    .transcriptions()
                    .withRawResponse()
                    .create(request(stretch, options, call))
                    .thenApplyAsync(this::read, client.threads());
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return new Request(
                answer.whenComplete((transcription, fault) -> {
                    call.ended();
                    if (fault == null) {
                        finalisation.record(clock.monotonicTime() - asked, TimeUnit.NANOSECONDS);
                    }
                }),
                call::cancel);
    }

    private TranscriptionCreateParams request(WavFile stretch, Options options, RunningCall call) {
        TranscriptionCreateParams.Builder request = TranscriptionCreateParams.builder()
                .file(MultipartField.<InputStream>builder()
                        .value(new ByteArrayInputStream(stretch.bytes()))
                        .filename("stretch.wav")
                        .contentType("audio/wav")
                        .build())
                .model(config.model())
                .temperature(0)
                .additionalHeaders(call.headers());
        String language = Locale.forLanguageTag(options.language()).getLanguage();
        if (!language.isEmpty()) {
            request.language(language);
        }
        String prompt = prompt(options.keyterms());
        if (!prompt.isEmpty()) {
            request.prompt(prompt);
        }
        if (config.givesTimes()) {
            request.responseFormat(AudioResponseFormat.VERBOSE_JSON)
                    .timestampGranularities(List.of(TimestampGranularity.WORD, TimestampGranularity.SEGMENT));
        } else {
            request.responseFormat(AudioResponseFormat.JSON);
        }
        return request.build();
    }

    /** The terms, as text that might have come before: so a Whisper learns how they are written. */
    private static String prompt(List<String> keyterms) {
        StringBuilder prompt = new StringBuilder();
        for (String term : keyterms) {
            if (prompt.length() + term.length() + 2 <= PROMPT_LENGTH) {
                prompt.append(prompt.isEmpty() ? "" : ", ").append(term);
            }
        }
        return prompt.toString();
    }

    private Transcription read(HttpResponseFor<TranscriptionCreateResponse> response) {
        try (response;
                InputStream body = response.body()) {
            String type = response.headers().values("content-type").stream()
                    .findFirst()
                    .orElse("");
            if (!type.isEmpty() && !type.toLowerCase(Locale.ROOT).contains("json")) {
                throw faults.notThisApi();
            }
            Transcription transcription = TranscriptionAnswer.read(body);
            if (transcription == null) {
                throw faults.notThisApi();
            }
            return transcription;
        } catch (JsonProcessingException e) {
            throw faults.unreadable();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Proves key, address and model with half a second of silence, which costs as much as that. Also opens the connection. */
    public Future<Void> probe() {
        WavFile silence = new WavFile();
        silence.add(new short[AudioFrame.SPEECH_RATE / 2]);
        Promise<Void> proven = Promise.promise();
        transcribe(silence, new Options("en-US", List.of())).answer().whenComplete((transcription, fault) -> {
            if (fault == null) {
                proven.complete();
            } else {
                proven.fail(closed ? faults.closed() : faults.of(fault));
            }
        });
        return proven.future();
    }

    /** Ends every session without a further word. */
    @Override
    public void close() {
        closed = true;
        sessions.forEach(OpenAiSttSession::close);
        client.close();
    }
}
