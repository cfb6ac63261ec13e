package io.recruiterbrain.voice.agent.speech.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleTtsConfigTest {
    @ParameterizedTest
    @CsvSource({
        "Neural2-F,             1,    0,   localhost:1,          10, 0, GOOGLE_TTS_VOICE_NAME",
        "'',                    1,    0,   localhost:1,          10, 0, GOOGLE_TTS_VOICE_NAME",
        "en-US-Neural2-F,       0.2,  0,   localhost:1,          10, 0, GOOGLE_TTS_SPEAKING_RATE",
        "en-US-Neural2-F,       2.1,  0,   localhost:1,          10, 0, GOOGLE_TTS_SPEAKING_RATE",
        "en-US-Neural2-F,       NaN,  0,   localhost:1,          10, 0, GOOGLE_TTS_SPEAKING_RATE",
        "en-US-Neural2-F,       1,    21,  localhost:1,          10, 0, GOOGLE_TTS_PITCH",
        "en-US-Neural2-F,       1,    -21, localhost:1,          10, 0, GOOGLE_TTS_PITCH",
        "en-US-Chirp3-HD-Aoede, 1,    2,   localhost:1,          10, 0, GOOGLE_TTS_PITCH",
        "en-US-Neural2-F,       1,    0,   localhost,            10, 0, GOOGLE_TTS_ENDPOINT",
        "en-US-Neural2-F,       1,    0,   localhost:99999,      10, 0, GOOGLE_TTS_ENDPOINT",
        "en-US-Neural2-F,       1,    0,   https://h/v1,         10, 0, GOOGLE_TTS_ENDPOINT",
        "en-US-Neural2-F,       1,    0,   http://example.org:1, 10, 0, GOOGLE_TTS_ENDPOINT",
        "en-US-Neural2-F,       1,    0,   localhost:1,          0,  0, GOOGLE_TTS_TIMEOUT_SECONDS",
        "en-US-Neural2-F,       1,    0,   localhost:1,          10, -1, GOOGLE_TTS_CACHE_BYTES"
    })
    void whatGoogleWouldRefuseIsRefusedWithTheSettingsName(
            String voice, double rate, double pitch, String endpoint, int seconds, long cache, String setting) {
        // When, then
        assertThatThrownBy(() ->
                        new GoogleTtsConfig(voice, rate, pitch, endpoint, null, Duration.ofSeconds(seconds), cache))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting);
    }

    @ParameterizedTest
    @CsvSource({
        "texttospeech.googleapis.com:443, texttospeech.googleapis.com:443, false",
        "https://eu-texttospeech.googleapis.com, eu-texttospeech.googleapis.com:443, false",
        "https://example.org:8443/, example.org:8443, false",
        "http://localhost:9090, localhost:9090, true",
        "http://127.0.0.1:9090, 127.0.0.1:9090, true",
        "http://[::1]:9090, [::1]:9090, true"
    })
    void anEndpointIsAHostWithPortOrAUrl(String endpoint, String target, boolean plaintext) {
        // When
        GoogleTtsConfig.Endpoint address = GoogleTtsConfig.Endpoint.of(endpoint);

        // Then
        assertThat(address).isEqualTo(new GoogleTtsConfig.Endpoint(target, plaintext));
    }

    @Test
    void theLanguageIsTheBeginningOfTheVoicesName() {
        // When
        GoogleTtsConfig config = GoogleTtsConfig.defaults();

        // Then
        assertThat(config.language()).isEqualTo("en-US");
        assertThat(config.isStreaming()).isFalse();
    }
}
