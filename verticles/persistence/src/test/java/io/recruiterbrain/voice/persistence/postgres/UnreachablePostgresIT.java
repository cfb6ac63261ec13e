package io.recruiterbrain.voice.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is not running, as the driver meets it. */
class UnreachablePostgresIT {
    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require"})
    void aServerThatIsNotRunningIsToldWithItsAddressAndNothingOfCertificates(String sslMode) throws Exception {
        // Given
        PersistenceConfig.Server nobody = new PersistenceConfig.Server(
                "127.0.0.1", closedPort(), "recruiterbrain", "app", "secret-pw", sslMode, null);

        // When, Then
        assertThatThrownBy(() -> Migrations.runIfAllowed(
                        nobody, PersistenceConfig.Pool.defaults().connect()))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("127.0.0.1:" + nobody.port())
                .hasMessageContaining("cannot be reached; start it, or check POSTGRES_HOST and POSTGRES_PORT")
                .hasMessageNotContaining("secret-pw");
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
