package io.recruiterbrain.voice.agent.speech.deepgram;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Which account, model and language, and how patient the adapter is.
 *
 * @param apiKey {@code DEEPGRAM_API_KEY}, a secret
 * @param url where the API is, {@code wss} outside of a private network ({@code DEEPGRAM_URL})
 * @param model {@code DEEPGRAM_MODEL}
 * @param language BCP 47 tag, or {@code multi} for models that tell languages apart themselves ({@code DEEPGRAM_LANGUAGE})
 * @param improveModels whether Deepgram may keep audio to train its models ({@code DEEPGRAM_MODEL_IMPROVEMENT})
 * @param patience time limits
 */
public record DeepgramConfig(
        String apiKey, URI url, String model, String language, boolean improveModels, Patience patience) {
    public static final URI DEFAULT_URL = URI.create("wss://api.deepgram.com");
    public static final String DEFAULT_MODEL = "nova-2";
    public static final String DEFAULT_LANGUAGE = "en-US";

    private static final Set<String> SCHEMES = Set.of("ws", "wss");

    public DeepgramConfig {
        require(
                !apiKey.isBlank() && apiKey.chars().allMatch(c -> c > ' ' && c < 127),
                "DEEPGRAM_API_KEY must be a key without spaces");
        require(
                url.getScheme() != null
                        && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                        && url.getHost() != null
                        && url.getQuery() == null,
                "DEEPGRAM_URL must look like wss://api.deepgram.com");
        require(model.matches("[A-Za-z0-9._-]{1,100}"), "DEEPGRAM_MODEL must be a model's name, such as nova-2");
        require(
                !model.toLowerCase(Locale.ROOT).startsWith("flux"),
                "DEEPGRAM_MODEL must be a model of the listen API, such as nova-2 or nova-3; flux speaks another one");
        require(
                language.matches("multi|[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
                "DEEPGRAM_LANGUAGE must be a language tag such as en-US");
    }

    /** The account's key and Deepgram's own address, with the defaults for everything else. */
    public static DeepgramConfig of(String apiKey) {
        return new DeepgramConfig(apiKey, DEFAULT_URL, DEFAULT_MODEL, DEFAULT_LANGUAGE, false, Patience.DEFAULT);
    }

    public DeepgramConfig withUrl(URI address) {
        return new DeepgramConfig(apiKey, address, model, language, improveModels, patience);
    }

    public DeepgramConfig withModel(String name, String tag) {
        return new DeepgramConfig(apiKey, url, name, tag, improveModels, patience);
    }

    public DeepgramConfig withModelImprovement(boolean allowed) {
        return new DeepgramConfig(apiKey, url, model, language, allowed, patience);
    }

    public DeepgramConfig withPatience(Patience limits) {
        return new DeepgramConfig(apiKey, url, model, language, improveModels, limits);
    }

    /** Whether terms go by {@code keyterm}; models before nova-3 know {@code keywords}. */
    boolean takesKeyterms() {
        return model.toLowerCase(Locale.ROOT).startsWith("nova-3");
    }

    @Override
    public String toString() {
        return "DeepgramConfig[apiKey=***, url=" + url + ", model=" + model + ", language=" + language + "]";
    }

    /**
     * @param connect until the WebSocket is open
     * @param keepAlive without audio, between two signs of life; Deepgram hangs up after ten seconds
     * @param lastWords from the end of a stretch to its words; then what is known counts, as late words are worth little
     * @param silentProvider Deepgram may say nothing for it while it is sent audio, or not answer a ping; then the
     *     connection counts as cut
     * @param reconnects tries after a cut, until one of them brings words
     * @param backoff before the first of them, doubled for each further one
     * @param replay most audio of a stretch that is kept for a replay
     */
    public record Patience(
            Duration connect,
            Duration keepAlive,
            Duration lastWords,
            Duration silentProvider,
            int reconnects,
            Duration backoff,
            Duration replay) {
        public static final Patience DEFAULT = new Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofSeconds(3),
                Duration.ofSeconds(6),
                3,
                Duration.ofMillis(150),
                Duration.ofSeconds(90));

        public Patience {
            require(connect.toMillis() >= 1, "connect must be at least 1 ms");
            require(keepAlive.toMillis() >= 1 && keepAlive.toSeconds() <= 5, "keepAlive must be at most 5 s");
            require(lastWords.toMillis() >= 1, "lastWords must be at least 1 ms");
            require(silentProvider.toMillis() >= 1, "silentProvider must be at least 1 ms");
            require(reconnects >= 0 && reconnects <= 20, "reconnects must be between 0 and 20");
            require(backoff.toMillis() >= 1, "backoff must be at least 1 ms");
            require(replay.toMillis() >= 1_000, "replay must be at least 1 s");
        }
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
