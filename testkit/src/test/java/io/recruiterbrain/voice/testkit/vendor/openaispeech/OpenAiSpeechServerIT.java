package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.testkit.vendor.voice.KevinVoice;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server refuses what the vendor refuses. */
class OpenAiSpeechServerIT {
    private static final String SPOKEN = "{'model': 'tts-1', 'voice': 'alloy', 'input': 'Hello.'";

    private final Vertx vertx = Vertx.vertx();
    private final OpenAiSpeechServer server =
            new OpenAiSpeechServer(vertx, "sk-good", samples -> "hello there", Duration.ZERO);
    private final URI url = URI.create("http://127.0.0.1:" + server.start().await());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close().await();
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model': 'tts-1', 'voice': 'kevin', 'input': 'Hello.'}           | 400 | invalid_value",
                "{'model': 'tts-9', 'voice': 'alloy', 'input': 'Hello.'}           | 404 | model_not_found",
                "{'model': 'tts-1', 'voice': 'alloy'}                              | 400 | missing_required_parameter",
                "{'model': 'tts-1', 'voice': 'alloy', 'input': ''}                 | 400 | string_below_min_length",
                "{'model': 'tts-1', 'voice': 'alloy', 'input': 'a', 'speed': 5}    | 400 | decimal_out_of_range",
                "{'model': 'tts-1', 'voice': 'alloy', 'input': 'a', 'pitch': 5}    | 400 | unknown_parameter",
                "{'model': 'tts-1', 'voice': 'alloy', 'input': 'a', 'response_format': 'x'} | 400 | invalid_value",
                "{'model':                                                         | 400 | invalid_json"
            })
    void aSentenceThatTheVendorRefusesIsRefused(String body, int status, String code) throws Exception {
        // When
        HttpResponse<String> answer = speak("Bearer sk-good", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(error(answer).getString("code")).isEqualTo(code);
    }

    @Test
    void aTextOfMoreThan4096CharactersIsRefused() throws Exception {
        // When
        HttpResponse<String> answer = speak("Bearer sk-good", SPOKEN.replace("Hello.", "a".repeat(4_097)) + "}");

        // Then
        assertThat(error(answer).getString("code")).isEqualTo("string_above_max_length");
    }

    @Test
    void nobodyGetsInWithoutTheKey() throws Exception {
        // When
        HttpResponse<String> answer = speak("Bearer sk-bad", SPOKEN + "}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(error(answer).getString("code")).isEqualTo("invalid_api_key");
    }

    @ParameterizedTest
    @CsvSource({
        "whisper-1,         verbose_json, en, 8000, 200, ''",
        "gpt-4o-transcribe, json,         en, 8000, 200, ''",
        "gpt-4o-transcribe, verbose_json, en, 8000, 400, unsupported_value",
        "whisper-9,         json,         en, 8000, 404, model_not_found",
        "whisper-1,         json,      en-US, 8000, 400, invalid_language_format",
        "whisper-1,         json,         en, 1000, 400, audio_too_short"
    })
    void aTranscriptionIsTakenOrRefusedAsByTheVendor(
            String model, String format, String language, int samples, int status, String code) throws Exception {
        // Given
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("model", model);
        fields.put("response_format", format);
        fields.put("language", language);

        // When
        HttpResponse<String> answer = transcribe(fields, wav(samples));

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(new JsonObject(answer.body()).getString("text")).isEqualTo("hello there");
        } else {
            assertThat(error(answer).getString("code")).isEqualTo(code);
        }
    }

    @Test
    void aFileThatIsNoAudioIsRefused() throws Exception {
        // When
        HttpResponse<String> answer = transcribe(Map.of("model", "whisper-1"), new byte[2_000]);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer).getString("message")).contains("Invalid file format");
    }

    private static JsonObject error(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getJsonObject("error");
    }

    private HttpResponse<String> speak(String authorization, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(url.resolve("/v1/audio/speech"))
                        .header("authorization", authorization)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> transcribe(Map<String, String> fields, byte[] file) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((name, value) -> write(form, "--x", "Content-Disposition: form-data; name=" + name, "", value));
        write(form, "--x", "Content-Disposition: form-data; name=file; filename=a.wav", "Content-Type: audio/wav", "");
        form.writeBytes(file);
        write(form, "", "--x--");
        return client.send(
                HttpRequest.newBuilder(url.resolve("/v1/audio/transcriptions"))
                        .header("authorization", "Bearer sk-good")
                        .header("content-type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void write(ByteArrayOutputStream form, String... lines) {
        for (String line : lines) {
            form.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] wav(int samples) {
        byte[] data = KevinVoice.bytes(new short[samples]);
        byte[] file = Wav.file(data, 16_000).getBytes();
        for (int i = 0; i < 4; i++) {
            file[40 + i] = (byte) (data.length >> (8 * i));
        }
        return file;
    }
}
