package io.recruiterbrain.voice.launcher.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.launcher.config.NodeConfigReader;
import io.recruiterbrain.voice.launcher.config.SettingsSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the API is to listen, looked at before a node loads anything. */
class ApiPortIT {
    @TempDir
    private Path folder;

    @Test
    void aFreePortOfThisMachineIsTaken() throws Exception {
        // Given
        HttpConfig config = config("127.0.0.1", freePort());

        // When, Then
        assertThatCode(() -> ApiPort.requireFree(config)).doesNotThrowAnyException();
    }

    @Test
    void aTakenPortIsToldWithBothWaysToChooseAnother() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpConfig config = config("127.0.0.1", taken.getLocalPort());

            // When, Then
            assertThatThrownBy(() -> ApiPort.requireFree(config))
                    .isInstanceOf(ServiceException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("set API_PORT or --port")
                    .hasMessageNotContaining("API_HOST");
        }
    }

    /** The first is an address of the documentation's, which no machine has; the second can be none. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "256.256.256.256"})
    void anAddressThatThisMachineHasNotIsToldWithItsSetting(String host) throws Exception {
        // Given
        HttpConfig config = config(host, freePort());

        // When, Then
        assertThatThrownBy(() -> ApiPort.requireFree(config))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("set API_HOST")
                .hasMessageContaining(host)
                .hasMessageNotContaining("API_PORT");
    }

    private HttpConfig config(String host, int port) {
        Map<String, String> environment = Map.of(
                "API_HOST", host,
                "API_PORT", Integer.toString(port),
                "RBV_DATA_DIR", folder.resolve("data").toString());
        return new NodeConfigReader(SettingsSource.load(environment, folder, folder), () -> "-".repeat(32))
                .read()
                .http();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
