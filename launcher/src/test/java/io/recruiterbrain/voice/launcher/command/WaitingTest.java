package io.recruiterbrain.voice.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingTest {
    private static final String CLEARED = "\r\u001b[K";

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @BeforeEach
    void onATerminal() {
        System.setProperty("rbv.terminal", "true");
    }

    @AfterEach
    void onNoTerminal() {
        System.clearProperty("rbv.terminal");
    }

    @Test
    void whatIsSaidAfterItsEndHasALineOfItsOwnAndIsTheLast() throws Exception {
        // Given
        Waiting waiting = new Waiting(terminal, "Starting", 0);

        // When
        waiting.during(() -> {
            awaitBar();
            waiting.end();
            terminal.println("Stopped before it was ready.");
            return true;
        });

        // Then
        assertThat(text()).endsWith(" Starting\u001b[K" + CLEARED + "Stopped before it was ready.\n");
    }

    @Test
    void theBarIsGoneOnceTheWorkIsDone() throws Exception {
        // When
        new Waiting(terminal, "Starting", 0).during(() -> {
            awaitBar();
            return true;
        });

        // Then
        assertThat(text()).startsWith("\r[").endsWith(CLEARED);
    }

    private void awaitBar() {
        while (!text().contains("Starting")) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
