package io.recruiterbrain.voice.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.testkit.server.Toxiproxy.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy in front of a server that sends back each byte. */
class ToxiproxyIT {
    private static final int ANSWER_MILLIS = 30_000;
    private static final int SILENCE_MILLIS = 300;

    @TempDir
    private Path folder;

    private ServerSocket server;
    private Toxiproxy toxiproxy;
    private Toxiproxy.Proxy proxy;

    @BeforeEach
    void start() throws Exception {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::echo);
        toxiproxy = Toxiproxy.start(folder.resolve("toxiproxy.log"));
        proxy = toxiproxy.proxy("echo", "127.0.0.1:0", "127.0.0.1:" + server.getLocalPort());
    }

    @AfterEach
    void stop() throws Exception {
        toxiproxy.close();
        server.close();
    }

    @Test
    void aHealthyProxyLetsEverythingThrough() throws Exception {
        try (Socket socket = connect()) {
            assertThat(answerTo(socket, 7, ANSWER_MILLIS)).isEqualTo(7);
        }
    }

    @Test
    void aDirectionThatIsSilencedLetsNothingThroughUntilItIsHealed() throws Exception {
        for (Direction direction : Direction.values()) {
            try (Socket socket = connect()) {
                assertThat(answerTo(socket, 7, ANSWER_MILLIS)).isEqualTo(7);

                // When
                proxy.silence(direction);

                // Then
                assertThatThrownBy(() -> answerTo(socket, 8, SILENCE_MILLIS))
                        .isInstanceOf(SocketTimeoutException.class);
            }
            toxiproxy.heal();
            try (Socket next = connect()) {
                assertThat(answerTo(next, 9, ANSWER_MILLIS)).isEqualTo(9);
            }
        }
    }

    @Test
    void aProxyThatRefusesIsAsGoodAsNoServer() throws Exception {
        // When
        proxy.refuse();

        // Then
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        toxiproxy.heal();
        try (Socket next = connect()) {
            assertThat(answerTo(next, 9, ANSWER_MILLIS)).isEqualTo(9);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static int answerTo(Socket socket, int value, int patienceMillis) throws IOException {
        socket.setSoTimeout(patienceMillis);
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }

    private void echo() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException gone) {
                        // The next one is served.
                    }
                });
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
