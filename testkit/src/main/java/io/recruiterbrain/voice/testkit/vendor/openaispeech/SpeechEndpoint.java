package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import io.recruiterbrain.voice.testkit.vendor.voice.KevinVoice;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** "Create speech". */
final class SpeechEndpoint {
    private static final Set<String> PARAMETERS =
            Set.of("model", "input", "voice", "instructions", "response_format", "speed", "stream_format");
    private static final Set<String> MODELS =
            Set.of("tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15");
    private static final Set<String> VOICES = Set.of(
            "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin",
            "cedar");
    private static final Set<String> FORMATS = Set.of("mp3", "opus", "aac", "flac", "wav", "pcm");
    private static final int MAX_INPUT = 4_096;
    private static final int RATE = 24_000;

    private final Vertx vertx;
    private final KevinVoice voice;
    private final Consumer<RecordedRequest> recorder;

    SpeechEndpoint(Vertx vertx, KevinVoice voice, Consumer<RecordedRequest> recorder) {
        this.vertx = vertx;
        this.voice = voice;
        this.recorder = recorder;
    }

    void serve(HttpServerRequest request, Answer answer) {
        request.body().onSuccess(body -> {
            try {
                JsonObject wanted = parsed(body);
                recorder.accept(
                        new RecordedRequest(Headers.path(request), Headers.of(request), fields(wanted), new short[0]));
                check(wanted);
                speak(wanted, answer);
            } catch (SpeechError e) {
                answer.refuse(e);
            }
        });
    }

    private void speak(JsonObject wanted, Answer answer) {
        boolean wav = "wav".equals(wanted.getString("response_format"));
        vertx.executeBlocking(() ->
                        KevinVoice.bytes(voice.speak(wanted.getString("input"), wanted.getDouble("speed", 1.0), RATE)))
                .onSuccess(samples -> answer.send(
                        wav ? "audio/wav" : "audio/pcm", wav ? Wav.file(samples, RATE) : Buffer.buffer(samples)));
    }

    private static JsonObject parsed(Buffer body) {
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException e) {
            throw new SpeechError(400, "invalid_json", null, "We could not parse the JSON body of your request.");
        }
    }

    private static Map<String, List<String>> fields(JsonObject wanted) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        wanted.forEach(field -> fields.put(field.getKey(), List.of(String.valueOf(field.getValue()))));
        return fields;
    }

    private static void check(JsonObject wanted) {
        for (String name : wanted.fieldNames()) {
            if (!PARAMETERS.contains(name)) {
                throw SpeechError.invalid("unknown_parameter", name, "Unknown parameter: '" + name + "'.");
            }
        }
        for (String name : List.of("model", "input", "voice")) {
            if (!(wanted.getValue(name) instanceof String)) {
                throw SpeechError.invalid(
                        "missing_required_parameter", name, "Missing required parameter: '" + name + "'.");
            }
        }
        String model = wanted.getString("model");
        if (!MODELS.contains(model)) {
            throw new SpeechError(
                    404,
                    "model_not_found",
                    null,
                    "The model `" + model + "` does not exist or you do not have access to it.");
        }
        if (!VOICES.contains(wanted.getString("voice"))) {
            throw SpeechError.invalid("invalid_value", "voice", "Invalid value for 'voice'.");
        }
        String input = wanted.getString("input");
        if (input.isEmpty()) {
            throw SpeechError.invalid("string_below_min_length", "input", "Invalid 'input': string too short.");
        }
        if (input.length() > MAX_INPUT) {
            throw SpeechError.invalid("string_above_max_length", "input", "Invalid 'input': string too long.");
        }
        if (wanted.getValue("speed") instanceof Number speed
                && (speed.doubleValue() < 0.25 || speed.doubleValue() > 4)) {
            throw SpeechError.invalid("decimal_out_of_range", "speed", "Invalid 'speed': must be 0.25 to 4.0.");
        }
        String format = wanted.getString("response_format", "mp3");
        if (!FORMATS.contains(format)) {
            throw SpeechError.invalid("invalid_value", "response_format", "Invalid value: '" + format + "'.");
        }
        if (!"pcm".equals(format) && !"wav".equals(format)) {
            throw new SpeechError(501, "not_here", "response_format", "This server speaks pcm and wav only.");
        }
    }
}
