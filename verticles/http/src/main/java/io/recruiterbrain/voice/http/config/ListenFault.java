package io.recruiterbrain.voice.http.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Why nothing can listen where the API should, in one sentence that names the setting to mend. */
public final class ListenFault {
    private ListenFault() {}

    /** May look a name up, which blocks: for an address that was refused, not before. */
    public static String sentence(HttpConfig config, Throwable fault) {
        return isOfThisMachine(config.host())
                ? "cannot listen on " + config.host() + ":" + config.port() + " (" + fault.getMessage()
                        + "); stop what uses it, or set API_PORT or --port to another port"
                : "cannot listen on " + config.host() + ":" + config.port()
                        + ", as this is no address of this machine; set API_HOST to one, or to 0.0.0.0 for all";
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
