package io.recruiterbrain.voice.http.config;

import static io.recruiterbrain.voice.contract.Checks.require;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server for the candidate's browser.
 *
 * @param username with {@code credential}, for TURN
 */
public record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?<scheme>stuns?|turns?):(?:(?<user>[^:@\\s]+):(?<password>[^@\\s]+)@)?(?<rest>[^@\\s]+)");

    public IceServer {
        urls = List.copyOf(urls);
        require(!urls.isEmpty(), "RBV_ICE_SERVERS has a server without an address");
        require((username == null) == (credential == null), "RBV_ICE_SERVERS: user and password go together");
    }

    /**
     * Reads {@code RBV_ICE_SERVERS}: servers separated by commas, each {@code stun:host:port} or
     * {@code turn:user:password@host:port?transport=udp}.
     */
    public static List<IceServer> parse(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(IceServer::one)
                .toList();
    }

    private static IceServer one(String text) {
        Matcher written = WRITTEN.matcher(text);
        require(
                written.matches(),
                "RBV_ICE_SERVERS must hold servers such as stun:stun.example.com:3478 or turn:user:password@turn.example.com:3478");
        return new IceServer(
                List.of(written.group("scheme") + ":" + written.group("rest")),
                written.group("user"),
                written.group("password"));
    }

    @Override
    public String toString() {
        return "IceServer" + urls;
    }
}
