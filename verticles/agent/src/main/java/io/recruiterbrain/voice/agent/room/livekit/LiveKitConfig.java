package io.recruiterbrain.voice.agent.room.livekit;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where the LiveKit server is, and what rooms are called there.
 *
 * @param url {@code LIVEKIT_URL}: {@code wss://} or {@code ws://} with host and, when it is not the usual one, port
 * @param apiKey {@code LIVEKIT_API_KEY}
 * @param apiSecret {@code LIVEKIT_API_SECRET}, masked in {@link #toString()}
 * @param roomPrefix first part of a room's name, followed by the interview's id
 * @param tokenLifetime {@code LIVEKIT_TOKEN_LIFETIME}: how long a candidate's token opens the room; who is in stays in
 */
public record LiveKitConfig(URI url, String apiKey, String apiSecret, String roomPrefix, Duration tokenLifetime) {
    public static final String DEFAULT_ROOM_PREFIX = "interview-";
    public static final Duration DEFAULT_TOKEN_LIFETIME = Duration.ofHours(6);

    /** The SDK signs nothing with less. */
    private static final int SHORTEST_SECRET = 32;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{0,64}");

    public LiveKitConfig {
        String scheme = url.getScheme();
        require(
                ("ws".equals(scheme) || "wss".equals(scheme)) && url.getHost() != null,
                "LIVEKIT_URL must be ws:// or wss:// with a host, such as wss://livekit.example.com");
        require(
                url.getQuery() == null && url.getFragment() == null && url.getUserInfo() == null,
                "LIVEKIT_URL must have no user, query or fragment");
        require(!apiKey.isBlank(), "LIVEKIT_API_KEY is missing");
        require(
                apiSecret.length() >= SHORTEST_SECRET,
                "LIVEKIT_API_SECRET must have at least " + SHORTEST_SECRET + " characters");
        require(
                PREFIX.matcher(roomPrefix).matches(),
                "the room prefix must be at most 64 letters, digits, dots, dashes and underscores");
        require(
                tokenLifetime.compareTo(Duration.ofMinutes(1)) >= 0 && tokenLifetime.compareTo(Duration.ofDays(7)) <= 0,
                "LIVEKIT_TOKEN_LIFETIME must be from 1 minute to 7 days");
    }

    /** With the default names and lifetime. */
    public static LiveKitConfig of(URI url, String apiKey, String apiSecret) {
        return new LiveKitConfig(url, apiKey, apiSecret, DEFAULT_ROOM_PREFIX, DEFAULT_TOKEN_LIFETIME);
    }

    /** Name of an interview's room. */
    public String roomName(UUID interviewId) {
        return roomPrefix + interviewId;
    }

    /** Identity by which the candidate of an interview is known in its room. */
    public static String candidateIdentity(UUID interviewId) {
        return "candidate-" + interviewId;
    }

    /** Identity of the agent; a second one of the same interview takes its place. */
    public static String agentIdentity(UUID interviewId) {
        return "agent-" + interviewId;
    }

    /** The server's HTTP address, for its API. */
    public URI httpUrl() {
        return URI.create(url.toString().replaceFirst("^ws", "http"));
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }

    @Override
    public String toString() {
        return "LiveKitConfig[" + url + ", apiKey=" + apiKey + ", apiSecret=***, roomPrefix=" + roomPrefix
                + ", tokenLifetime=" + tokenLifetime + "]";
    }
}
