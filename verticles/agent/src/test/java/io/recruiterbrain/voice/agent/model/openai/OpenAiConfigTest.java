package io.recruiterbrain.voice.agent.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class OpenAiConfigTest {
    @Test
    void eachProblemNamesItsVariable() {
        refused("OPENAI_API_KEY", () -> OpenAiConfig.of(" "));
        refused("OPENAI_API_KEY", () -> OpenAiConfig.of("sk-1\nsk-2"));
        refused("OPENAI_BASE_URL", () -> OpenAiConfig.of("sk").at(URI.create("ftp://example.com/v1")));
        refused("OPENAI_BASE_URL", () -> OpenAiConfig.of("sk").at(URI.create("https://me:pw@example.com/v1")));
        refused("OPENAI_MODEL", () -> config(" ", 0.4, 800, 10, null, null));
        refused("OPENAI_TEMPERATURE", () -> config("m", 2.1, 800, 10, null, null));
        refused("OPENAI_TEMPERATURE", () -> config("m", Double.NaN, 800, 10, null, null));
        refused("OPENAI_MAX_TOKENS", () -> config("m", 0.4, 99, 10, null, null));
        refused("OPENAI_TIMEOUT_SECONDS", () -> config("m", 0.4, 800, 0, null, null));
        refused("OPENAI_PRICE_INPUT", () -> config("m", 0.4, 800, 10, 1.0, null));
        refused("OPENAI_PRICE_OUTPUT", () -> config("m", 0.4, 800, 10, 1.0, -1.0));
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(OpenAiConfig.of("sk-secret")).asString().doesNotContain("secret");
    }

    @Test
    void openAiItselfIsToldNotToKeepWhatIsSaid() {
        // Given
        OpenAiConfig openAi = OpenAiConfig.of("sk");
        OpenAiConfig compatible = openAi.at(URI.create("http://127.0.0.1:8000/v1"));
        ChatClient.Question question = new ChatClient.Question(
                UUID.randomUUID(), Prompt.words("bridge-v1"), "{}", null, 100, Duration.ofSeconds(1));

        // Then
        assertThat(ChatRequests.of(openAi, question).store()).contains(false);
        assertThat(ChatRequests.of(compatible, question).store()).isEmpty();
    }

    private static OpenAiConfig config(
            String model,
            double temperature,
            int maxTokens,
            int seconds,
            @org.jspecify.annotations.Nullable Double in,
            @org.jspecify.annotations.Nullable Double out) {
        return new OpenAiConfig(
                "sk", OpenAiConfig.OPENAI, model, temperature, maxTokens, Duration.ofSeconds(seconds), in, out);
    }

    private static void refused(String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable made) {
        assertThatThrownBy(made)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("sk-1");
    }
}
