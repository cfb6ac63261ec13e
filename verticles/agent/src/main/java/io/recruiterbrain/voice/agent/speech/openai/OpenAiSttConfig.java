package io.recruiterbrain.voice.agent.speech.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server that transcribes.
 *
 * @param baseUrl with the version ({@code OPENAI_STT_BASE_URL})
 * @param apiKey absent for a local server that wants none ({@code OPENAI_STT_API_KEY})
 * @param model {@code whisper-1} and local Whispers say when each word was spoken, {@code gpt-4o-transcribe} does not
 *     ({@code OPENAI_STT_MODEL})
 * @param timeout for one stretch of speech, 1 s to 120 s ({@code OPENAI_STT_TIMEOUT_SECONDS})
 */
public record OpenAiSttConfig(String baseUrl, @Nullable String apiKey, String model, Duration timeout) {
    public OpenAiSttConfig {
        OpenAiAddress.check("OPENAI_STT", baseUrl, apiKey, model, timeout);
    }

    /** OpenAI's own server. */
    public static OpenAiSttConfig withKey(String apiKey) {
        return new OpenAiSttConfig(OpenAiAddress.OPENAI, apiKey, "whisper-1", Duration.ofSeconds(15));
    }

    OpenAiAddress address() {
        return new OpenAiAddress(baseUrl, apiKey, timeout);
    }

    /** OpenAI's newer models answer with plain text only. */
    boolean givesTimes() {
        return !model.startsWith("gpt-");
    }

    @Override
    public String toString() {
        return "OpenAiSttConfig[" + address() + ", model=" + model + "]";
    }
}
