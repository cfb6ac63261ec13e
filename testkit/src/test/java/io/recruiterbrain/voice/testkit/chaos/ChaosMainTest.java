package io.recruiterbrain.voice.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaosMainTest {
    @ParameterizedTest
    @CsvSource({
        "--faults flood,           There is no fault \"flood\"",
        "--faults livekit-restart, --faults livekit-restart needs --line production",
        "--faults rolling-update,  --faults rolling-update needs --older FOLDER",
        "--older nowhere,          --older nowhere is no built folder",
        "--line gold,              Invalid value for option '--line'",
        "--minutes soon,           Invalid value for option '--minutes'",
        "--fault kill,             Unknown option"
    })
    void whatCannotBeMeantIsToldInOneSentence(String arguments, String said) {
        // Given
        StringWriter told = new StringWriter();

        // When
        int code = ChaosMain.commandLine()
                .setErr(new PrintWriter(told, true))
                .execute(Stream.concat(Stream.of("--distribution", "none"), Stream.of(arguments.split(" ")))
                        .toArray(String[]::new));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(told.toString()).startsWith(said).endsWith("see ./rbv chaos --help" + System.lineSeparator());
        assertThat(told.toString().lines()).hasSize(1);
    }
}
