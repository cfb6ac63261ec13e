package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.ListenFault;
import java.net.BindException;
import org.junit.jupiter.api.Test;

/** What is said of a port that cannot be had, and what to do about it. */
class ListenFaultTest {
    @Test
    void aPortInUseIsToBeFreedOrLeft() {
        assertThat(ListenFault.sentence(at(8000), new BindException("Address already in use")))
                .isEqualTo("cannot listen on 127.0.0.1:8000 (Address already in use);"
                        + " stop what uses it, or set API_PORT or --port to another port");
    }

    @Test
    void aPortThatTakesARightIsToBeOneThatTakesNone() {
        assertThat(ListenFault.sentence(at(80), new BindException("Permission denied")))
                .isEqualTo("cannot listen on 127.0.0.1:80 (Permission denied);"
                        + " set API_PORT or --port to a port above 1023");
    }

    @Test
    void whateverElseIsWrongWithAPortAnotherOneMayDo() {
        assertThat(ListenFault.sentence(at(8000), new BindException("Permission denied")))
                .isEqualTo("cannot listen on 127.0.0.1:8000 (Permission denied);"
                        + " set API_PORT or --port to another port");
        assertThat(ListenFault.sentence(at(8000), new IllegalStateException()))
                .isEqualTo("cannot listen on 127.0.0.1:8000 (IllegalStateException);"
                        + " set API_PORT or --port to another port");
    }

    private static HttpConfig at(int port) {
        return RunningHttp.at("127.0.0.1", port);
    }
}
