package io.recruiterbrain.voice.agent.speech.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiSpeechConfigTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "localhost:8000,            none,   m, BASE_URL",
                "ftp://localhost/v1,        none,   m, BASE_URL",
                "'http://local host/v1',    none,   m, BASE_URL",
                "https://a:b@example.org,   none,   m, BASE_URL",
                "http://example.org/v1,     sk-1,   m, BASE_URL",
                "https://api.openai.com/v1, none,   m, API_KEY",
                "https://api.openai.com/v1, ' ',    m, API_KEY",
                "https://api.openai.com/v1, 'a b',  m, API_KEY",
                "http://localhost:8000/v1,  none,   '', MODEL"
            })
    void aSettingThatCannotWorkIsRefusedWithItsName(String url, String key, String model, String setting) {
        // When, then
        assertThatThrownBy(() -> new OpenAiSttConfig(url, key, model, LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OPENAI_STT_" + setting);
        assertThatThrownBy(() -> new OpenAiTtsConfig(url, key, model, "alloy", 1, LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OPENAI_TTS_" + setting);
    }

    @Test
    void aVoiceASpeedAndATimeLimitAreChecked() {
        assertThatThrownBy(() -> new OpenAiTtsConfig("http://localhost/v1", null, "m", " ", 1, LIMIT))
                .hasMessageStartingWith("OPENAI_TTS_VOICE");
        assertThatThrownBy(() -> new OpenAiTtsConfig("http://localhost/v1", null, "m", "v", 5, LIMIT))
                .hasMessageStartingWith("OPENAI_TTS_SPEED");
        assertThatThrownBy(() -> new OpenAiTtsConfig("http://localhost/v1", null, "m", "v", 1, Duration.ZERO))
                .hasMessageStartingWith("OPENAI_TTS_TIMEOUT_SECONDS");
    }

    @Test
    void theKeyIsNotInTheText() {
        // When
        String texts = OpenAiSttConfig.withKey("sk-hunter2") + " " + OpenAiTtsConfig.withKey("sk-hunter2");

        // Then
        assertThat(texts).doesNotContain("hunter2").contains("whisper-1", "alloy");
    }
}
