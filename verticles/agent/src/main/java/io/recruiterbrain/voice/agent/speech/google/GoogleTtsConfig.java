package io.recruiterbrain.voice.agent.speech.google;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How Google's voice speaks, and where it is reached.
 *
 * @param voice full name as in Google's list of voices ({@code GOOGLE_TTS_VOICE_NAME})
 * @param speakingRate 0.25 to 2.0, Google's documented range; 1 is the voice's own ({@code GOOGLE_TTS_SPEAKING_RATE})
 * @param pitch semitones, -20 to 20; a Chirp 3 HD voice takes none ({@code GOOGLE_TTS_PITCH})
 * @param endpoint {@code host:port} or a URL; {@code http://} for a server on this machine only ({@code GOOGLE_TTS_ENDPOINT})
 * @param credentials key file; the application-default credentials when absent ({@code GOOGLE_APPLICATION_CREDENTIALS})
 * @param timeout for a whole sentence, 1 s to 60 s ({@code GOOGLE_TTS_TIMEOUT_SECONDS})
 * @param cacheBytes audio kept of sentences that were spoken before, 0 to 1 GiB; 0 keeps none ({@code GOOGLE_TTS_CACHE_BYTES})
 */
public record GoogleTtsConfig(
        String voice,
        double speakingRate,
        double pitch,
        String endpoint,
        @Nullable Path credentials,
        Duration timeout,
        long cacheBytes) {
    public static final String DEFAULT_VOICE = "en-US-Neural2-F";
    public static final String DEFAULT_ENDPOINT = "texttospeech.googleapis.com:443";

    private static final Pattern VOICE = Pattern.compile("([a-z]{2,3}-[A-Z]{2,3})-[A-Za-z0-9]+(-[A-Za-z0-9]+)*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public GoogleTtsConfig {
        require(VOICE.matcher(voice).matches(), "GOOGLE_TTS_VOICE_NAME must be a full name such as " + DEFAULT_VOICE);
        require(
                speakingRate >= 0.25 && speakingRate <= 2.0,
                "GOOGLE_TTS_SPEAKING_RATE must be between 0.25 and 2.0, Google's documented range");
        require(pitch >= -20 && pitch <= 20, "GOOGLE_TTS_PITCH must be between -20 and 20 semitones");
        require(
                pitch == 0 || !isStreaming(voice),
                "GOOGLE_TTS_PITCH must be 0 with a Chirp 3 HD voice, which takes no pitch");
        Endpoint.of(endpoint);
        require(
                timeout.toMillis() >= 1_000 && timeout.toMillis() <= 60_000,
                "GOOGLE_TTS_TIMEOUT_SECONDS must be between 1 and 60");
        require(cacheBytes >= 0 && cacheBytes <= 1 << 30, "GOOGLE_TTS_CACHE_BYTES must be between 0 and " + (1 << 30));
    }

    public static GoogleTtsConfig defaults() {
        return new GoogleTtsConfig(
                DEFAULT_VOICE, 1, 0, DEFAULT_ENDPOINT, null, Duration.ofSeconds(10), 16 * 1024 * 1024);
    }

    /** BCP 47 tag, the first part of the voice's name. */
    String language() {
        Matcher matcher = VOICE.matcher(voice);
        return matcher.matches() ? matcher.group(1) : "en-US";
    }

    /** Whether the voice is streamed: Google does so for its Chirp 3 HD voices only. */
    boolean isStreaming() {
        return isStreaming(voice);
    }

    Endpoint address() {
        return Endpoint.of(endpoint);
    }

    private static boolean isStreaming(String voice) {
        return voice.contains("-Chirp3-HD-");
    }

    /**
     * @param target host and port
     * @param plaintext without TLS, on this machine only: the request carries a token
     */
    record Endpoint(String target, boolean plaintext) {
        static Endpoint of(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            boolean plaintext = lower.startsWith("http://");
            String target = text;
            if (plaintext || lower.startsWith("https://")) {
                target = ofUrl(text, plaintext ? 80 : 443);
            }
            Matcher matcher = HOST_AND_PORT.matcher(target);
            require(
                    matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65_535,
                    "GOOGLE_TTS_ENDPOINT must be host:port or a URL such as https://" + DEFAULT_ENDPOINT);
            require(
                    !plaintext || THIS_MACHINE.contains(matcher.group(1).toLowerCase(Locale.ROOT)),
                    "GOOGLE_TTS_ENDPOINT must be https:// unless the server is on this machine");
            return new Endpoint(target, plaintext);
        }

        private static String ofUrl(String text, int defaultPort) {
            try {
                URI uri = URI.create(text);
                String path = uri.getPath() == null ? "" : uri.getPath();
                boolean bare = uri.getQuery() == null && (path.isEmpty() || "/".equals(path));
                return bare ? uri.getHost() + ":" + (uri.getPort() < 0 ? defaultPort : uri.getPort()) : "";
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
