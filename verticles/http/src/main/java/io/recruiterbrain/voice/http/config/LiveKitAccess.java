package io.recruiterbrain.voice.http.config;

import static io.recruiterbrain.voice.contract.Checks.present;
import static io.recruiterbrain.voice.contract.Checks.require;
import static io.recruiterbrain.voice.contract.Checks.text;

import java.net.URI;
import java.time.Duration;

/**
 * How candidates reach the LiveKit server that carries the audio.
 *
 * @param url where browsers reach it, {@code LIVEKIT_PUBLIC_URL}, otherwise {@code LIVEKIT_URL}
 * @param apiKey {@code LIVEKIT_API_KEY}
 * @param secret {@code LIVEKIT_API_SECRET}
 * @param tokenLifetime for how long a candidate's token opens the room, {@code LIVEKIT_TOKEN_LIFETIME}; who is in stays in
 */
public record LiveKitAccess(URI url, String apiKey, LiveKitSecret secret, Duration tokenLifetime) {
    public static final Duration DEFAULT_TOKEN_LIFETIME = Duration.ofHours(6);

    public LiveKitAccess {
        present(url, "LIVEKIT_URL");
        require(
                ("ws".equals(url.getScheme()) || "wss".equals(url.getScheme()))
                        && url.getHost() != null
                        && url.getUserInfo() == null
                        && url.getQuery() == null
                        && url.getFragment() == null,
                "LIVEKIT_URL and LIVEKIT_PUBLIC_URL must be ws or wss addresses such as wss://livekit.example.com");
        text(apiKey, "LIVEKIT_API_KEY", 200);
        present(secret, "LIVEKIT_API_SECRET");
        require(
                tokenLifetime.compareTo(Duration.ofMinutes(1)) >= 0 && tokenLifetime.compareTo(Duration.ofDays(7)) <= 0,
                "LIVEKIT_TOKEN_LIFETIME must be from 1 minute to 7 days");
    }

    /** What a page must be allowed to connect to: signalling, and the same server over HTTP. */
    public String origins() {
        String authority = url.getAuthority();
        return url.getScheme() + "://" + authority + " " + url.getScheme().replace("ws", "http") + "://" + authority;
    }
}
