package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** "Create transcription". */
final class TranscriptionEndpoint {
    private static final Set<String> PARAMETERS = Set.of(
            "file",
            "model",
            "language",
            "prompt",
            "response_format",
            "temperature",
            "timestamp_granularities[]",
            "include[]",
            "stream",
            "chunking_strategy");
    private static final Set<String> MODELS = Set.of("whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe");
    private static final int MAX_FILE = 25 * 1024 * 1024;
    private static final int RATE = 16_000;

    private final Vertx vertx;
    private final Function<short[], String> recogniser;
    private final Consumer<RecordedRequest> recorder;

    TranscriptionEndpoint(Vertx vertx, Function<short[], String> recogniser, Consumer<RecordedRequest> recorder) {
        this.vertx = vertx;
        this.recogniser = recogniser;
        this.recorder = recorder;
    }

    void serve(HttpServerRequest request, Answer answer) {
        String type = request.getHeader("content-type");
        if (type == null || !type.startsWith("multipart/form-data")) {
            throw SpeechError.invalid("invalid_value", "file", "Could not parse multipart form");
        }
        Buffer file = Buffer.buffer();
        request.setExpectMultipart(true);
        request.uploadHandler(upload -> upload.handler(piece -> {
            if (file.length() <= MAX_FILE) {
                file.appendBuffer(piece);
            }
        }));
        request.endHandler(end -> {
            try {
                Map<String, List<String>> fields = new LinkedHashMap<>();
                request.formAttributes()
                        .names()
                        .forEach(name ->
                                fields.put(name, request.formAttributes().getAll(name)));
                if (file.length() > MAX_FILE) {
                    throw new SpeechError(413, "file_too_large", "file", "Maximum content size limit exceeded");
                }
                short[] samples = Wav.samples(file);
                RecordedRequest recorded =
                        new RecordedRequest(Headers.path(request), Headers.of(request), fields, samples);
                recorder.accept(recorded);
                check(recorded);
                transcribe(recorded, answer);
            } catch (SpeechError e) {
                answer.refuse(e);
            }
        });
    }

    private static void check(RecordedRequest request) {
        for (String name : request.fields().keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw SpeechError.invalid("unknown_parameter", name, "Unknown parameter: '" + name + "'.");
            }
        }
        String model = request.field("model");
        if (!MODELS.contains(model)) {
            throw new SpeechError(
                    404,
                    "model_not_found",
                    null,
                    "The model `" + model + "` does not exist or you do not have access to it.");
        }
        if (request.samples().length < RATE / 10) {
            throw SpeechError.invalid(
                    "audio_too_short", "file", "Audio file is too short. Minimum audio length is 0.1 seconds.");
        }
        String language = request.field("language");
        if (!language.isEmpty() && !language.matches("[a-z]{2}")) {
            throw SpeechError.invalid(
                    "invalid_language_format", "language", "Language parameter must be specified in ISO-639-1 format.");
        }
        String format = request.field("response_format");
        boolean verbose = "verbose_json".equals(format);
        if (!format.isEmpty() && !verbose && !"json".equals(format)) {
            throw SpeechError.invalid("invalid_value", "response_format", "This server answers in json only.");
        }
        if (verbose && !"whisper-1".equals(model)) {
            throw SpeechError.invalid(
                    "unsupported_value",
                    "response_format",
                    "response_format 'verbose_json' is not compatible with model '" + model + "'.");
        }
        if (!verbose && request.fields().containsKey("timestamp_granularities[]")) {
            throw SpeechError.invalid(
                    "unsupported_value",
                    "timestamp_granularities",
                    "timestamp_granularities need response_format 'verbose_json'.");
        }
    }

    private void transcribe(RecordedRequest request, Answer answer) {
        vertx.executeBlocking(() -> recogniser.apply(request.samples()))
                .onSuccess(text -> answer.send("application/json", body(request, text)))
                .onFailure(broken ->
                        answer.refuse(new SpeechError(500, "server_error", null, "The server had an error.")));
    }

    private static Buffer body(RecordedRequest request, String text) {
        JsonObject body = new JsonObject().put("text", text);
        if ("verbose_json".equals(request.field("response_format"))) {
            double duration = (double) request.samples().length / RATE;
            SpokenWords words = SpokenWords.in(request.samples(), text);
            body.put("task", "transcribe").put("language", "english").put("duration", duration);
            List<String> granularities = request.fields().getOrDefault("timestamp_granularities[]", List.of("segment"));
            if (granularities.contains("segment")) {
                body.put("segments", segments(words, text));
            }
            if (granularities.contains("word")) {
                body.put("words", words.json());
            }
        }
        return body.toBuffer();
    }

    private static JsonArray segments(SpokenWords words, String text) {
        boolean silent = text.isBlank();
        return new JsonArray()
                .add(new JsonObject()
                        .put("id", 0)
                        .put("seek", 0)
                        .put("start", words.start())
                        .put("end", words.end())
                        .put("text", text)
                        .put("tokens", new JsonArray())
                        .put("temperature", 0)
                        .put("avg_logprob", silent ? -1.4 : -0.25)
                        .put("compression_ratio", 1.2)
                        .put("no_speech_prob", silent ? 0.9 : 0.02));
    }
}
