package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "serve, Starts a node",
        "demo, sample interview",
        "interview, simulated candidate",
        "check, each component alone",
        "cluster, its members with their roles and rooms",
        "migrate, this version's schema"
    })
    void eachCommandExplainsItself(String command, String purpose) {
        // When
        int code = run(command, "--help");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: rbv " + command).contains(purpose);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theProgramNamesItsCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "demo", "interview", "check", "migrate");
    }

    @Test
    void serveExplainsTheSettingsOfItsStartScript() {
        run("serve", "--help");

        assertThat(out.toString()).contains("RBV_HEAP", "RBV_JAVA_OPTIONS");
    }

    @Test
    void interviewExplainsItsExitCodes() {
        run("interview", "--help");

        assertThat(out.toString()).contains("The interview ended as completed", "It ended otherwise");
    }

    @ParameterizedTest
    @CsvSource({
        "--questions, 0, '--questions must be from 1 to 20, not 0.'",
        "--questions, 21, '--questions must be from 1 to 20, not 21.'",
        "--minutes, 121, '--minutes must be from 1 to 120, not 121.'"
    })
    void whatInterviewCannotAskForIsToldInTheWordsOfItsOption(String option, String value, String sentence) {
        assertThat(run("interview", "--api-key", "rbv_key", option, value)).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo(sentence);
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(run("interviews")).isEqualTo(2);
        assertThat(err.toString()).contains("interviews");
    }

    private int run(String... arguments) {
        CommandLine program = Main.commandLine();
        program.setOut(new PrintWriter(out, true));
        program.setErr(new PrintWriter(err, true));
        return program.execute(arguments);
    }
}
