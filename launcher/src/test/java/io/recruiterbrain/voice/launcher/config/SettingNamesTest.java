package io.recruiterbrain.voice.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message or a comment that names a setting which nobody can set sends people searching. */
class SettingNamesTest {
    /** Names of the settings' kind that are not in the reference, and why. */
    private static final Map<String, String> NOT_IN_THE_REFERENCE = Map.of(
            "RBV_HEAP", "read by the start script",
            "RBV_JAVA_OPTIONS", "read by the start script",
            "OPENAI_STT", "first part of the names of a server that hears",
            "OPENAI_TTS", "first part of the names of a server that speaks");

    private static final Pattern COMMENT_OR_TEXT = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'",
            Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contract",
                "launcher",
                "verticles/agent",
                "verticles/embedding",
                "verticles/http",
                "verticles/persistence"
            })
    void everySettingThatIsNamedExists(String module) throws IOException {
        // Given
        Set<String> known = new TreeSet<>(SettingsSource.reference().keySet());
        known.addAll(NOT_IN_THE_REFERENCE.keySet());

        // When
        Set<String> named = namedIn(Path.of("..").resolve(module).resolve("src/main/java"));

        // Then
        assertThat(named).isSubsetOf(known);
        assertThat(named.isEmpty()).isEqualTo(module.equals("contract"));
    }

    private static Set<String> namedIn(Path folder) throws IOException {
        Pattern name = settingNames();
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                COMMENT_OR_TEXT
                        .matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .flatMap(text -> name.matcher(text).results().map(MatchResult::group))
                        .forEach(named::add);
            }
        }
        return named;
    }

    /** Whatever begins as a setting of the reference does: {@code RBV_}, {@code API_} and so on. */
    private static Pattern settingNames() {
        String families = SettingsSource.reference().keySet().stream()
                .filter(setting -> setting.contains("_"))
                .map(setting -> setting.substring(0, setting.indexOf('_')))
                .distinct()
                .collect(Collectors.joining("|"));
        return Pattern.compile("\\b(?:" + families + ")_[A-Z0-9_]*[A-Z0-9]\\b");
    }
}
