package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A message that names a setting which nobody can set sends people searching. */
class SettingNamesTest {
    private static final Pattern NAME = Pattern.compile("\\b(?:RBV|INTERVIEW|SPHINX|FREETTS)_[A-Z_]+");

    @Test
    void everySettingThatAConfigurationNamesExists() throws IOException {
        // Given
        Properties reference = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("..", "..", "conf", "reference.properties"))) {
            reference.load(reader);
        }

        // When
        Set<String> named = new TreeSet<>();
        for (Path file : configurations()) {
            NAME.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .forEach(named::add);
        }

        // Then
        assertThat(named).contains("RBV_TURN_OPEN_DELAY", "INTERVIEW_RECONNECT_SECONDS");
        assertThat(reference.stringPropertyNames()).containsAll(named);
    }

    private static List<Path> configurations() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("Config.java"))
                    .toList();
        }
    }
}
