package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.http.config.HttpConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether the port of the API is free before anything is loaded: HTTP takes it last, many seconds later. */
final class ApiPort {
    private ApiPort() {}

    /** Fails with one sentence when something listens there. What else is wrong with the address, HTTP finds out. */
    static void requireFree(HttpConfig config) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the HTTP server: connections of a node that just ended are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (BindException e) {
            throw new ServiceException(
                    ErrorCode.UNAVAILABLE,
                    "cannot listen on " + config.host() + ":" + config.port() + " (" + e.getMessage()
                            + "); stop what uses it or set API_PORT",
                    e);
        } catch (IOException | IllegalArgumentException notAboutThePort) {
            return;
        }
    }
}
