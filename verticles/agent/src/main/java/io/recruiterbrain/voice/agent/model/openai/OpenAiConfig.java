package io.recruiterbrain.voice.agent.model.openai;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How OpenAI, or a server that speaks like it, is used.
 *
 * @param apiKey {@code OPENAI_API_KEY}; a compatible server without keys takes any text
 * @param baseUrl {@code OPENAI_BASE_URL}, up to and including the version, for example {@code http://localhost:8000/v1}
 * @param model {@code OPENAI_MODEL}
 * @param temperature {@code OPENAI_TEMPERATURE}, 0 to 2
 * @param maxTokens {@code OPENAI_MAX_TOKENS}, most tokens of one answer, 100 to 16,384
 * @param timeout {@code OPENAI_TIMEOUT_SECONDS}, of one call within the conversation and of any pause in an answer,
 *     1 to 60 s; planning and evaluation may take three times as long in all
 * @param inputPrice {@code OPENAI_PRICE_INPUT}, of a million tokens sent, in any currency; absent: no cost is counted
 * @param outputPrice {@code OPENAI_PRICE_OUTPUT}, of a million tokens received
 */
public record OpenAiConfig(
        String apiKey,
        URI baseUrl,
        String model,
        double temperature,
        int maxTokens,
        Duration timeout,
        @Nullable Double inputPrice,
        @Nullable Double outputPrice) {
    public static final URI OPENAI = URI.create("https://api.openai.com/v1");
    public static final String DEFAULT_MODEL = "gpt-4o-mini";

    public OpenAiConfig {
        require(!apiKey.isBlank(), "OPENAI_API_KEY must not be blank");
        require(
                apiKey.chars().allMatch(c -> c > 0x20 && c < 0x7F),
                "OPENAI_API_KEY must not hold spaces, line breaks or characters outside ASCII");
        require(
                ("http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme()))
                        && baseUrl.getHost() != null
                        && baseUrl.getRawQuery() == null
                        && baseUrl.getRawUserInfo() == null,
                "OPENAI_BASE_URL must be an http or https address without user and query,"
                        + " for example https://api.openai.com/v1");
        require(!model.isBlank() && model.length() <= 200, "OPENAI_MODEL must be a text of 1 to 200 characters");
        require(temperature >= 0 && temperature <= 2, "OPENAI_TEMPERATURE must be between 0 and 2");
        require(maxTokens >= 100 && maxTokens <= 16_384, "OPENAI_MAX_TOKENS must be between 100 and 16384");
        require(
                timeout.toMillis() >= 1000 && timeout.toSeconds() <= 60,
                "OPENAI_TIMEOUT_SECONDS must be between 1 and 60");
        require(
                (inputPrice == null) == (outputPrice == null),
                "OPENAI_PRICE_INPUT and OPENAI_PRICE_OUTPUT must be set together, or neither");
        require(inputPrice == null || inputPrice >= 0, "OPENAI_PRICE_INPUT must not be negative");
        require(outputPrice == null || outputPrice >= 0, "OPENAI_PRICE_OUTPUT must not be negative");
    }

    /** OpenAI itself with the default model; 10 s a call, no prices. */
    public static OpenAiConfig of(String apiKey) {
        return new OpenAiConfig(apiKey, OPENAI, DEFAULT_MODEL, 0.4, 800, Duration.ofSeconds(10), null, null);
    }

    /** The same at another address. */
    public OpenAiConfig at(URI address) {
        return new OpenAiConfig(apiKey, address, model, temperature, maxTokens, timeout, inputPrice, outputPrice);
    }

    /** Whether it is OpenAI itself and not a compatible server. */
    boolean isOpenAi() {
        String host = baseUrl.getHost();
        return host.equals("openai.com") || host.endsWith(".openai.com");
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }

    @Override
    public String toString() {
        return "OpenAiConfig[" + baseUrl + ", " + model + "]";
    }
}
