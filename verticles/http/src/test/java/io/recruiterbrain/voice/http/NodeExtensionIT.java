package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.recruiterbrain.voice.contract.extension.TurnScreened;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/extending.md, run as it says there. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NodeExtensionIT {
    private static final Path EXAMPLE = Path.of("..", "..", "examples", "extension-node", "extension.mjs");

    @TempDir
    private Path folder;

    @AutoClose
    private final RunningHttp api = RunningHttp.plain();

    @Test
    void itTakesEachEventOnceAlsoThoseItMissedAndMasksAddresses() throws Exception {
        // Given
        String first = created(api.start());
        Process example = run();
        BufferedReader output = example.inputReader();
        assertThat(List.of(output.readLine(), output.readLine())).containsExactly("connected", "1 " + first);
        String second = created(api.start());
        assertThat(output.readLine()).isEqualTo("2 " + second);
        assertThat(screened()).isEqualTo("write to [email] please");
        end(example);
        String missed = created(api.start());

        // When
        example = run();

        // Then
        output = example.inputReader();
        assertThat(List.of(output.readLine(), output.readLine())).containsExactly("connected", "3 " + missed);
        end(example);
    }

    private Process run() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "node",
                        "--experimental-websocket",
                        EXAMPLE.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("RBV_URL", "http://127.0.0.1:" + api.port);
        builder.environment().put("RBV_API_KEY", RunningHttp.API_KEY);
        builder.environment()
                .put("CURSOR_FILE", folder.resolve("extension.cursor").toString());
        return builder.start();
    }

    private static void end(Process example) throws InterruptedException {
        example.destroy();
        example.waitFor();
    }

    /** Asked until the example has registered. */
    private String screened() throws Exception {
        ScreenTurn turn = new ScreenTurn(UUID.randomUUID(), 1, Speaker.CANDIDATE, "write to ada@example.com please");
        for (int attempt = 1; ; attempt++) {
            try {
                TurnScreened answer = api.bus.ask(ScreenTurn.ADDRESS, turn).await(60, TimeUnit.SECONDS);
                return answer.text();
            } catch (ServiceException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    private static String created(RunningHttp.Started interview) {
        return "interview.created " + interview.id();
    }
}
