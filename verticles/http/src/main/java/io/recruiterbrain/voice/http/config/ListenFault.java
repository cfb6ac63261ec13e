package io.recruiterbrain.voice.http.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;

/** Why nothing can listen where the API should, in one sentence that names the setting to mend. */
public final class ListenFault {
    /** Up to here a port takes a right that ordinary users have not. */
    private static final int LAST_RESERVED = 1023;

    private ListenFault() {}

    /** May look a name up, which blocks: for an address that was refused, not before. */
    public static String sentence(HttpConfig config, Throwable fault) {
        String reason =
                Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
        return "cannot listen on " + config.host() + ":" + config.port()
                + (isOfThisMachine(config.host())
                        ? " (" + reason + "); " + remedy(config.port(), reason)
                        : ", as this is no address of this machine; set API_HOST to one, or to 0.0.0.0 for all");
    }

    /** By the system's own words, of which Java keeps no number. */
    private static String remedy(int port, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("already in use")) {
            return "stop what uses it, or set API_PORT or --port to another port";
        }
        return words.contains("permission denied") && port <= LAST_RESERVED
                ? "set API_PORT or --port to a port above " + LAST_RESERVED
                : "set API_PORT or --port to another port";
    }

    private static boolean isOfThisMachine(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException e) {
            return false;
        } catch (SocketException notKnown) {
            return true;
        }
    }
}
