package io.recruiterbrain.voice.agent.room.webrtc;

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
    private static final Pattern URL = Pattern.compile("(stun|stuns|turn|turns):\\S+");

    public IceServer {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException("an ICE server must start with stun:, stuns:, turn: or turns:");
        }
        if (url.startsWith("turn") && (username == null || credential == null)) {
            throw new IllegalArgumentException(
                    "a TURN server needs a user and a password: turn:user:password@host:port");
        }
    }

    @Override
    public String toString() {
        return "IceServer[" + url + "]";
    }
}
