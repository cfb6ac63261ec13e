package io.recruiterbrain.voice.agent.speech.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a speech server is and what opens it.
 *
 * @param baseUrl with the version, as in {@code https://api.openai.com/v1}
 * @param apiKey absent for a local server that wants none
 * @param timeout for a whole request
 */
record OpenAiAddress(String baseUrl, @Nullable String apiKey, Duration timeout) {
    static final String OPENAI = "https://api.openai.com/v1";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @param prefix of the settings' names, to say which one is wrong
     */
    static void check(String prefix, String baseUrl, @Nullable String apiKey, String model, Duration timeout) {
        URI uri = parsed(baseUrl);
        String scheme =
                uri == null || uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean url = uri != null && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null;
        require(
                url && ("http".equals(scheme) || "https".equals(scheme)),
                prefix + "_BASE_URL must be a URL such as " + OPENAI);
        require(apiKey == null || !apiKey.isBlank(), prefix + "_API_KEY must not be blank");
        require(
                apiKey == null || apiKey.chars().allMatch(letter -> letter > ' ' && letter < 127),
                prefix + "_API_KEY must not have spaces or line ends");
        require(apiKey != null || !isOpenAi(uri), prefix + "_API_KEY must be set for " + OPENAI);
        require(
                apiKey == null || "https".equals(scheme) || isHere(uri),
                prefix + "_BASE_URL must be https:// when " + prefix + "_API_KEY is set, unless the server is on this"
                        + " machine");
        require(!model.isBlank(), prefix + "_MODEL must not be blank");
        require(
                timeout.toMillis() >= 1_000 && timeout.toMillis() <= 120_000,
                prefix + "_TIMEOUT_SECONDS must be between 1 and 120");
    }

    private static @Nullable URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isOpenAi(@Nullable URI uri) {
        return uri != null && "api.openai.com".equalsIgnoreCase(uri.getHost());
    }

    private static boolean isHere(@Nullable URI uri) {
        return uri != null
                && uri.getHost() != null
                && THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }

    @Override
    public String toString() {
        return "OpenAiAddress[baseUrl=" + baseUrl + ", apiKey=" + (apiKey == null ? "none" : "***") + "]";
    }
}
