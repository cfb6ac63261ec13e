package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.ListenFault;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks whether the API can listen before anything is loaded: HTTP takes its port last, many seconds later. */
final class ApiPort {
    private ApiPort() {}

    /** Fails with one sentence when something listens there, or this machine has no such address. */
    static void requireFree(HttpConfig config) {
        InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
        if (address.isUnresolved()) {
            throw refused(config, new UnknownHostException(config.host()));
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As the HTTP server: connections of a node that just ended are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (BindException e) {
            throw refused(config, e);
        } catch (IOException | IllegalArgumentException httpFindsOut) {
            return;
        }
    }

    private static ServiceException refused(HttpConfig config, Exception fault) {
        return new ServiceException(ErrorCode.UNAVAILABLE, ListenFault.sentence(config, fault), fault);
    }
}
