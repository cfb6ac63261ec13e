package io.recruiterbrain.voice.agent.room.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaConfigTest {
    @ParameterizedTest
    @CsvSource({
        "0, 50000, RBV_UDP_PORT_MIN and RBV_UDP_PORT_MAX must hold",
        "50000, 0, RBV_UDP_PORT_MIN and RBV_UDP_PORT_MAX must hold",
        "50000, 50001, RBV_UDP_PORT_MIN and RBV_UDP_PORT_MAX must hold",
        "80, 50000, RBV_UDP_PORT_MIN must be",
        "50000, 70000, RBV_UDP_PORT_MAX must be",
        "0, 80, RBV_UDP_PORT_MAX must be"
    })
    void aPortRangeThatCannotWorkIsRefused(int min, int max, String told) {
        assertThatThrownBy(
                        () -> new MediaConfig(min, max, List.of(), false, Duration.ofSeconds(2), Duration.ofSeconds(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a.example", "turn:a.example", "turns:a.example", "stun:", "stun:a b"})
    void anIceServerThatIsNoneOrLacksItsPasswordIsRefused(String url) {
        assertThatThrownBy(() -> new IceServer(url, null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCredentialIsNotShown() {
        // When
        String text = new IceServer("turn:a.example", "user", "secret").toString();

        // Then
        assertThat(text).contains("a.example").doesNotContain("secret", "user");
    }

    @Test
    void aMissingLibraryIsNamedWithTheCommandThatBringsIt() {
        // Given
        Throwable fault = new RuntimeException(
                "Load library 'webrtc-java' failed",
                new UnsatisfiedLinkError(
                        "/tmp/webrtc-java123.so: libpulse.so.0: cannot open shared object file: No such"
                                + " file or directory"));

        // When
        String sentence = NativeMedia.sentence(fault);

        // Then
        assertThat(sentence)
                .isEqualTo("the media engine needs libpulse.so.0, which this machine lacks; run: sudo apt-get install"
                        + " --no-install-recommends libpulse0 libudev1 libx11-6 libxfixes3 libxrandr2 libxcomposite1"
                        + " libdbus-1-3");
    }
}
