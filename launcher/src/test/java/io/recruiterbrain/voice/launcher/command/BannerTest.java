package io.recruiterbrain.voice.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BannerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://interviews.example.com",
                "http://10.0.0.7:8000",
                "HTTP://127.example.com",
                "http://[2001:db8::1]:8000"
            })
    void anAddressAtWhichBrowsersGiveNoMicrophoneIsToldWithWhatToDo(String address) {
        assertThat(Banner.address(URI.create(address)))
                .contains(address)
                .contains("no microphone")
                .contains("set RBV_PUBLIC_URL to its https address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://interviews.example.com",
                "http://localhost:8000",
                "http://demo.localhost",
                "http://127.0.0.1:8000",
                "http://127.8.0.1",
                "http://[::1]:8000"
            })
    void anAddressAtWhichCandidatesCanSpeakNeedsNoWord(String address) {
        assertThat(Banner.address(URI.create(address))).isEmpty();
    }
}
