package io.recruiterbrain.voice.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where {@code .ci/servers.sh} puts servers, and which ports are free for them. */
final class ServerFolder {
    private ServerFolder() {}

    /**
     * A file of an installed server.
     *
     * @param file below the cache folder
     * @param installer argument of {@code .ci/servers.sh}
     * @throws IllegalStateException with the command that installs it
     */
    static Path require(String file, String installer) {
        Path found = root().resolve(file);
        if (!Files.exists(found)) {
            throw new IllegalStateException(
                    "the test server " + installer + " is not installed; run: .ci/servers.sh " + installer);
        }
        return found;
    }

    static int freeTcpPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freeUdpPort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        String cache = orEmpty(System.getenv("XDG_CACHE_HOME"));
        Path folder = cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("recruiterbrain-voice").resolve("servers");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
