package io.recruiterbrain.voice.agent.speech.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server that speaks.
 *
 * @param baseUrl with the version ({@code OPENAI_TTS_BASE_URL})
 * @param apiKey absent for a local server that wants none ({@code OPENAI_TTS_API_KEY})
 * @param model as {@code gpt-4o-mini-tts} or {@code tts-1} ({@code OPENAI_TTS_MODEL})
 * @param voice as {@code alloy}, or what the local server has ({@code OPENAI_TTS_VOICE})
 * @param speed 0.25 to 4.0, OpenAI's documented range; 1 is the voice's own ({@code OPENAI_TTS_SPEED})
 * @param timeout for the next piece of a sentence, 1 s to 120 s ({@code OPENAI_TTS_TIMEOUT_SECONDS})
 */
public record OpenAiTtsConfig(
        String baseUrl, @Nullable String apiKey, String model, String voice, double speed, Duration timeout) {
    public OpenAiTtsConfig {
        OpenAiAddress.check("OPENAI_TTS", baseUrl, apiKey, model, timeout);
        OpenAiAddress.require(!voice.isBlank(), "OPENAI_TTS_VOICE must not be blank");
        OpenAiAddress.require(speed >= 0.25 && speed <= 4, "OPENAI_TTS_SPEED must be between 0.25 and 4.0");
    }

    /** OpenAI's own server. */
    public static OpenAiTtsConfig withKey(String apiKey) {
        return new OpenAiTtsConfig(OpenAiAddress.OPENAI, apiKey, "gpt-4o-mini-tts", "alloy", 1, Duration.ofSeconds(10));
    }

    OpenAiAddress address() {
        return new OpenAiAddress(baseUrl, apiKey, timeout);
    }

    @Override
    public String toString() {
        return "OpenAiTtsConfig[" + address() + ", model=" + model + ", voice=" + voice + "]";
    }
}
