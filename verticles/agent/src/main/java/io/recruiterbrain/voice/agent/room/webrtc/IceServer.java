package io.recruiterbrain.voice.agent.room.webrtc;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server that helps a connection through firewalls.
 *
 * @param url such as {@code stun:stun.example.org:3478} or {@code turns:turn.example.org:443?transport=tcp}
 * @param username for TURN only
 * @param credential for TURN only; masked in {@link #toString()}
 */
public record IceServer(
        String url, @Nullable String username, @Nullable String credential) {
    private static final Pattern URL = Pattern.compile("(stun|stuns|turn|turns):[^\\s,|]+");

    public IceServer {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException("an ICE server must start with stun:, stuns:, turn: or turns:");
        }
        if (url.startsWith("turn") && (username == null || credential == null)) {
            throw new IllegalArgumentException(
                    "a TURN server needs a user and a credential: turn:host:port|user|secret");
        }
    }

    /**
     * Reads the form of {@code RBV_ICE_SERVERS}: servers separated by commas, user and credential of a TURN server
     * behind bars, {@code stun:a.example:3478,turn:b.example:3478|user|secret}.
     */
    public static List<IceServer> parseList(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(IceServer::parse)
                .toList();
    }

    private static IceServer parse(String text) {
        String[] parts = text.split("\\|", 3);
        return new IceServer(parts[0], parts.length > 1 ? parts[1] : null, parts.length > 2 ? parts[2] : null);
    }

    @Override
    public String toString() {
        return "IceServer[" + url + "]";
    }
}
